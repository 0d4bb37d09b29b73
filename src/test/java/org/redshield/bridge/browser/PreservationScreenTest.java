package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 数据保全 in the case file; that a platform really holds is told by ThirdPlatformTest. */
@Tag("browser")
class PreservationScreenTest extends AssistanceScenario {

    private static final String UNABLE = "淘宝网的接口不支持证据保全。没有向平台发出保全请求；请立即以书面函件要求平台保存数据，或者直接提出正式的数据协查。";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aPlatformWithoutTheCallSaysSoBeforeAndAfterAnythingIsSent() {
        String caseNo = approved(Requests.question());
        String task =
                waitingTask("officer310105", "followRequest", caseNo).get("id").asText();
        held(caseNo);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            desk.open(task).screen(1366, 1200).caseFile();
            Locator holds = desk.page().locator(".cf-holds");
            holds.locator(".cf-finding").waitFor();
            assertThat(holds.innerText()).contains("保全中", "淘宝网　交易记录", "网店 S1000001", "理由：防止交易记录灭失", "平台说明：已锁定");

            holds.locator(".cf-hold-new > summary").click();
            assertThat(holds.locator("select[name=dataset] option").allInnerTexts())
                    .contains("支付记录", "登录地址记录", "聊天与客服记录");
            assertThat(holds.locator("input[name=targetId]").inputValue()).isEqualTo("S1000001");
            assertThat(holds.getByText(UNABLE).isVisible()).isTrue();
            assertThat(holds.getByText("请平台保全", new Locator.GetByTextOptions().setExact(true))
                            .isDisabled())
                    .isTrue();
            desk.scrollTo("数据保全").picture("preservations.png");

            holds.getByText("解除保全").click();
            Locator told = holds.locator("p[role=alert]");
            told.waitFor();
            assertThat(told.innerText()).isEqualTo(UNABLE);
            assertThat(desk.errors()).noneMatch(error -> !error.contains("422"));
        }
    }

    @Test
    @Tag("thorough")
    void whoMayNotAskForAHoldSeesNoForm() {
        String caseNo = raised("officer310105", Requests.question());
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        held(caseNo);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            desk.open(task).caseFile();
            Locator holds = desk.page().locator(".cf-holds");
            holds.locator(".cf-finding").waitFor();
            assertThat(holds.locator("form, button").count()).isZero();
        }
    }

    /** As if the platform had agreed once and its interface had lost the call since. */
    private void held(String caseNo) {
        jdbc.sql("""
                        insert into platform_preservation
                            (hold_no, case_no, tenant, platform, content, status, until_at, explanation, ordered_by, ordered_at)
                        values (:no, :case, '310105', 'taobao', cast(:content as jsonb), 'HELD', now() + interval '20 days',
                                '已锁定', 'officer310105', now())
                        """)
                .param("no", caseNo + "-310105-H1")
                .param("case", caseNo)
                .param("content", """
                        {"holdNo": "%s-310105-H1", "caseNo": "%s", "tenant": "310105", "bureauName": "长宁",
                         "officer": {"name": "测试甲", "certificateNo": "1", "phone": "1"}, "dataset": "TRADE",
                         "targetType": "SHOP", "targetId": "S1000001", "from": null, "to": null,
                         "basis": ["网络交易监督管理办法第三十四条"], "reason": "防止交易记录灭失", "until": "2026-12-31T15:59:59Z"}
                        """.formatted(caseNo, caseNo))
                .update();
    }
}
