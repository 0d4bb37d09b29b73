package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.ClueScenario;

/** The forms of measures under 反不正当竞争法 art. 16 on screen, as {@link EveryFormTest} has the others. */
@Tag("long")
@Tag("browser")
class MeasureFormTest extends ClueScenario {

    private static final String ABOVE = "chiefhead310000";

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Test
    void approveMeasure() {
        String caseNo = wanted();
        fills("chiefhead310105", caseNo, desk -> {
            assertThat(desk.page().locator(".fjs-form").innerText()).contains("某仓库内的库存商品", "批准后还须报上海市市场监督管理局主要负责人批准");
            desk.choose("审批结论", "同意采取这项措施").type("审批意见", "同意报请");
        });
        waitingTask(ABOVE, "decideMeasure", caseNo);
    }

    @Test
    void decideMeasure() {
        String caseNo = atSuperior();
        fills(ABOVE, caseNo, desk -> desk.choose("审批结论", "同意，签发批准通知书").type("审批意见", "情况属实，同意查封"));
        eventually(
                "it may be taken",
                () -> caseFile(OFFICER, caseNo).at("/measures/0/state").asText().equals("APPROVED"));
    }

    @Test
    void superviseMeasureDecision() {
        String caseNo = atSuperior();
        fires("measureDecisionOverdue", caseNo);
        fills("supervisor310000", caseNo, desk -> desk.type("处理情况", "已提请尽快审批"));
    }

    @Test
    void superviseMeasureAnswer() {
        String caseNo = atSuperior();
        fires("measureAnswerOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("处理情况", "已电话联系上级局"));
    }

    private String wanted() {
        String caseNo = filed();
        does(
                OFFICER,
                "conductCase",
                caseNo,
                proposal("measure", "measureKind", "SEIZURE", "measureTarget", "某仓库内的库存商品"));
        return caseNo;
    }

    private String atSuperior() {
        String caseNo = wanted();
        does("chiefhead310105", "approveMeasure", caseNo, Map.of("decision", "approve"));
        waitingTask(ABOVE, "decideMeasure", caseNo);
        return caseNo;
    }

    private void fills(String user, String caseNo, Consumer<Tasklist> fill) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, fill);
        isDone(user, DESK.form(), caseNo, id);
    }
}
