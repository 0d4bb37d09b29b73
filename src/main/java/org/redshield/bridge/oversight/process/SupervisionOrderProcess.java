package org.redshield.bridge.oversight.process;

import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;
import static org.redshield.bridge.oversight.process.SupervisionVariables.REMINDER_DUE_AT;
import static org.redshield.bridge.oversight.process.SupervisionVariables.REMINDER_ID;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.oversight.AnswersFromBelow;
import org.springframework.stereotype.Component;

/** 督办: a supervisor's reminder or another order of his, and its answer. */
@Component
final class SupervisionOrderProcess implements ProcessContract {

    @Override
    public String key() {
        return "supervisionOrder";
    }

    @Override
    public Variable<String> subject() {
        return REMINDER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(REMINDER_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("SupervisionOrder");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("orderEnded", AnswersFromBelow.ENDED);
    }

    @Override
    public Set<String> ending() {
        return Set.of("orderEnded");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(AnswerReminderIntake.class);
    }

    @Override
    public Set<String> messages() {
        return Set.of(AnswersFromBelow.ENDED);
    }

    @Override
    public boolean outlivesItsCase() {
        return true;
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("answerReminder").lie(CLOCKS, SUMMARY, RECORD, LETTERS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of( // The day by which the supervisor wants an answer.
                ProcessClock.none().due(REMINDER_DUE_AT));
    }
}
