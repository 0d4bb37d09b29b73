package org.redshield.bridge.platform.request;

import java.time.Instant;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.gateway.Dialogue;

/** The processes that wait: the bureau's for an answer, the platform's for what the bureau says to its liaison. */
public interface AwaitingProcess {

    /**
     * Wakes it in the caller's transaction.
     *
     * @return false when it does not wait (yet): the answer is kept and it is tried again
     */
    boolean wake(DataRequest request, AnswerState state);

    /**
     * Begins the task in which officers deal with what the platform says meanwhile, in the caller's transaction.
     *
     * @return false when the instance has no place for it
     */
    boolean speak(DataRequest request, Dialogue.Kind kind);

    /** The bureau's word is there: the liaison's task comes back, in the caller's transaction, unless it has already. */
    void wakeLiaison(String requestNo, String platform);

    /** The liaison's answer is due then: also a task that is open learns so, in the caller's transaction. */
    void liaisonDueAt(String requestNo, String platform, Instant dueAt);
}
