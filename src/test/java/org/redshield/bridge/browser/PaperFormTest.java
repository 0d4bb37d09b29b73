package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.PaperScenario;

/** Every form of a correspondence on paper on the screen of the person who gets it. */
@Tag("long")
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

    /** A question to a bureau off the system: printed, sent by hand, answered on paper, and bound into the file. */
    @Test
    void registerReplyOfACoInvestigation() throws IOException {
        String caseNo = approved(toXihu());
        waitingTask("officer310105", "registerDispatch", caseNo);
        String number = letter("officer310105", caseNo, "REQUEST").get("number").asText();
        assertThat(printed(caseNo, "打印页")).contains(number, "网店由谁经营");
        does("officer310105", "registerDispatch", caseNo, dispatch(today()));
        does("officer310105", "registerDelivery", caseNo, delivery(today(), scan(caseNo)));
        assertThat(printed(caseNo, "送达回证")).contains(number, "收发室李某");

        String id =
                waitingTask("officer310105", "registerReply", caseNo).get("id").asText();
        DESK.fills(address(), "officer310105", id, desk -> desk.select("来函种类", "协助调查复函")
                .type("来函文号", "杭西市监协查复〔2026〕9号")
                .date("来函日期", typed())
                .date("收到日期", typed())
                .select("来函扫描件", "扫描件")
                .select("总体结论", "已查明")
                .type("复函内容", "网店由宿迁一家家具公司经营。"));
        isDone("officer310105", "registerReply", caseNo, id);
        waitingTask("officer310105", "reviewReply", caseNo);

        try (BrowserContext window = CHROMIUM.window()) {
            Page page = casePage(window, caseNo);
            Path file =
                    page.waitForDownload(() -> page.getByText("导出案卷").click()).path();
            assertThat(text(Files.readAllBytes(file))).contains("正卷卷内文件目录", number, "收发室李某", "副卷卷内文件目录");
        }
    }

    /** What the printer gets of the page that the newest letter's link opens. */
    private String printed(String caseNo, String link) throws IOException {
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = casePage(window, caseNo);
            page.locator(".cf-letter summary").last().click();
            Page opened = page.waitForPopup(
                    () -> page.locator(".cf-letter").last().getByText(link).click());
            opened.waitForLoadState();
            opened.screenshot(new Page.ScreenshotOptions()
                    .setPath(Chromium.SCREENS.resolve("paper-" + (link.equals("打印页") ? "letter" : "proof") + ".png")));
            return text(opened.pdf());
        }
    }

    private Page casePage(BrowserContext window, String caseNo) {
        Page page = window.newPage();
        page.navigate(address() + "/camunda/app/tasklist/default/");
        Tasklist.signIn(page, "officer310105");
        Tasklist.signedIn(page);
        page.navigate(address() + "/cases/" + caseNo);
        page.getByText("导出案卷").waitFor();
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Chromium.SCREENS.resolve("paper-case.png")));
        return page;
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
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
