package org.redshield.bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.redshield.bridge.BridgeApplication;

class ArchitectureTest {

    private static final String FIXTURE = "org.redshield.bridge.architecture.fixture";

    /** Who breaks which rule in the small house under {@code fixture}. */
    private static final Map<String, List<String>> OFFENDERS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "downwards",
                    List.of(
                            "bureau.BureauThatWrites",
                            "casework.LetterForOneCooperation",
                            "clues.ClueThatReachesIn",
                            "disposition.DispositionOfCase",
                            "cases.CaseThatWrites",
                            "engine.EngineThatWrites",
                            "evidence.SealedLetter",
                            "letter.LetterAboutCase",
                            "letter.LetterInCaseFile",
                            "oversight.SupervisedCaseFile",
                            "transfer.TransferOfCase",
                            "RootThatWrites")),
            Map.entry("features without circles", List.of("evidence.SealedLetter")),
            Map.entry("edges in the open", List.of("cases.FoundSomewhere")),
            Map.entry("few dependencies", List.of("transfer.TransferByMany")),
            Map.entry("rooms", List.of("letter.process.PrintedLetter", "letter.LetterInPrint")),
            Map.entry("doors of platform", List.of("transfer.TransferByLiaison")),
            Map.entry("own tables only", List.of("letter.LetterThatReadsCases")),
            Map.entry("bridge without sandbox", List.of("letter.LetterToSandbox")),
            Map.entry("sandbox without bridge", List.of("SandboxThatReads")),
            Map.entry("the verifier stands alone", List.of("ChecksWithBridge")),
            Map.entry("engine internals", List.of("letter.EngineInside")),
            Map.entry("engine types", List.of("letter.EngineOutside")),
            Map.entry("declared variables", List.of("letter.process.StringlyDelegate")),
            Map.entry("thin steps", List.of("letter.process.FatSteps")),
            Map.entry("one class of steps", List.of("letter.process.StringlyDelegate")),
            Map.entry("one door for letters", List.of("disposition.ReportPastTheDoor")),
            Map.entry(
                    "persons are named",
                    List.of("transfer.TransferByTelephone.call", "transfer.TransferByTelephone.refer")),
            Map.entry("plain records", List.of("letter.SpringRecord")),
            Map.entry("no Date", List.of("letter.OldDate")),
            Map.entry("one door to keys", List.of("letter.HashesItself")),
            Map.entry("one source of time", List.of("letter.ReadsTheClock")),
            Map.entry("constructor injection", List.of("letter.InjectedField")),
            Map.entry("no console", List.of("letter.Prints")),
            Map.entry("one way for tables", List.of("letter.WritesTables")),
            Map.entry("rows as a list", List.of("letter.StreamsRows")),
            Map.entry("files are read by readers", List.of("letter.ReadsTables"))));

    @TestFactory
    Stream<DynamicTest> theHouseKeepsItsRules() {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.redshield");
        assertThat(house.contain(BridgeApplication.class)).isTrue();
        return new HouseRules("org.redshield.bridge", "org.redshield.sandbox", "org.redshield.verifier")
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(house)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleFindsItsOffender() {
        JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE);
        Map<String, ArchRule> rules =
                new HouseRules(FIXTURE + ".bridge", FIXTURE + ".sandbox", FIXTURE + ".verifier").all();
        return OFFENDERS.entrySet().stream()
                .map(offence -> DynamicTest.dynamicTest(offence.getKey(), () -> {
                    EvaluationResult result = rules.get(offence.getKey()).evaluate(fixture);
                    assertThat(offence.getValue()).allSatisfy(offender -> assertThat(
                                    result.getFailureReport().getDetails())
                            .anySatisfy(detail -> assertThat(detail).contains(offender)));
                }));
    }

    @Test
    void noRuleIsWithoutAnOffender() {
        assertThat(OFFENDERS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        new HouseRules("any", "other", "third").all().keySet());
    }
}
