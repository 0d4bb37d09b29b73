package org.redshield.bridge.transfer.jurisdiction;

import java.util.Map;
import java.util.Optional;

/**
 * What decides which rules apply: everything about a case but places and bureaus.
 *
 * @param actualPlaceKnown whether an actual place of business is stated at all; it may still not lead to one bureau
 * @param concentrated whether reports are many, or the consequences serious (网络反不正当竞争暂行规定 art. 27)
 */
public record Situation(
        Optional<Conduct> act,
        Optional<LiableSubject> subject,
        Answer selfPublished,
        Answer registered,
        boolean actualPlaceKnown,
        boolean concentrated) {

    /** Whether something is so, as far as it is known. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN;

        /** @param stated null while it is not known */
        public static Answer of(Boolean stated) {
            if (stated == null) {
                return UNKNOWN;
            }
            return stated ? YES : NO;
        }
    }

    /** As the table asks for it: input by input. */
    Map<String, Optional<String>> inputs() {
        return Map.of(
                "act", act.map(Conduct::name),
                "subject", subject.map(LiableSubject::name),
                "selfPublished", Optional.of(selfPublished.name()),
                "registered", Optional.of(registered.name()),
                "actualPlaceKnown", Optional.of(Answer.of(actualPlaceKnown).name()),
                "concentrated", Optional.of(Answer.of(concentrated).name()));
    }
}
