package org.redshield.bridge.deadline.process;

import java.time.InstantSource;
import java.util.Date;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.stereotype.Component;

/** Due dates of tasks that no legal clock measures: {@code ${taskDue.inWorkingDays(1)}} in a model. */
@AskedByModels
@Component("taskDue")
@RequiredArgsConstructor
public class TaskDue {

    private final DeadlineCalculator calculator;
    private final InstantSource time;

    /** The end of the n-th working day from now, as the engine stores it. */
    @AskedByModels
    public Date inWorkingDays(int days) {
        return Date.from(calculator
                .due(time.instant(), DeadlineRule.of(Period.workingDays(days), ""))
                .dueAt());
    }
}
