package org.redshield.bridge.work;

import org.redshield.bridge.work.BackgroundWork.Share;

/** What a node does of all that is to be done. */
public enum NodeKind {
    /** Everything. */
    WHOLE,
    /** Everything but matching, which nodes for it do. */
    CASES,
    /** Matching and nothing else: no people, no jobs of the engine, nothing that has a deadline. */
    MATCHING;

    boolean does(Share share) {
        return switch (share) {
            case CASES -> this != MATCHING;
            case MATCHING -> this != CASES;
            case EACH -> true;
        };
    }
}
