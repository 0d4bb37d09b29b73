package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.instances;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;

/** A co-investigation with a bureau that is not on the system, from the request to the confirmed reply. */
class RequestOnPaperTest extends PaperScenario {

    private static final String OFFICER = "officer310105";

    /** As {@code deadlines.dmn} says where two bureaus have no agreement (程序规定 art. 45). */
    private static final int REPLY_DAYS = 15;

    @Test
    void aWholeRequestGoesByPaperAndTheWayThereDoesNotCount() {
        String caseNo = approved(toXihu());
        assertThat(paper(caseNo)).isWaitingAt("registerDispatch");
        assertThat(request(caseNo)).isWaitingAt("letterDelivered");
        assertThat(clocks(OFFICER, caseNo)).containsExactly("PAPER_DISPATCH RUNNING");

        LocalDate signed = delivered(caseNo, 4, 6);
        eventually(
                "the request waits for its reply", () -> clocks(OFFICER, caseNo).contains("STATUTORY_REPLY RUNNING"));
        assertThat(deliveredAt(letter(OFFICER, caseNo, "REQUEST"))).isEqualTo(ChinaTime.startOf(signed));
        assertThat(dueAt(OFFICER, caseNo, "STATUTORY_REPLY"))
                .isEqualTo(workingDaysAfter(ChinaTime.startOf(signed), REPLY_DAYS));

        daysPass(3);
        LocalDate until = signed.plusDays(40);
        comes(caseNo, "DELAY", signed.plusDays(1), Map.of("note", "当事人暂时联系不上", "newDueOn", until.toString()));
        eventually("the delay counts", () -> dueAt(OFFICER, caseNo, "STATUTORY_REPLY")
                .equals(ChinaTime.endOf(until)));
        String scan = comes(
                caseNo, "REPLY", today().minusDays(1), Map.of("conclusion", "PARTIAL", "findings", "网店由宿迁一家家具公司经营。"));
        JsonNode reply = letter(OFFICER, caseNo, "REPLY");
        assertThat(reply.get("senderName").asText()).contains("西湖区");
        assertThat(reply.get("evidence").toString()).contains(scan);
        assertThat(reply.get("paragraphs").toString()).contains("部分查明", "宿迁一家家具公司");
        assertThat(paper(caseNo)).isEnded();
        assertThat(paper(caseNo)).passedExactly(ON_PAPER, "registerReply", "correspondenceEnded");

        supplement(caseNo, "请补充仓库的实际地址");
        assertThat(instance("paperCorrespondence", CHANGNING, caseNo, 2)).isWaitingAt("registerDispatch");
        LocalDate supplementSigned = delivered(caseNo, 5, 5);
        eventually("the supplement's clock runs from the slip", () -> dueAt(OFFICER, caseNo, "STATUTORY_REPLY")
                .equals(workingDaysAfter(ChinaTime.startOf(supplementSigned), REPLY_DAYS)));
        comes(caseNo, "REPLY", today(), Map.of("conclusion", "FOUND", "findings", "仓库在宿迁市宿城区。"));

        does(OFFICER, "reviewReply", caseNo, Map.of("decision", "confirm"));
        does(OFFICER, "decideOutcome", caseNo, Map.of("decision", "close", "note", "已查明"));
        assertThat(request(caseNo)).isEnded();
        assertThat(letters(OFFICER, caseNo)).containsExactly("REQUEST", "DELAY", "REPLY", "SUPPLEMENT", "REPLY");
        assertThat(instances("paperCorrespondence", CHANGNING, caseNo))
                .as("that the reply is enough is a receipt, and no paper")
                .hasSize(2);
    }

    @Test
    void aLetterOfAWithdrawnRequestIsNotSentAnyMore() {
        String caseNo = approved(toXihu());
        Map<String, Object> kept = Map.of("decision", "abandon", "notSentReason", "请求已撤回，函件还没有寄出");
        isRefused(OFFICER, "registerDispatch", caseNo, kept, "所办的事项还没有结束，不能不寄");
        isRefused(
                OFFICER,
                "followRequest",
                caseNo,
                Map.of("decision", "withdraw", "reason", "𠮷某已主动说明情况"),
                "“撤回理由”要写进函件，其中的“𠮷”（U+20BB7）");
        withdraw(caseNo);
        assertThat(request(caseNo)).isEnded();
        isRefused(OFFICER, "registerDispatch", caseNo, Map.of("decision", "abandon"), "没有填写“不再寄送的原因”");
        int letters = letters(OFFICER, caseNo).size();
        for (int open = letters; open > 0; open--) {
            does(OFFICER, "registerDispatch", caseNo, kept);
        }
        assertThat(tasks(OFFICER, "registerDispatch", caseNo)).isEmpty();
        assertThat(letters(OFFICER, caseNo)).containsExactly("REQUEST", "WITHDRAWAL");
        for (ProcessInstance onPaper : instances("paperCorrespondence", CHANGNING, caseNo)) {
            assertThat(onPaper).isEnded();
        }
        assertThat(milestones(OFFICER, caseNo)).contains("PAPER_NOT_SENT");
        assertThat(clocks(OFFICER, caseNo)).doesNotContain("PAPER_DISPATCH RUNNING");
        JsonNode request = letter(OFFICER, caseNo, "REQUEST");
        assertThat(request.get("number").asText()).as("it stays used").isNotEmpty();
        assertThat(as(OFFICER)
                        .page("/api/cases/" + caseNo + "/letters/"
                                + request.get("id").asText() + "/service")
                        .text())
                .contains("没有送达", "不再寄送");
    }

    @Test
    void returnedOnPaperCorrectedAndDeclined() {
        String caseNo = approved(toXihu());
        delivered(caseNo, 2, 3);
        comes(caseNo, "RETURN", today(), Map.of("missingItems", "缺少网店的统一社会信用代码"));
        does(OFFICER, "correctRequest", caseNo, Map.of("decision", "resubmit", "purpose", "查明网店经营主体"));
        approve(caseNo);
        assertThat(instance("paperCorrespondence", CHANGNING, caseNo, 2)).isWaitingAt("registerDispatch");
        delivered(caseNo, 2, 3);
        comes(caseNo, "DECLINE", today(), Map.of("note", "不属于本局职权范围"));
        does(OFFICER, "reviewDecline", caseNo, Map.of("decision", "close", "note", "改向住所地局请求"));
        assertThat(request(caseNo)).isEnded();
        assertThat(letters(OFFICER, caseNo)).containsExactly("REQUEST", "RETURN", "REQUEST", "DECLINE");
    }

    /** Sent today, signed for so many days later, which is registered so many days later. @return when it was signed for */
    private LocalDate delivered(String caseNo, int signedAfter, int registeredAfter) {
        LocalDate sent = today();
        does(OFFICER, "registerDispatch", caseNo, dispatch(sent));
        daysPass(registeredAfter);
        does(OFFICER, "registerDelivery", caseNo, delivery(sent.plusDays(signedAfter), scan(caseNo)));
        return sent.plusDays(signedAfter);
    }

    /** A letter came today. @return its scan */
    private String comes(String caseNo, String kind, LocalDate written, Map<String, Object> read) {
        String scan = scan(caseNo);
        does(OFFICER, "registerReply", caseNo, reply(kind, written, today(), scan, read));
        return scan;
    }
}
