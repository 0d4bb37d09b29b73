package org.redshield.bridge.clues.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.clues.Report.Channel;
import org.redshield.bridge.clues.intake.TriageTable.Answer;
import org.redshield.bridge.clues.intake.TriageTable.Place;

/** What the packaged table of triage says, and which tables are refused. */
class TriageTableTest {

    private String xml;

    @BeforeEach
    void read() throws IOException {
        xml = Files.readString(Path.of("processes/clue-triage.dmn"));
    }

    @ParameterizedTest
    @CsvSource({
        "OWN, PLATFORM_12315, false, false, NORMAL",
        "OWN, PLATFORM_12315, true, false, URGENT",
        "OWN, MONITORING, true, false, LOW",
        "BELOW, PLATFORM_12315, true, true, NORMAL",
        "ELSEWHERE, PLATFORM_12315, true, false, NORMAL",
        "UNKNOWN, HOTLINE_12345, false, false, NORMAL"
    })
    void aClueGoesToTheBureauOfThePlaceWhereThatIsBelow(
            Place place, Channel channel, boolean realName, boolean atPlace, String urgency) {
        Answer answer = table(xml).decide(place, channel, realName);
        assertThat(answer.atPlace()).isEqualTo(atPlace);
        assertThat(answer.urgency()).isEqualTo(urgency);
        assertThat(answer.reason().contains("建议移送{bureau}")).isEqualTo(place == Place.ELSEWHERE);
    }

    @Test
    void noTableSendsAClueToABureauThatIsNotBelow() {
        isRefused(
                xml.replaceFirst("\"OWN\"</text>\\s*</outputEntry>", "\"PLACE\"</text></outputEntry>"),
                "只能填 \"BELOW\"");
    }

    @Test
    void noTableLeavesAClueWithoutAnAnswerOrHasAWordThatNobodyKnows() {
        isRefused(xml.replaceAll("(?s)<rule id=\"restRule\">.*?</rule>", ""), "不设任何条件");
        isRefused(xml.replace("<text>\"MONITORING\"</text>", "<text>\"MONITOR\"</text>"), "MONITOR");
        isRefused(xml.replace("<text>\"LOW\"</text>", "<text>\"LATER\"</text>"), "LATER");
    }

    private static TriageTable table(String xml) {
        return TriageTable.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static void isRefused(String xml, String sentence) {
        assertThatThrownBy(() -> table(xml))
                .isInstanceOf(Refusal.class)
                .message()
                .contains(sentence);
    }
}
