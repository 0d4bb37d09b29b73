package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;

/** Letters as pages: what was exchanged, and what a task decides about. Those of transfers are tried where they are sent. */
class LetterPageTest extends DispositionScenario {

    private static final Map<String, Object> APPROVED = Map.of("decision", "approve", "reason", "同意");

    @Test
    void whoeverApprovesARequestOrAReplySeesTheLetterThatGoesOut() throws Exception {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        sendsWhatItShows("unithead310105", "approveRequest", caseNo, APPROVED);
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        var request = letter("officer310105", caseNo, "REQUEST");
        assertThat(page("officer310105", caseNo, request))
                .contains(
                        "<p class=\"head\">上海市长宁区市场监督管理局</p>",
                        request.get("number").asText(),
                        "杭州市余杭区市场监督管理局：",
                        "<h2>一、事由</h2>",
                        "<h2>二、依据</h2>")
                .doesNotContain("watermark", "<script");
        hasNothingToShow(pending("officer330110", "acknowledgeLetter", caseNo));
        accept(caseNo);
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        hasNothingToShow(pending("officer330110", "investigate", caseNo));
        does("officer330110", "investigate", caseNo, Requests.findings());
        assertThat(pending("officer2330110", "confirmFindings", caseNo).text()).contains("现场核查属实");
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        String task =
                waitingTask("unithead330110", "approveReply", caseNo).get("id").asText();
        assertThat(as("unithead310105").page("/api/tasks/" + task + "/letter").status())
                .isEqualTo(404);
        sendsWhatItShows("unithead330110", "approveReply", caseNo, APPROVED);

        eventually("the reply arrives", () -> letters("officer310105", caseNo).contains("REPLY"));
        var reply = letter("officer310105", caseNo, "REPLY");
        String page = page("officer310105", caseNo, reply);
        assertThat(page).contains("附件：证据清单", "证据名称</span></th>", "店铺主体信息（", "交易记录（");
        assertThat(page.substring(0, page.indexOf("class=\"sheet annex\""))).doesNotContainPattern("[0-9a-f]{64}");
        String path = "/api/cases/" + caseNo + "/letters/" + reply.get("id").asText();
        assertThat(as("officer320324").page(path).status()).isEqualTo(404);
        isFramedByOurOwnPagesOnly("officer310105", path);

        var pdf = as("officer310105").file(path + ".pdf");
        assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(pdf.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(named -> assertThat(URLDecoder.decode(named, StandardCharsets.UTF_8))
                        .startsWith("inline")
                        .contains("协助调查复函 " + reply.get("number").asText()));
        assertThat(text(pdf.body())).contains(reply.get("number").asText(), "现场核查属实", "附件：证据清单");
        assertThat(as("officer320324").file(path + ".pdf").statusCode()).isEqualTo(404);
    }

    @Test
    void whatNoFontShowsIsRefusedWhereItIsWritten() throws Exception {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        Map<String, Object> returned = Map.of("decision", "return", "missingItems", "缺少𠮷某的登记表");
        isRefused("officer330110", "reviewLetter", caseNo, returned, "函件的字库里没有“𠮷”（U+20BB7）");
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "return", "missingItems", "缺少䶮某🔥的登记表"));
        String task = waitingTask("unithead330110", "approveRejection", caseNo)
                .get("id")
                .asText();
        String draft = text(
                as("unithead330110").file("/api/tasks/" + task + "/letter.pdf").body());
        assertThat(draft).contains("缺少䶮某🔥的登记表", "草稿").doesNotContain("协查退〔");
        does("unithead330110", "approveRejection", caseNo, APPROVED);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\R", "");
        }
    }

    @Test
    void whoeverApprovesWhatGoesBackSeesIt() {
        String returned = approved(Requests.question());
        acknowledge(returned);
        does("officer330110", "reviewLetter", returned, Map.of("decision", "return", "missingItems", "缺少案件来源登记表"));
        sendsWhatItShows("unithead330110", "approveRejection", returned, APPROVED);
        // The corrected letter is shown to its author again.
        assertThat(pending("officer310105", "correctRequest", returned).text()).contains("协助调查");

        String declined = approved(Requests.question());
        acknowledge(declined);
        does(
                "officer330110",
                "reviewLetter",
                declined,
                Map.of("decision", "decline", "declineReason", "NOT_COMPETENT", "reason", "网店不在本局辖区内经营"));
        sendsWhatItShows("unithead330110", "approveRejection", declined, APPROVED);
    }

    @Test
    void whoeverApprovesMeasuresAndTheirEndSeesTheLetters() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        does(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision",
                        "both",
                        "measures",
                        List.of("WARNING"),
                        "legalHook",
                        "网络交易监督管理办法第三十条",
                        "note",
                        "刷单事实清楚"));
        sendsWhatItShows("unithead310105", "approveDispositionRequest", caseNo, APPROVED);
        hasNothingToShow(pending("officer330110", "draftDisposition", caseNo));
        draft(caseNo, SHOP, ITEM);
        sendsWhatItShows("bureauhead330110", "approveDisposition", caseNo, APPROVED);
        assertThat(merchantDisposition(caseNo)).isWaitingAt("followDisposition");
        lift(caseNo, "followDisposition", 1);
        sendsWhatItShows("unithead330110", "approveLift", caseNo, APPROVED);
    }

    private static void hasNothingToShow(Http.Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("code").asText()).isEqualTo("casefile.task-without-letter");
    }

    private void isFramedByOurOwnPagesOnly(String user, String path) throws Exception {
        var headers = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + path))
                                .header("Accept", "text/html")
                                .header(
                                        "Authorization",
                                        "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes()))
                                .build(),
                        BodyHandlers.discarding())
                .headers();
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'self'")
                .doesNotContain("unsafe"));
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    }
}
