package org.redshield.bridge.work;

import java.util.List;

/** Implemented by a bean that works in the background; see the package for how. */
public interface BackgroundWork {

    /** Which nodes do it. */
    enum Share {
        /** Those that have cases: what somebody waits for, and what has deadlines. */
        CASES,
        /** Those for matching where there are such: what goes through much data and takes minutes of a processor. */
        MATCHING,
        /** Each, on its own disk. */
        EACH
    }

    default Share share() {
        return Share.CASES;
    }

    /** Asked once, when the node starts. */
    List<Work> work();
}
