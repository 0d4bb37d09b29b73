package org.redshield.bridge.engine.form;

import java.util.List;

/** What of a case no form and no name of a file may tell, because people read it who must not know it. Asked beforehand. */
public interface KeptOut {

    /** @throws org.redshield.bridge.Refusal when one of the texts tells it */
    void check(String tenant, String caseNo, List<String> texts);
}
