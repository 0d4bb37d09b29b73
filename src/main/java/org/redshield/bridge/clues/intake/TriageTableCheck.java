package org.redshield.bridge.clues.intake;

import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.stereotype.Component;

/** No broken table of triage is ever deployed. */
@Component
final class TriageTableCheck implements TableCheck {

    @Override
    public String decision() {
        return TriageTable.KEY;
    }

    @Override
    public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
        TableProblems problems = new TableProblems("clues");
        TriageTable.check(content, problems);
        return problems;
    }
}
