package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.redshield.bridge.engine.rule.Finding;
import org.redshield.bridge.engine.rule.Finding.Severity;
import org.redshield.bridge.support.HonestModels;
import org.redshield.bridge.support.HonestModels.Honest;
import org.redshield.bridge.support.Spellings;
import org.redshield.bridge.support.Spellings.Forbidden;
import org.redshield.bridge.support.Spellings.Spelling;
import org.redshield.bridge.support.Thorough;
import org.redshield.bridge.support.XmlSpelling;

/**
 * The gate reads a model as the engine will: what is forbidden is refused however it is written, and what is honest passes however it is
 * written. What is called here is what a deployment calls ({@code DeploymentSpellingsTest}).
 */
class SpellingsTest {

    /** What is met along a way is met only while the way is there, and another harm may take it away. */
    private static final Set<String> ALONG_WAYS = Set.of(
            "state-forbidden",
            "act-without-ground",
            "end-in-the-middle",
            "no-way-on",
            "act-without-fact",
            "decided-again",
            "question-answered",
            "date-unset",
            "variable-unset-way",
            "return-nowhere");

    private static final List<Forbidden> FORBIDDEN = Spellings.FORBIDDEN;
    private static final List<HonestModels.Kind> KINDS =
            Thorough.some(2, HonestModels.KINDS, SpellingsTest.class.getName());
    /** Of each: all together more than 2,000. */
    private static final int ALL = 70;

    private static final int SOME = Thorough.isRun() ? 12 : 2;

