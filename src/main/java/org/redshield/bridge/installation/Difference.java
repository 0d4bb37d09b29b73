package org.redshield.bridge.installation;

import org.redshield.bridge.CannotStart;

/**
 * Something in which a node and its installation differ.
 *
 * @param outcome what a start does about it
 * @param chinese a sentence without its full stop: both sides, and the way out
 * @param english the same
 */
public record Difference(Outcome outcome, String chinese, String english) {

    /** What a start does. */
    public enum Outcome {
        /** It ends. Nobody can agree to it: another database, directory, program or node is meant. */
        REFUSED,
        /** It ends, until whoever runs the installation has said by {@code --accept} that it is meant so. */
        TO_BE_ACCEPTED,
        /** It starts, and nothing is sent to platforms until an operator releases it. */
        HELD
    }

    private static final String WAY_OUT = "；确属有意变更的，停下全部节点，用新的设置运行一次 --accept 再启动，否则请改回来";
    private static final String WAY_OUT_ENGLISH =
            "; where that is meant, stop all nodes, run --accept once with the new settings, and start; else put it back";

    public static Difference refused(String chinese, String english) {
        return new Difference(Outcome.REFUSED, chinese, english);
    }

    /** @param chinese both sides; the way out is the same for all of them */
    public static Difference toBeAccepted(String chinese, String english) {
        return new Difference(Outcome.TO_BE_ACCEPTED, chinese + WAY_OUT, english + WAY_OUT_ENGLISH);
    }

    public static Difference held(String chinese, String english) {
        return new Difference(Outcome.HELD, chinese, english);
    }

    /** Both sides alone. */
    String bothSides() {
        return chinese.replace(WAY_OUT, "");
    }

    /** The same. */
    String bothSidesInEnglish() {
        return english.replace(WAY_OUT_ENGLISH, "");
    }

    CannotStart cannotStart() {
        return new CannotStart(chinese, english);
    }
}
