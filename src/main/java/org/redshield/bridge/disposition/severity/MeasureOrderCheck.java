package org.redshield.bridge.disposition.severity;

import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.stereotype.Component;

/** No order of measures is ever deployed that lacks one, has one twice, or calls a warning what takes something away. */
@Component
final class MeasureOrderCheck implements TableCheck {

    @Override
    public String decision() {
        return MeasureOrder.KEY;
    }

    @Override
    public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
        TableProblems problems = new TableProblems("disposition");
        MeasureOrder.check(content, problems);
        return problems;
    }
}
