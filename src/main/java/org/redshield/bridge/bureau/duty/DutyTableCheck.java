package org.redshield.bridge.bureau.duty;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** No broken table of approvals is ever deployed, and none that is milder than the law. */
@Component
@RequiredArgsConstructor
final class DutyTableCheck implements TableCheck {

    private final ObjectProvider<LegalAct.Contribution> acts;

    @Override
    public String decision() {
        return DutyTable.KEY;
    }

    @Override
    public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
        TableProblems problems = new TableProblems("bureau");
        DutyTable.check(
                content,
                house.deciders(),
                acts.stream().flatMap(feature -> feature.acts().stream()).toList(),
                problems);
        return problems;
    }
}
