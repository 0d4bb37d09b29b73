package org.redshield.bridge.platform.process;

import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.stereotype.Component;

/** No broken table of data tiers is ever deployed, and none that is milder than the law. */
@Component
final class DataTierTableCheck implements TableCheck {

    @Override
    public String decision() {
        return DataTierTable.KEY;
    }

    @Override
    public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
        TableProblems problems = new TableProblems("platform");
        DataTierTable.check(content, problems);
        return problems;
    }
}