    @ParameterizedTest(name = "{0}")
    @FieldSource("FORBIDDEN")
    void whatIsForbiddenIsRefusedHoweverItIsWritten(Forbidden forbidden) {
        isRefusedInSpellings(forbidden, SOME);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FORBIDDEN")
    @Tag("long")
    void whatIsForbiddenIsRefusedInEverySpelling(Forbidden forbidden) {
        isRefusedInSpellings(forbidden, ALL);
    }

    private static void isRefusedInSpellings(Forbidden forbidden, int many) {
        Map<String, byte[]> around = around(forbidden);
        assertThat(HouseOnPaper.findings(around)).as("without the harm").isEmpty();
        for (Spelling spelling : Spellings.of(forbidden, many)) {
            String text = new String(spelling.content(), StandardCharsets.UTF_8);
            assertThat(XmlSpelling.asTheEngineReads(spelling.content()))
                    .as("it is the same harm: " + text)
                    .isEqualTo(XmlSpelling.asTheEngineReads(spelling.plain()));
            assertThat(errors(around, forbidden, spelling.plain())).as("plain").isNotEmpty();
            assertThat(errors(around, forbidden, spelling.content()))
                    .as(text)
                    .isNotEmpty()
                    .allSatisfy(finding -> {
                        assertThat(finding.sentence())
                                .matches("(?s).*\\p{IsHan}.*")
                                .doesNotContainPattern("\\{\\d");
                        assertThat(finding.remedy()).endsWith("。");
                    });
        }
    }

    private static Map<String, byte[]> around(Forbidden forbidden) {
        Map<String, byte[]> around = Models.around("processes/" + forbidden.file(), Spellings.source(forbidden.file()));
        around.keySet().removeIf(other -> other.endsWith(".bpmn") && !other.endsWith(forbidden.file()));
        return around;
    }

    /** What the gate says to everybody first; where that is nothing, all that it says. The second holds the first. */
    private static List<Finding> errors(Map<String, byte[]> around, Forbidden forbidden, byte[] content) {
        String file = "processes/" + forbidden.file();
        List<Finding> first = onlyErrors(HouseOnPaper.released(Map.of(file, content)));
        if (!first.isEmpty()) {
            return first;
        }
        Map<String, byte[]> files = new TreeMap<>(around);
        files.put(file, content);
        return onlyErrors(HouseOnPaper.findings(files));
    }

    private static List<Finding> onlyErrors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /** What one harm alone is told by, is told beside any other; of a file that breaks BPMN's schema it is told that rules were not asked. */
    @Test
    void noCheckIsSkippedBecauseAnotherFoundSomething() {
        List<Forbidden> ofProcess = FORBIDDEN.stream()
                .filter(forbidden -> forbidden.file().equals(Spellings.PROCESS))
                .toList();
        Map<String, byte[]> around = around(ofProcess.get(0));
        Map<Forbidden, Set<String>> alone = new LinkedHashMap<>();
        ofProcess.forEach(harm -> alone.put(harm, codes(around, Spellings.together(harm))));
        Map<Forbidden, String> places = ofProcess.stream().collect(Collectors.toMap(harm -> harm, Forbidden::place));
        List<Forbidden[]> pairs = ofProcess.stream()
                .flatMap(one -> ofProcess.stream()
                        .filter(other -> !places.get(one).startsWith(places.get(other))
                                && !places.get(other).startsWith(places.get(one)))
                        .map(other -> new Forbidden[] {one, other}))
                .toList();
        for (Forbidden[] pair : Thorough.some(24, pairs, "pairs")) {
            Set<String> found = codes(around, Spellings.together(pair));
            Set<String> expected = new TreeSet<>(alone.get(pair[0]));
            expected.addAll(alone.get(pair[1]));
            expected.removeAll(ALONG_WAYS);
            assertThat(found).as(pair[0] + " and " + pair[1]).doesNotContain("check-broken");
            if (!found.contains("unreadable")) {
                assertThat(found).as(pair[0] + " and " + pair[1]).containsAll(expected);
            }
        }
    }

    private static Set<String> codes(Map<String, byte[]> around, byte[] content) {
        Map<String, byte[]> files = new TreeMap<>(around);
        files.put("processes/" + Spellings.PROCESS, content);
        return HouseOnPaper.findings(files).stream().map(Finding::code).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${decison == 'return'} | expression-variable
            ${decision == 'return' and true} | expression-constant
            ${decision == 'return'}${decision} | expression-grammar
            """)
    @DisplayName("the ways are tried whatever is wrong with one of them")
    void theTrialOfWaysRunsBesideOtherFindings(String wrong, String code) {
        String model = Spellings.source(Spellings.PROCESS)
                .replace("${decision == 'return'}", wrong)
                .replace("${decision == 'approve'}", "${decision == 'approve' or decision == decision}");
        assertThat(codes(around(FORBIDDEN.get(0)), model.getBytes(StandardCharsets.UTF_8)))
                .contains(code, "way-always");
    }

    /** What the engine joins and people see apart. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${decision <!-- 同意 -->== 'approve'} | markup-in-value
            <!-- 同意 -->${decision == 'approve'} | markup-in-value
            ${decision == <?note 同意?>'approve'} | markup-in-value
            ${decision == 'approve'}<bpmn:documentation>同意</bpmn:documentation> | markup-in-value
            <![CDATA[${decision ==]]> 'approve'} |
            &#36;&#x7b;decision == &apos;approve&#39;} |
            """)
    @DisplayName("comments, instructions and elements in an expression are refused, CDATA and references are not")
    void anExpressionIsOneText(String written, String code) {
        String model = Spellings.source(Spellings.PROCESS).replace("${decision == 'approve'}", written);
        Set<String> found = codes(around(FORBIDDEN.get(0)), model.getBytes(StandardCharsets.UTF_8));
        if (code == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains(code);
        }
    }

    @Test
    @DisplayName("no document type, whatever it declares")
    void documentTypes() {
        assertThat(Spellings.withDocumentTypes())
                .allSatisfy(content -> assertThat(HouseOnPaper.released(Map.of(Spellings.PROCESS, content)))
                        .extracting(Finding::code)
                        .contains("doctype"));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("KINDS")
    void whatIsHonestPassesHoweverItIsWritten(HonestModels.Kind kind) {
        Map<String, byte[]> files = Models.contents();
        for (Honest honest : HonestModels.of(kind)) {
            assertThat(XmlSpelling.asTheEngineReads(honest.content()))
                    .as(honest.file())
                    .isEqualTo(XmlSpelling.asTheEngineReads(honest.plain()));
            files.put(honest.file(), honest.content());
        }
        files.replaceAll((file, content) ->
                file.endsWith(".form") ? HonestModels.marked(new String(content, StandardCharsets.UTF_8)) : content);
        assertThat(HouseOnPaper.findings(files)).extracting(Finding::line).isEmpty();
    }

    @Test
    @Tag("thorough")
    void thereAreAsManyAsWereAskedFor() {
        assertThat(FORBIDDEN.size()).isGreaterThanOrEqualTo(20);
        assertThat(FORBIDDEN.size() * ALL).isGreaterThanOrEqualTo(2_000);
        assertThat(KINDS.size() * HonestModels.of(KINDS.get(0)).size()).isGreaterThanOrEqualTo(200);
    }
}
