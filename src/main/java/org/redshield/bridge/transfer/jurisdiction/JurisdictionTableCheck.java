package org.redshield.bridge.transfer.jurisdiction;

import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.stereotype.Component;

/** No broken table of jurisdiction is ever deployed, and none that goes beyond the law. */
@Component
final class JurisdictionTableCheck implements TableCheck {

    @Override
    public String decision() {
        return JurisdictionTable.KEY;
    }

    @Override
    public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
        TableProblems problems = new TableProblems("transfer");
        JurisdictionTable.check(content, problems);
        return problems;
    }
}
