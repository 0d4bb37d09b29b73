package org.redshield.bridge.platform.retryqueue;

/** The task of a person who was told that a call was given up. */
public interface OpenFault {

    /**
     * The call is over, whoever mended what: there is nothing left to decide.
     *
     * @return false when the task is not there yet
     */
    boolean end(WaitingCall call);
}
