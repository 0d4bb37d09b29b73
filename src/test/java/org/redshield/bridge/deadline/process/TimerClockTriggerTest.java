package org.redshield.bridge.deadline.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.deadline.ClockKind;

/** A clock without a timer would run out unseen; a timer that the models do not have would never fire. */
class TimerClockTriggerTest {

    private static final Set<String> MODELLED = timersOfTheModels();

    @Test
    void everyKindOfClockHasATimer() {
        // Only its date is used; no clock runs.
        assertThat(TimerClockTrigger.TIMERS.keySet())
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(ClockKind.APPEAL_WINDOW)).stream()
                        .map(ClockKind::name)
                        .toList());
    }

    @Test
    void everyTimerIsInTheModels() {
        assertThat(MODELLED).isNotEmpty().containsAll(TimerClockTrigger.OF_CASES);
        TimerClockTrigger.TIMERS.forEach((kind, timers) -> {
            assertThat(timers).as("timers of %s", kind).isNotEmpty();
            assertThat(MODELLED).as("timers of %s", kind).containsAll(timers);
        });
    }

    private static Set<String> timersOfTheModels() {
        File[] models = Path.of("processes").toFile().listFiles((folder, name) -> name.endsWith(".bpmn"));
        return Arrays.stream(models)
                .map(Bpmn::readModelFromFile)
                .flatMap(model -> model.getModelElementsByType(CatchEvent.class).stream())
                .filter(event -> event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance))
                .map(CatchEvent::getId)
                .collect(Collectors.toSet());
    }
}
