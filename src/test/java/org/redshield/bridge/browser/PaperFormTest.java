package org.redshield.bridge.browser;

import static org.redshield.bridge.support.Flow.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.PaperScenario;

/** Every form of a correspondence on paper on the screen of the person who gets it. */
@Tag("browser")
class PaperFormTest extends PaperScenario {

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Test
    void registerDispatch() {
        String caseNo = transferred(inXihu());
        fills("officer310105", caseNo, desk -> desk.choose("如何发出", "已寄出纸质函件")
                .select("寄送方式", "邮政特快")
                .type("邮件号", "1123456789012")
                .date("寄出日期", typed()));
        waitingTask("officer310105", "registerDelivery", caseNo);
    }

    @Test
    void registerDelivery() {
        String caseNo = sent();
        fills("officer310105", caseNo, desk -> desk.date("收到日期", typed())
                .type("签收人", "收发室李某")
                .select("送达回证扫描件", "扫描件"));
        waitingTask("officer310105", "registerReply", caseNo);
    }

    @Test
    void registerReply() {
        String caseNo = sent();
        does("officer310105", "registerDelivery", caseNo, delivery(today(), scan(caseNo)));
        fills("officer310105", caseNo, desk -> desk.select("来函种类", "移送回执（不属本局管辖）")
                .type("来函文号", "杭西市监移回〔2026〕5号")
                .date("来函日期", typed())
                .date("收到日期", typed())
                .select("来函扫描件", "扫描件")
                .type("对方的理由", "经核实，当事人的仓库在临平。")
                .type("对方认为有管辖权的局", "330113"));
        stands("officer310105", caseNo, "RETURNED");
        assertThat(paper(caseNo)).isEnded();
    }

    @Test
    void supervisePaper() {
        String caseNo = transferred(inXihu());
        assertThat(paper(caseNo)).isWaitingAt("registerDispatch");
        fires("dispatchOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("督办情况", "已督促今日寄出。"));
    }

    private String sent() {
        String caseNo = transferred(inXihu());
        does("officer310105", "registerDispatch", caseNo, dispatch(today()));
        scan(caseNo);
        return caseNo;
    }

    private String typed() {
        return today().toString();
    }

    /** The form of the running test in the case's task. */
    private void fills(String user, String caseNo, Consumer<Tasklist> work) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, work);
        isDone(user, DESK.form(), caseNo, id);
    }
}
