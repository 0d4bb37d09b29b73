package org.redshield.bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
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
    private static final Map<String, String> OFFENDERS = new TreeMap<>(Map.ofEntries(
            Map.entry("bureau is the ground floor", "bureau.BureauThatWrites"),
            Map.entry("cases stands low", "cases.CaseThatWrites"),
            Map.entry("own tables only", "letter.LetterThatReadsCases"),
            Map.entry("services know no case", "letter.LetterAboutCase"),
            Map.entry("casework knows no cooperation", "casework.LetterForOneCooperation"),
            Map.entry("no circles", "evidence.SealedLetter"),
            Map.entry("cooperations know none another", "disposition.DispositionOfCase"),
            Map.entry("the case file is on top", "letter.LetterInCaseFile"),
            Map.entry("the engine knows no feature", "engine.EngineThatWrites"),
            Map.entry("bridge without sandbox", "letter.LetterToSandbox"),
            Map.entry("sandbox without bridge", "SandboxThatReads"),
            Map.entry("the verifier stands alone", "ChecksWithBridge"),
            Map.entry("engine internals", "letter.EngineInside"),
            Map.entry("engine types", "letter.EngineOutside"),
            Map.entry("declared variables", "letter.process.StringlyDelegate"),
            Map.entry("thin steps", "letter.process.FatSteps"),
            Map.entry("one class of steps", "letter.process.StringlyDelegate"),
            Map.entry("one door for letters", "disposition.ReportPastTheDoor"),
            Map.entry("plain records", "letter.SpringRecord"),
            Map.entry("no Date", "letter.OldDate"),
            Map.entry("one source of time", "letter.ReadsTheClock"),
            Map.entry("constructor injection", "letter.InjectedField"),
            Map.entry("no console", "letter.Prints")));

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
                    assertThat(result.getFailureReport().getDetails())
                            .anySatisfy(detail -> assertThat(detail).contains(offence.getValue()));
                }));
    }

    @Test
    void noRuleIsWithoutAnOffender() {
        assertThat(OFFENDERS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        new HouseRules("any", "other", "third").all().keySet());
    }
}
