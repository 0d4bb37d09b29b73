package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.deadline.ClockBeans;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.model.AskedByModels;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.engine.view.FileSection;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Contracts and models say the same, and whoever strays on either side is found. */
@Tag("models")
class ContractRulesTest {

    private static final Models MODELS = Models.read();
    private static final ProcessContracts CONTRACTS = Contracts.read();
    private static final JavaClasses CODE = HouseClasses.speakingOf(Variable.class);

    @Test
    @DisplayName("every process keeps its contract, and every contract its process")
    void modelsKeepTheirContracts() {
        assertThat(CONTRACTS.all()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(offenders(CONTRACTS, MODELS.processes().values())).isEmpty();
    }

    @Test
    @DisplayName("the table has a row for every clock that a process names, and no process's clock beside")
    void clocksAreInTheTable() {
        Set<String> ofProcesses = ClockBeans.table().rows().stream()
                .filter(row -> row.cell("use").filter("PROCESS"::equals).isPresent())
                .map(row -> row.kind().orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(CONTRACTS.kinds())
                .containsExactlyInAnyOrderElementsOf(ofProcesses)
                .containsAll(Stream.of(ClockKind.values()).map(ClockKind::name).toList());
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            assistance.bpmn | ${checkCompleteness} | ${closeRequest} | RequestSteps: no model calls ${checkCompleteness}
            assistance-handling.bpmn | "assistanceHandling" name | "assistanceHandled" name | processes: assistanceHandled has no contract
            assistance-handling.bpmn | "assistanceHandling" name | "assistanceHandled" name | processes: assistanceHandling has no model
            """)
    void findsModelsThatStray(String file, String from, String to, String expected) throws IOException {
        String xml = Files.readString(Path.of("processes", file));
        assertThat(xml).contains(from);
        BpmnModelInstance changed = Bpmn.readModelFromStream(
                new ByteArrayInputStream(xml.replace(from, to).getBytes(StandardCharsets.UTF_8)));
        List<BpmnModelInstance> models = new ArrayList<>(List.of(changed));
        MODELS.processes().entrySet().stream()
                .filter(other -> !other.getKey().equals(file))
                .forEach(other -> models.add(other.getValue()));
        assertThat(offenders(CONTRACTS, models))
                .anySatisfy(offence -> assertThat(offence).startsWith(expected));
    }

    /** Says of the supervisor's reminder what it is not. */
    private static final class SupervisionOrderProcess implements ProcessContract {
        @Override
        public String key() {
            return "supervisionOrder";
        }

        @Override
        public Variable<String> subject() {
            return Variable.text("reminderId");
        }

        @Override
        public Set<Variable<?>> variables() {
            return Set.of(Variable.instant("route"), Variable.flag("unused"));
        }

        @Override
        public Start startedBy() {
            return Start.persons("officer");
        }

        @Override
        public Set<Class<? extends FormIntake>> forms() {
            return Set.of();
        }

        @Override
        public List<Beside> beside() {
            return List.of(Beside.tasks("answerReminders").lie(FileSection.CLOCKS));
        }

        @Override
        public List<ProcessClock> clocks() {
            return List.of(ProcessClock.none().due(Variable.instant("reminderDueAt"), "reminderOverdue"));
        }

        @Override
        public Set<String> messages() {
            return Set.of("Nothing");
        }
    }

    @Test
    @DisplayName("a contract that says more or less than its model is found")
    void findsContractsThatStray() {
        List<ProcessContract> contracts = new ArrayList<>(List.of(new SupervisionOrderProcess()));
        CONTRACTS.all().stream()
                .filter(contract -> !contract.key().equals("supervisionOrder"))
                .forEach(contracts::add);

        assertThat(offenders(new ProcessContracts(contracts), MODELS.processes().values()))
                .contains(
                        "supervisionOrder: the contract declares unused, which neither model nor steps nor forms use",
                        "supervisionOrder: beside answerReminder nothing of the case is said to lie open",
                        "supervisionOrder: a clock gives reminderDueAt, which the contract does not declare",
                        "forms: AnswerReminderIntake takes in forms, but no contract names it")
                .anySatisfy(offence -> assertThat(offence).startsWith("variable route has several types"));
    }

    private static List<String> offenders(ProcessContracts contracts, Collection<BpmnModelInstance> models) {
        return new ContractRules(contracts, Contracts.steps(), Contracts.formsByIntake(), valueBeans(), CODE)
                .offenders(models);
    }

    private static Set<String> valueBeans() {
        return HouseClasses.found(new AnnotationTypeFilter(AskedByModels.class)).stream()
                .map(bean -> new AnnotationBeanNameGenerator().generateBeanName(bean, null))
                .collect(Collectors.toSet());
    }
}
