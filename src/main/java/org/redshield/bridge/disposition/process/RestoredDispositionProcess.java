package org.redshield.bridge.disposition.process;

import static org.redshield.bridge.disposition.DispositionVariables.DISPOSITION_ID;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DISPOSITIONS;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 恢复后核对: the bureau whose letter to the platform a restore has lost. */
@Component
final class RestoredDispositionProcess implements ProcessContract {

    private static final String ADOPT = "ADOPT";
    private static final String LIFT = "LIFT";

    @Override
    public Variable<String> subject() {
        return DISPOSITION_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of();
    }

    @Override
    public Start startedBy() {
        return Start.message("DispositionFound");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                form("decideFoundDisposition", "adopt").gives(ADOPT),
                form("decideFoundDisposition", "lift").gives(LIFT),
                step("followFound").needs(ADOPT),
                step("proposeFoundLift").needs(LIFT));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(RestoredDispositionIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("decideFoundDisposition").lie(DISPOSITIONS, LETTERS, SUMMARY, EVIDENCE, CLOCKS));
    }
}
