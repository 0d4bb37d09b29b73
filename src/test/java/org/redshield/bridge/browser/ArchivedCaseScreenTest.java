package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Flow;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The work of a night makes a case cold that is long over; its file says so, and draws the course as before. */
@Tag("thorough")
@Tag("browser")
class ArchivedCaseScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    private Locator course(Tasklist officer, String caseNo) {
        officer.page().navigate(address() + "/cases/" + caseNo);
        Locator section = officer.page().locator("section[aria-label='流程经过']");
        section.locator("summary").click();
        section.getByText("任务和操作").click();
        assertThat(section.locator("table").first()).containsText("审批协查请求");
        assertThat(section.locator("table").last()).containsText("办结");
        return section;
    }

    @Test
    void theCourseOfAColdCaseIsDrawnAsBefore() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "reject", "reason", "材料不足，不予同意"));
        Flow.assertThat(Flow.instance("assistanceRequest", "310105", caseNo)).isEnded();
        try (Tasklist officer = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Locator warm = course(officer, caseNo);
            assertThat(warm).not().containsText("冷");
            officer.picture("course-warm.png");
            for (String older : List.of(
                    "act_hi_procinst set start_time_ = start_time_ - :age, end_time_ = end_time_ - :age"
                            + " where business_key_ = ?",
                    "assistance_request set changed_at = changed_at - :age where case_no = ?")) {
                jdbc.sql("update " + older.replace(":age", "interval '2 years 2 days'"))
                        .param(caseNo)
                        .update();
            }
            List<String> told = warm.locator("td").allInnerTexts();

            jdbc.sql("update retention_turn set next_at = '-infinity'").update();
            clock.setTo(clock.instant().plusSeconds(1));
            eventually("the night's work is done", () -> jdbc.sql(
                            "select exists (select from cold_case where case_no = ?)")
                    .param(caseNo)
                    .query(Boolean.class)
                    .single());

            Locator cold = course(officer, caseNo);
            assertThat(cold).containsText("已归档（冷）");
            org.assertj.core.api.Assertions.assertThat(cold.locator("td").allInnerTexts())
                    .isEqualTo(told);
            cold.scrollIntoViewIfNeeded();
            officer.picture("course-cold.png");
            ScreenCheck check = ScreenCheck.ofCases();
            check.look(officer.page(), "a cold case");
            check.nothingWasFound();
        }
    }
}
