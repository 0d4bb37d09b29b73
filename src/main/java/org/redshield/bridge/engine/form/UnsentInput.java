package org.redshield.bridge.engine.form;

/** Keeps what people have typed into forms and not sent; is told, in the same transaction, when there is nothing left to send. */
public interface UnsentInput {

    /** The task was completed, or went with its instance or by an event. */
    void taskIsGone(String taskId);

    /** That person has sent the start form. */
    void isStarted(String userId, String process);
}
