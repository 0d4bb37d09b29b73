package org.redshield.bridge.engine.form;

import java.util.List;

/** What of a case no form may tell, because it is read by people who must not know it. Asked before a form is taken in. */
public interface KeptOut {

    /** @throws org.redshield.bridge.Refusal when one of the texts tells it */
    void check(String tenant, String caseNo, List<String> texts);
}
