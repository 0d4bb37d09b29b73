package org.redshield.bridge.deadline.process;

import java.util.Optional;
import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.KnownNames;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.stereotype.Component;

/** No broken table of deadlines is ever deployed, and none that is milder than the law. */
@Component
final class DeadlineTableCheck implements TableCheck {

    @Override
    public String decision() {
        return DeadlineTable.KEY;
    }

    @Override
    public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
        return DeadlineTable.problems(
                content,
                house.contracts().kinds(),
                released ? Optional.empty() : Optional.of(house.names(KnownNames.Kind.ORGANISATION)),
                house.names(KnownNames.Kind.DATASET));
    }
}
