package org.redshield.bridge.indicators;

import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.stereotype.Component;

/** No broken table of thresholds is ever deployed. */
@Component
final class ThresholdsCheck implements TableCheck {

    @Override
    public String decision() {
        return Thresholds.KEY;
    }

    @Override
    public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
        TableProblems problems = new TableProblems("indicators");
        Thresholds.check(content, problems);
        return problems;
    }
}
