package org.redshield.bridge.work;

import java.util.List;

/** Implemented by a bean that works in the background; see the package for how. */
public interface BackgroundWork {

    /** Asked once, when the node starts. */
    List<Work> work();
}
