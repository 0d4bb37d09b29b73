package org.redshield.bridge.casework;

/** What keeps a penalty from being decided in a case; a feature's contribution, asked when it is proposed and when approved. */
@FunctionalInterface
public interface DecisionBar {

    /** @throws org.redshield.bridge.Refusal that says what has to be over first */
    void check(String caseNo, String tenant);
}
