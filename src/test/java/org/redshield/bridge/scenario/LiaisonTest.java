package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;

/** What the platform's interface cannot answer, its liaison does, knowing only the letter. */
class LiaisonTest extends AssistanceScenario {

    private static final List<String> ASKED = List.of(
            "dataRequestStarts", "classifyDataset", "submitDataRequest", "awaitAnswer", "askLiaison", "awaitLiaison");

    private static final List<String> ARRIVES =
            List.of("liaisonRequestArrives", "registerLiaisonRequest", "answerLiaisonRequest");

    private static final List<String> ASKS_BACK = List.of("askBureau", "awaitBureau");

    private static final List<String> ANSWERS = List.of("sendLiaisonAnswer", "liaisonAnswered");

    private String withLiaison(String fault, Map<String, Object> parameters) {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, fault, parameters);
        approve(caseNo);
        assertThat(liaison(caseNo)).isWaitingAt("answerLiaisonRequest");
        return caseNo;
    }

    private void assertPath(String caseNo, String end) {
        assertThat(request(caseNo)).passedExactly(DIRECT_ANSWERED, CLOSED);
        assertThat(dataRequest(CHANGNING, caseNo)).passedExactly(ASKED, "recordAnswer", end);
        assertThat(liaison(caseNo)).passedExactly(ARRIVES, ANSWERS);
        assertThat(letters("officer310105", caseNo))
                .containsExactly("DATA_NOTICE", "LIAISON_REQUEST", "LIAISON_ANSWER");
        everyLetterArrived("officer310105", caseNo);
    }

    @Test
    void aTechnicalImpossibilityIsAnsweredByTheLiaisonWithAFile() {
        String caseNo = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级"));
        assertThat(letter("liaisontaobao", caseNo, "LIAISON_REQUEST")
                        .get("paragraphs")
                        .toString())
                .contains("系统升级");
        isRefused(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "answer"),
                "答复为“提供数据”时，至少要有一个文件。请先在“案卷”页签上传文件，再提交；已填写的内容没有丢失。");
        JsonNode task = waitingTask("liaisontaobao", "answerLiaisonRequest", caseNo);
        String subjectId = as("liaisontaobao")
                .get("/api/tasks/" + task.get("id").asText() + "/case")
                .json()
                .get("subjectId")
                .asText();
        assertThat(subjectId).isEqualTo(caseNo + "-R1-SHOP_SUBJECT");
        var uploaded = as("liaisontaobao")
                .upload(
                        "/api/cases/" + caseNo + "/evidence",
                        Map.of("subjectId", subjectId, "note", "店铺主体信息"),
                        "shop.csv",
                        "sid,title\r\nS1000001,测试\r\n");
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "answer"));
        close(caseNo);

        assertPath(caseNo, "answeredInFull");
        JsonNode answer = letter("officer310105", caseNo, "LIAISON_ANSWER");
        assertThat(answer.get("evidence")).hasSize(1);
        assertThat(as("officer310105")
                        .get("/api/evidence/" + answer.get("evidence").get(0).asText() + "/content")
                        .text())
                .as("the copy that everybody gets; here nothing is masked")
                .endsWith("\r\nsid,title\r\nS1000001,测试\r\n");
        JsonNode subject = dataset("officer310105", caseNo);
        assertThat(subject.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(subject.get("total").asInt()).isEqualTo(1);
        assertThat(subject.get("rows").toString()).contains("S1000001", "测试");
        assertThat(subject.hasNonNull("refusalTitle"))
                .as("the interface's refusal is no longer the answer")
                .isFalse();
        assertThat(subject.hasNonNull("explanation")).isFalse();
    }

    /** A bureau's lines tell of its case, a liaison's of one letter. */
    @Test
    void anAnsweredLetterIsDoneWhileAnotherOfTheCaseIsOpen() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT", "ITEM"));
        platformFault(caseNo, "REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级", "times", 2));
        approve(caseNo);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        tasks("liaisontaobao", "answerLiaisonRequest", caseNo).size() == 2);
        liaisonFindsNothing(caseNo);

        JsonNode lines =
                as("liaisontaobao").get("/api/cases?q=" + caseNo).json().get("cases");
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(
                        line.get("open").asBoolean())
                .isEqualTo(line.get("state").asText().equals("OPEN")));
        assertThat(lines.findValuesAsText("state")).containsExactlyInAnyOrder("OPEN", "NO_RECORD");
        String shown = lines.get(0).get("subjectId").asText();
        JsonNode found = as("liaisontaobao").get("/api/cases?q=" + shown).json();
        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(found.at("/cases/0/subjectId").asText()).isEqualTo(shown);
        liaisonFindsNothing(caseNo);
        close(caseNo);
    }

    @Test
    void aQuestionIsAnsweredByTheLiaisonAsNoRecord() {
        String caseNo = withLiaison("CLARIFY", Map.of("text", "请说明是哪一家店铺"));
        assertThat(letter("liaisontaobao", caseNo, "LIAISON_REQUEST")
                        .get("paragraphs")
                        .toString())
                .contains("请说明是哪一家店铺");
        liaisonFindsNothing(caseNo);
        close(caseNo);

        assertPath(caseNo, "noRecordFound");
        assertThat(dataset("officer310105", caseNo).get("explanation").asText()).isEqualTo("查无此店");
    }

    private String tradesWithLiaison() {
        String caseNo = raised("officer310105", Requests.direct("TRADE"));
        platformFault(caseNo, "REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级"));
        approve(caseNo);
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        assertThat(liaison(caseNo)).isWaitingAt("answerLiaisonRequest");
        return caseNo;
    }

    private Http.Answer uploads(String caseNo, String dataset, String name, byte[] content) {
        return as("liaisontaobao")
                .upload(
                        "/api/cases/" + caseNo + "/evidence",
                        Map.of("subjectId", caseNo + "-R1-" + dataset),
                        name,
                        content);
    }

    private Http.Answer uploads(String caseNo, String content) {
        return uploads(caseNo, "TRADE", "trades.csv", content.getBytes(StandardCharsets.UTF_8));
    }

    private String summary(String user, String task, String caseNo) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        return as(user).get("/engine-rest/task/" + id + "/form-variables")
                .json()
                .at("/summary/value")
                .asText();
    }

    private String dueOfTask(String caseNo) {
        return waitingTask("liaisontaobao", "answerLiaisonRequest", caseNo)
                .get("due")
                .asText();
    }

    private static String day(int ago) {
        return Requests.today().minusDays(ago).toString();
    }

    @Test
    void theLiaisonAsksIsAnsweredAndSendsRows() {
        String caseNo = tradesWithLiaison();
        String due = dueOfTask(caseNo);
        assertThat(OffsetDateTime.parse(due.replaceFirst("(\\d{2})(\\d{2})$", "$1:$2"))
                        .toInstant())
                .as("as the letter says")
                .isEqualTo(dueAt("officer310105", caseNo, "TRADE_RECORDS"));
        isRefused("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "ask"), "必须填写询问内容。");
        liaisonAsks(caseNo, "是否包括未付款的订单");
        assertThat(summary("officer310105", "answerQuestion", caseNo)).contains("政企协查专员", "是否包括未付款的订单");
        does("officer310105", "answerQuestion", caseNo, Map.of("decision", "answer", "answer", "只要已付款的"));
        assertThat(summary("liaisontaobao", "answerLiaisonRequest", caseNo)).contains("是否包括未付款的订单", "只要已付款的");
        assertThat(dueOfTask(caseNo)).isEqualTo(due);

        Http.Answer uploaded = uploads(
                caseNo,
                "TRADE",
                "trades.csv",
                ("tid,payment,created,receiver_name\r\nT1,12.50," + day(30) + " 09:30:00,测试甲\r\nT2,," + day(40)
                                + " 10:00:00,测试乙\r\n")
                        .getBytes(Charset.forName("GBK")));
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
        assertThat(uploaded.json().get("method").asText()).endsWith("（已核对，数据 2 行）");
        Http.Answer letter = uploads(caseNo, "TRADE", "复函.pdf", "%PDF-1.7 test".getBytes(StandardCharsets.US_ASCII));
        assertThat(letter.status()).as(letter.text()).isEqualTo(201);
        assertThat(summary("liaisontaobao", "answerLiaisonRequest", caseNo)).contains("已上传文件 2 个，其中数据 2 行");
        isRefused("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "partial"), "必须说明没有提供的部分。");
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "partial", "note", "物流数据另行提供"));
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "approveDataRequest",
                        "submitDataRequest",
                        "awaitAnswer",
                        "askLiaison",
                        "awaitLiaison",
                        "answeringQuestion",
                        "platformAsks",
                        "answerQuestion",
                        "tellAnswer",
                        "questionAnswered",
                        "recordAnswer",
                        "answeredInPart");
        assertThat(liaison(caseNo))
                .passedExactly(ARRIVES, ASKS_BACK, "recordBureauAnswer", "answerLiaisonRequest", ANSWERS);
        assertThat(letters("officer310105", caseNo))
                .containsExactly("DATA_NOTICE", "LIAISON_REQUEST", "LIAISON_ANSWER");
        JsonNode trades = dataset("officer310105", caseNo);
        assertThat(trades.get("state").asText()).isEqualTo("PARTIAL");
        assertThat(trades.get("total").asInt()).isEqualTo(2);
        assertThat(trades.get("rows")).hasSize(2);
        assertThat(trades.get("rows").toString()).contains("T1", "12.50").doesNotContain("测试甲");
        assertThat(trades.at("/dialogue/0/told").asText()).isEqualTo("已告知平台协查专员");
        assertThat(letter("officer310105", caseNo, "LIAISON_ANSWER").get("evidence"))
                .hasSize(2);
    }

    @Test
    void theLiaisonProposesADateWhichIsThenTheDayOfTheTask() {
        String caseNo = tradesWithLiaison();
        isRefused("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "newDate"), "必须填写日期。");
        isRefused(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "newDate", "newDate", day(1)),
                "提出的日期必须晚于");
        String wanted = Requests.today().plusDays(20).toString();
        does(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "newDate", "newDate", wanted, "note", "数据量大"));
        assertThat(summary("officer310105", "decideNewDate", caseNo)).contains("数据量大", wanted);
        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "accept"));

        assertThat(dueOfTask(caseNo)).startsWith(wanted);
        assertThat(clock("officer310105", caseNo, "TRADE_RECORDS")
                        .get("dueDate")
                        .asText())
                .isEqualTo(wanted);
        JsonNode card = as("liaisontaobao")
                .get("/api/task-cards?ids="
                        + waitingTask("liaisontaobao", "answerLiaisonRequest", caseNo)
                                .get("id")
                                .asText())
                .json()
                .get(0);
        assertThat(card.get("clock").asText()).isEqualTo("答复期限");
        assertThat(card.get("remaining").asText()).startsWith("剩余");
        liaisonFindsNothing(caseNo);
        close(caseNo);
        assertThat(dataset("officer310105", caseNo).get("state").asText()).isEqualTo("NO_RECORD");
    }

    @Test
    void aBureauThatDoesNotAnswerGivesTheTaskBackAndMayStillAnswer() {
        String caseNo = tradesWithLiaison();
        liaisonAsks(caseNo, "哪一家店铺");
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("answerQuestion");
        fires("bureauSilent", caseNo);
        timeIsRealAgain();
        assertThat(summary("liaisontaobao", "answerLiaisonRequest", caseNo)).contains("哪一家店铺");

        does("officer310105", "answerQuestion", caseNo, Map.of("decision", "answer", "answer", "以函上的为准"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(summary("liaisontaobao", "answerLiaisonRequest", caseNo))
                        .contains("以函上的为准"));
        liaisonFindsNothing(caseNo);
        close(caseNo);
        assertThat(liaison(caseNo)).passedExactly(ARRIVES, ASKS_BACK, "bureauSilent", "answerLiaisonRequest", ANSWERS);
    }

    @Test
    void aDateThatIsAcceptedTooLateMovesNeitherTheBureausNorTheLiaisonsDay() {
        String caseNo = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY"));
        fires("liaisonOverdue", caseNo);
        timeIsRealAgain();
        String due = dueOfTask(caseNo);
        liaisonProposes(caseNo, Requests.today().plusDays(20).toString());
        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "accept"));

        assertThat(dueOfTask(caseNo)).isEqualTo(due);
        assertThat(summary("liaisontaobao", "answerLiaisonRequest", caseNo)).contains("同意改期", "答复期限已经届满");
        liaisonFindsNothing(caseNo);
        close(caseNo);
    }

    @Test
    void aDateThatIsAcceptedLateMovesTheOpenTaskToo() {
        String caseNo = tradesWithLiaison();
        String wanted = Requests.today().plusDays(20).toString();
        liaisonProposes(caseNo, wanted);
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("decideNewDate");
        fires("bureauSilent", caseNo);
        timeIsRealAgain();
        assertThat(dueOfTask(caseNo)).doesNotStartWith(wanted);

        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "accept"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(dueOfTask(caseNo)).startsWith(wanted));
        liaisonFindsNothing(caseNo);
        close(caseNo);
    }

    @Test
    void aWithdrawalTakesTheLiaisonsTaskAway() {
        String caseNo = tradesWithLiaison();
        liaisonAsks(caseNo, "哪一家店铺");
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("answerQuestion");
        withdraw(caseNo);
        assertThat(liaison(caseNo)).isEnded();
        assertThat(dataRequest(CHANGNING, caseNo)).isEnded();

        assertThat(tasks("officer310105", "answerQuestion", caseNo)).isEmpty();
        assertThat(liaison(caseNo))
                .passedExactly(ARRIVES, ASKS_BACK, "liaisonWithdrawn", "liaisonRequestWithdrawn", "nothingToAnswer");
        assertThat(state("liaisontaobao", caseNo)).isEqualTo("WITHDRAWN");
        assertThat(uploads(caseNo, "tid\nT1\n").status()).isEqualTo(422);
    }

    @Test
    void aFileThatIsNotWhatWasAskedForIsRefusedAndNotKept() {
        String caseNo = tradesWithLiaison();
        String row = "tid,payment,created\nT1,1.00," + day(30) + " 09:30:00\n";
        Map.of(
                        "tid,colour\nT1,red\n",
                        "第 1 行（表头）的列“colour”不属于交易记录",
                        "oid,payment\nO1,1.00\n",
                        "第 1 行（表头）缺少列 tid（主订单号）",
                        "tid,tid\nT1,T1\n",
                        "第 1 行（表头）的列“tid”出现了两次",
                        "tid,payment\n",
                        "没有数据行",
                        row + "T2,1.00\n",
                        "第 3 行有 2 列，表头有 3 列",
                        row + "T2,一元," + day(30) + " 09:30:00\n",
                        "第 3 行的列 payment（实付金额）不是金额",
                        row + "T2,1.00,2026年3月1日\n",
                        "第 3 行的列 created（下单时间）不是时间",
                        row + "T2,1.00," + day(0) + " 09:30:00\n",
                        "第 3 行的列 created（下单时间）是 " + day(0) + "，不在请求的期间",
                        row + ",1.00," + day(30) + " 09:30:00\n",
                        "第 3 行的列 tid（主订单号）没有填写",
                        row + "\"T2,1.00\n",
                        "第 3 行的引号不完整")
                .forEach((content, sentence) -> {
                    Http.Answer refused = uploads(caseNo, content);
                    assertThat(refused.status()).as(content).isEqualTo(422);
                    assertThat(refused.json().get("detail").asText()).contains("trades.csv", sentence, "文件没有保存");
                });
        assertThat(uploads(caseNo, "TRADE", "trades.csv", new byte[] {
                            't', 'i', 'd', '\n', (byte) 0xff, (byte) 0xff, '\n'
                        })
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("platform.upload-charset");
        assertThat(caseFile("liaisontaobao", caseNo).get("evidence")).isEmpty();

        assertThat(uploads(caseNo, row).status()).isEqualTo(201);
        assertThat(uploads(caseNo, "TRADE", "again.csv", row.getBytes(StandardCharsets.UTF_8))
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("platform.upload-twice");
        assertThat(caseFile("liaisontaobao", caseNo).get("evidence")).hasSize(1);
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "answer"));
        close(caseNo);
        assertThat(dataset("officer310105", caseNo).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void theLiaisonsQueueIsSortedByTheDayOfTheAnswer() {
        String later = tradesWithLiaison();
        String sooner = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY"));
        JsonNode filter = each(as("liaisontaobao")
                        .get("/engine-rest/filter?name=" + URLEncoder.encode("数据协查（按期限）", StandardCharsets.UTF_8))
                        .json())
                .findFirst()
                .orElseThrow();
        List<String> due = each(as("liaisontaobao")
                        .get("/engine-rest/filter/" + filter.get("id").asText() + "/list")
                        .json())
                .map(task -> task.get("due").asText())
                .toList();
        assertThat(due).isSorted();
        assertThat(due).contains(dueOfTask(later), dueOfTask(sooner));
        assertThat(dueOfTask(sooner)).isLessThan(dueOfTask(later));
        for (String caseNo : List.of(later, sooner)) {
            liaisonFindsNothing(caseNo);
            close(caseNo);
        }
    }

    @Test
    void theLiaisonRefusesWithAReasonFromTheList() {
        String caseNo = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY"));
        isRefused(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "refuse"),
                "答复为“不予提供”时，必须选择理由。请选择理由后再提交；已填写的内容没有丢失。");
        does(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "refuse", "refusalReason", "RETENTION_EXPIRED"));
        close(caseNo);

        assertPath(caseNo, "requestRefused");
        assertThat(dataset("officer310105", caseNo).get("refusalTitle").asText())
                .isEqualTo("已超过法定保存期限");
        assertThat(letter("officer310105", caseNo, "LIAISON_ANSWER")
                        .get("number")
                        .asText())
                .matches(".+数复〔\\d{4}〕\\d+号");
    }

    @Test
    void aLiaisonWhoIsLateIsOnRecordAndMayStillAnswer() {
        String caseNo = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY"));
        fires("liaisonOverdue", caseNo);
        timeIsRealAgain();
        assertThat(dataset("officer310105", caseNo).get("overdue").asBoolean()).isTrue();
        assertThat(clocks("officer310105", caseNo)).containsExactly("SHOP_IDENTITY MISSED");

        liaisonFindsNothing(caseNo);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        ASKED,
                        "liaisonOverdue",
                        "recordLiaisonOverdue",
                        "liaisonOverdueRecorded",
                        "recordAnswer",
                        "noRecordFound");
    }
}
