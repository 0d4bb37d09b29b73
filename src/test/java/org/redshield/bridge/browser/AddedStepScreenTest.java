package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.AddedStep;
import org.springframework.beans.factory.annotation.Autowired;

/** A step that a modeler added is done in Tasklist, and the case file shows what came of it. */
@Tag("browser")
class AddedStepScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private RepositoryService repository;

    @BeforeEach
    void deploy() {
        AddedStep.deploy(repository, "deployment");
    }

    @AfterEach
    void undeploy() {
        AddedStep.undeploy(repository);
    }

    @Test
    @Tag("thorough")
    void whatIsEnteredThereStandsInTheCaseFileInTheFormsOwnWords() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String review =
                waitingTask("reviewer310105", "legalReview", caseNo).get("id").asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "reviewer310105")) {
            desk.open(review)
                    .choose("审核结论", "同意报批")
                    .type("审核意见", "管辖明确，程序合法。")
                    .select("风险等级", "重大")
                    .tick("程序")
                    .tick("需要听证")
                    .type("证人电话", "13812345678")
                    .picture("review.png");
            desk.complete();
        }
        String approval = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            desk.open(approval).screen(1366, 1200).caseFile();
            Locator further = desk.page().locator("section[aria-label='补充信息']");
            further.waitFor();
            assertThat(further.innerText().replaceAll("\\s+", " "))
                    .contains("法制审核", "审核结论 同意报批", "审核意见 管辖明确，程序合法。", "风险等级 重大", "审核要点 程序", "需要听证 是")
                    .contains("证人电话＊ 138****5678")
                    .doesNotContain("13812345678", "仅供查看", "没有填写");
            desk.scrollTo("补充信息").picture("further.png");
            Locator record = desk.page().locator("section[aria-label='办理记录']");
            record.locator("summary").first().click();
            assertThat(record.innerText().replaceAll("\\s+", " "))
                    .contains("审核（法制审核：同意报批）", "上海市长宁区市场监督管理局法制审核人员", "管辖明确，程序合法。");
            desk.scrollTo("办理记录").picture("reviewed.png");
        }
    }
}
