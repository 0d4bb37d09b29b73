package org.redshield.bridge.bureau.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.engine.duty.Duties.Duty;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.model.TableProblems;

/** The table of approvals that is delivered, and what is refused of one that somebody deploys. */
class DutyTableTest {

    private static final Set<LegalAct> MEASURES = Set.of(
            new LegalAct("INSPECTION", "现场检查", Head.CHIEF_HEAD, Set.of()),
            new LegalAct("SEIZURE", "查封、扣押", Head.CHIEF_HEAD, Set.of(Level.COUNTY)));
    private static final Map<String, Set<String>> FORMS =
            Map.of("decideFiling", Head.BUREAU_HEAD.andHigher(), "approveRequest", Head.UNIT_HEAD.andHigher());

    @ParameterizedTest
    @CsvSource({
        "approveRequest,   COUNTY,   UNIT_HEAD,   BUREAU_HEAD, NO,               UNIT_HEAD",
        "reviewCaseMatter, COUNTY,   UNIT_HEAD,   BUREAU_HEAD, NO,               UNIT_HEAD",
        "decideFiling,     COUNTY,   BUREAU_HEAD, CHIEF_HEAD,  NO,               UNIT_HEAD",
        "approveTransfer,  CITY,     BUREAU_HEAD, CHIEF_HEAD,  NO,               UNIT_HEAD",
        "approveAccountData, CITY,   CHIEF_HEAD,  ,            NO,               BUREAU_HEAD",
        "decideReferral,   COUNTY,   CHIEF_HEAD,  ,            NO,               BUREAU_HEAD",
        "approveDisposition, COUNTY, UNIT_HEAD,   BUREAU_HEAD, NO,               UNIT_HEAD",
        "approveLift,      CITY,     UNIT_HEAD,   BUREAU_HEAD, NO,               UNIT_HEAD",
        "DISPOSITION_ABOVE_WARNING, COUNTY, BUREAU_HEAD, CHIEF_HEAD, NO,         UNIT_HEAD",
        "DISPOSITION_BEYOND_REQUEST, CITY, BUREAU_HEAD, CHIEF_HEAD, NO,          UNIT_HEAD",
        "KEYWORD_SWEEP,    PROVINCE, BUREAU_HEAD, CHIEF_HEAD,  NO,               UNIT_HEAD",
        "LIFT_ABOVE_WARNING, COUNTY, BUREAU_HEAD, CHIEF_HEAD,  NO,               UNIT_HEAD",
        "DISPOSITION_BEYOND_BY_HEAD, COUNTY, CHIEF_HEAD, ,     NO,               BUREAU_HEAD",
        "INSPECTION,       COUNTY,   CHIEF_HEAD,  ,            IF_NOBODY_LEFT,   BUREAU_HEAD",
        "SEIZURE,          COUNTY,   CHIEF_HEAD,  ,            ALWAYS,           BUREAU_HEAD",
        "BANK_ACCOUNT,     COUNTY,   CHIEF_HEAD,  ,            ALWAYS,           BUREAU_HEAD",
        "SEIZURE,          CITY,     CHIEF_HEAD,  ,            IF_NOBODY_LEFT,   BUREAU_HEAD",
        "BANK_ACCOUNT,     PROVINCE, CHIEF_HEAD,  ,            IF_NOBODY_LEFT,   BUREAU_HEAD",
    })
    void eachActHasItsHeadItsNextLevelAndItsSuperior(
            String act, Level level, Head approver, Head next, String superior, Head substitute) throws IOException {
        Duty duty = DutyTable.read(delivered()).decide(act, level, "v").orElseThrow();
        assertThat(duty.approver()).isEqualTo(approver);
        assertThat(duty.next().orElse(null)).isEqualTo(next);
        assertThat(duty.superior().name()).isEqualTo(superior);
        assertThat(duty.substitute()).isEqualTo(substitute);
        assertThat(duty.citation()).contains("第");
    }

    @Test
    void theDeliveredTableNamesOnlyActsThatThereAre() throws IOException {
        assertThat(problems(text()))
                .as("acts of other features, which this test does not know")
                .allMatch(sentence -> sentence.contains("只能填"));
    }

    @Test
    void aTableMilderThanTheLawIsRefused() throws IOException {
        assertThat(problems(changed("filingRule_approver", "\"bureauHead\"", "\"unitHead\"")))
                .anyMatch(sentence -> sentence.contains("decideFiling 依法至少须由部门负责人（bureauHead）批准"));
        assertThat(problems(changed("superiorSeizureRule_superior", "\"ALWAYS\"", "\"NO\"")))
                .anyMatch(sentence -> sentence.contains("查封、扣押依法须报设区的市级以上部门批准"));
        assertThat(problems(changed("superiorSeizureRule_approver", "\"chiefHead\"", "\"bureauHead\"")))
                .anyMatch(sentence -> sentence.contains("依法至少须由主要负责人"));
        assertThat(problems(changed("superiorSeizureRule_substitute", "\"bureauHead\"", "\"unitHead\"")))
                .anyMatch(sentence -> sentence.contains("SEIZURE 的代行人至少须是部门负责人（bureauHead）"));
    }

    @Test
    void aTableWithoutAnswerOrWithNonsenseIsRefused() throws IOException {
        assertThat(problems(text().replace("\"decideFiling\",", "")))
                .anyMatch(sentence -> sentence.contains("事项 decideFiling"));
        assertThat(problems(changed("filingRule_next", "\"chiefHead\"", "\"unitHead\"")))
                .anyMatch(sentence -> sentence.contains("应当高于"));
        String wrong = changed("filingRule_substitute", "\"unitHead\"", "\"officer\"");
        assertThatThrownBy(() -> DutyTable.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("officer");
    }

    @Test
    void aStricterTableIsTaken() throws IOException {
        assertThat(problems(changed("filingRule_approver", "\"bureauHead\"", "\"chiefHead\"")
                        .replaceFirst("(?s)(filingRule_next\">\\s*<text>)[^<]*", "$1")))
                .allMatch(sentence -> sentence.contains("只能填"));
    }

    private static List<String> problems(String table) {
        TableProblems problems = new TableProblems("bureau");
        DutyTable.check(table.getBytes(StandardCharsets.UTF_8), FORMS, MEASURES, problems);
        return problems.all().stream().map(TableProblems.Problem::sentence).toList();
    }

    private static String changed(String cell, String before, String after) throws IOException {
        String pattern = "(?s)(id=\"" + cell + "\">\\s*<text>)" + before;
        String changed = text().replaceFirst(pattern, "$1" + after);
        assertThat(changed).isNotEqualTo(text());
        return changed;
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("processes/approvals.dmn"));
    }

    private static byte[] delivered() throws IOException {
        return Files.readAllBytes(Path.of("processes/approvals.dmn"));
    }
}
