package org.redshield.bridge.engine.form;

import java.util.List;
import java.util.Set;

/** What of a case no form and no name of a file may tell, because people read it who must not know it. Asked beforehand. */
public interface KeptOut {

    /**
     * Who enters something. Only to whoever may know it a refusal may say that he told it: to anybody else it would confirm
     * what he guessed.
     */
    record Writer(String user, Set<String> groups, String tenant) {}

    /** @throws org.redshield.bridge.Refusal when one of the texts tells what the writer may know */
    void check(Writer writer, String caseNo, List<String> texts);
}
