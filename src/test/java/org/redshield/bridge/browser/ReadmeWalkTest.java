package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import com.microsoft.playwright.PlaywrightException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.support.Scenario;
import org.redshield.verifier.Verify;

/**
 * The README's walk, done in Tasklist as each person in turn. With {@code -Ddocs.pictures=true} it also takes the
 * README's pictures.
 */
@Tag("browser")
class ReadmeWalkTest extends Scenario {

    private static final Path PICTURES =
            Boolean.getBoolean("docs.pictures") ? Path.of("docs", "walk") : Path.of("target", "walk");

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final List<String> scriptErrors = new ArrayList<>();
    private String caseNo;

    @Test
    void aRequestTravelsFromADeskToADisposedShopAndTheDispositionIsLifted() {
        at("officer310105", desk -> {
            desk.start("协查请求")
                    .type("案由", "涉嫌虚假交易")
                    .type("案号或线索编号", "长市监线索〔2026〕18号")
                    .type("承办人联系电话", "021-22050000")
                    .select("网络交易平台", "淘宝")
                    .select("平台属地局", "余杭")
                    .type("网店 ID", "S1000001")
                    .tick("店铺主体信息")
                    .tick("交易记录")
                    .date("起始日期", "2026/03/01")
                    .date("截止日期", "2026/10/31")
                    .select("法律依据", "三十四")
                    .type("调取目的", "查明网店经营主体与涉嫌刷单的交易情况")
                    .type("需要对方查明的事项", "网店由谁经营；交易是否真实");
            desk.picture(PICTURES.resolve("01-raise-request.png"));
            desk.sendStart();
        });
        caseNo = newestCase();

        does("unithead310105", "approveRequest", "02-approve-request", desk -> desk.choose("审批结论", "同意")
                .type("审批意见", "同意协查。"));
        does("officer330110", "acknowledgeLetter", null, desk -> desk.choose("签收", "签收来函")
                .tick("齐全"));
        does("officer330110", "reviewLetter", "03-review-letter", desk -> desk.choose("审查结论", "受理"));
        does("unithead330110", "assignOfficers", "04-assign-officers", desk -> desk.choose("指派", "指派")
                .select("主办人", "33011001001")
                .select("协办人", "33011001002"));
        does("unithead330110", "approveDataRequest", null, desk -> desk.choose("审批结论", "同意调取"));
        looksAtCaseFile("officer330110", "investigate", "05-case-file", "06-answers");
        does("officer330110", "investigate", "07-investigate", desk -> desk.choose("下一步", "提交结论")
                .select("总体结论", "已查明")
                .type("核查情况", "网店由宿迁一家家具公司经营；多笔订单收货地址相同，物流没有派送记录。"));
        does("officer2330110", "confirmFindings", null, desk -> desk.choose("复核结论", "通过"));
        does("unithead330110", "approveReply", null, desk -> desk.choose("审批结论", "同意"));
        does("officer310105", "reviewReply", "08-review-reply", desk -> desk.choose("复函内容", "充分，确认"));
        does("officer310105", "decideOutcome", null, desk -> desk.choose("案件去向", "请求处置，同时")
                .tag("建议的处置措施", "警示")
                .type("处置的法律依据", "网络交易监督管理办法第三十条")
                .type("说明", "建议对店铺予以警示。"));
        does("unithead310105", "approveDispositionRequest", null, desk -> desk.choose("审批结论", "同意"));
        does("officer330110", "draftDisposition", "09-draft-disposition", desk -> desk.choose("如何处理", "提交审批")
                .type("法律依据", "网络交易监督管理办法第三十条")
                .type("违法事实", "经查，该店以虚构交易提高销量。"));
        does("unithead330110", "approveDisposition", null, desk -> desk.choose("审批结论", "同意"));
        looksAtCaseFile("officer330110", "followDisposition", null, "10-disposition-published");
        theEvidenceHolds();
        does("officer330110", "followDisposition", "11-lift", desk -> desk.choose("下一步", "解除处置")
                .tick("S1000001")
                .type("理由", "商家已整改，经复查符合要求。"));
        does("unithead330110", "approveLift", null, desk -> desk.choose("审批结论", "同意"));

        assertThat(instance("merchantDisposition", "330110", caseNo)).isEnded();
        assertThat(path(instance("merchantDisposition", "330110", caseNo))).endsWith("reportLift", "dispositionLifted");
        assertThat(scriptErrors).isEmpty();
    }

    /** The request raised last is the one that its officer tracks last. */
    private String newestCase() {
        String instance = as("officer310105")
                .get("/engine-rest/task?sortBy=created&sortOrder=desc&maxResults=1&taskDefinitionKey=followRequest")
                .json()
                .get(0)
                .get("processInstanceId")
                .asText();
        return runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getBusinessKey();
    }

    private void does(String user, String task, String picture, Consumer<Tasklist> work) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        at(user, desk -> {
            desk.open(id);
            work.accept(desk);
            if (picture != null) {
                desk.picture(PICTURES.resolve(picture + ".png"));
            }
            desk.complete();
        });
        isDone(user, task, caseNo, id);
    }

    /** Checked in the case file, exported, and checked again by a program that knows nothing of the bridge. */
    private void theEvidenceHolds() {
        String id = waitingTask("officer330110", "followDisposition", caseNo)
                .get("id")
                .asText();
        Path exported = Path.of("target", "walk-evidence.zip");
        at("officer330110", desk -> {
            desk.open(id).caseFile().verifyFirstFile().scrollTo("证据").picture(PICTURES.resolve("12-evidence.png"));
            desk.exportEvidence(exported);
        });
        ByteArrayOutputStream verdict = new ByteArrayOutputStream();
        var log = as("officer330110").get("/api/evidence/log").json();
        assertThat(Verify.run(
                        new String[] {
                            exported.toString(),
                            "--log-certificate",
                            log.get("certificate").asText(),
                            "--tsa-certificate",
                            log.get("timeStampCertificate").asText()
                        },
                        new PrintStream(verdict, true, StandardCharsets.UTF_8)))
                .as(() -> verdict.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private void looksAtCaseFile(String user, String task, String top, String below) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        at(user, desk -> {
            desk.open(id).caseFile();
            if (top != null) {
                desk.picture(PICTURES.resolve(top + ".png"));
            }
            desk.scrollTo(top != null ? "数据答复" : "处置").picture(PICTURES.resolve(below + ".png"));
        });
    }

    private void at(String user, Consumer<Tasklist> work) {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), user)) {
            try {
                work.accept(desk);
            } catch (PlaywrightException | AssertionError e) {
                desk.picture(Path.of("target", "walk-failed.png"));
                throw e;
            }
            scriptErrors.addAll(desk.errors());
        }
    }
}
