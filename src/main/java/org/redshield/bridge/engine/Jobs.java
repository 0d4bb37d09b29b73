package org.redshield.bridge.engine;

import java.util.List;

/** Jobs that wait for something that the engine does not know. In the caller's transaction. */
public interface Jobs {

    /** Lets jobs go that were put off, in this order; those that are not there any more are left out. */
    void runNow(List<String> ids);

    /** Lets a job go that had been given up: its incident is resolved. A job that is not there any more is left out. */
    void resume(String id);
}
