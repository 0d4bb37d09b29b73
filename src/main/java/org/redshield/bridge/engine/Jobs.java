package org.redshield.bridge.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Jobs that wait for something that the engine does not know. In the caller's transaction. */
public interface Jobs {

    /**
     * Lets jobs go that were put off, in this order.
     *
     * @return those that are still there; the others have been done, or their process has ended
     */
    Set<String> runNow(List<String> ids);

    /** Which of them are still there. */
    Set<String> present(Collection<String> ids);

    /** Lets a job go that had been given up: its incident is resolved. A job that is not there any more is left out. */
    void resume(String id);
}
