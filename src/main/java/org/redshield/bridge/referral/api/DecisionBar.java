package org.redshield.bridge.referral.api;

/**
 * What keeps a case from being decided by a penalty, or by its going to the police, asked when the decision is proposed and when it is
 * approved.
 */
@FunctionalInterface
public interface DecisionBar {

    /**
     * @param penalty whether by a penalty; else it goes to the police
     * @throws org.redshield.bridge.Refusal that says what has to be over first
     */
    void check(String caseNo, String tenant, boolean penalty);
}
