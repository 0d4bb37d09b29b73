package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.timer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.letter.wording.Wording;

/** A delay notice: given before the law's date it moves that date, and no other (程序规定 art. 45). */
class DelayTest extends AssistanceScenario {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static Map<String, Object> delay(LocalDate until) {
        return Map.of("decision", "delay", "delayUntil", until.toString(), "delayReason", "需要到仓库现场核查");
    }

    private JsonNode form(String user, String task, String caseNo) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        return as(user).get("/engine-rest/task/" + id + "/form-variables").json();
    }

    private static Instant endOf(LocalDate day) {
        return day.atTime(LocalTime.of(23, 59, 59)).atZone(ZONE).toInstant();
    }

    @Test
    void inTimeItMovesTheStatutoryClockAndTheAgreedDateIsReportedAsMissed() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        Instant agreed = dueAt("officer330110", caseNo, "AGREEMENT_REPLY");
        LocalDate until = dueAt("officer330110", caseNo, "STATUTORY_REPLY")
                .atZone(ZONE)
                .toLocalDate()
                .plusDays(9);
        Map<String, Object> illegible = new HashMap<>(delay(until));
        illegible.put("delayReason", "需要当面询问𠮷某");
        isRefused("officer330110", "investigate", caseNo, illegible, "“延期理由”要写进函件，其中的“𠮷”（U+20BB7）函件的字库里没有");
        does("officer330110", "investigate", caseNo, delay(until));
        assertThat(dueAt("officer330110", caseNo, "STATUTORY_REPLY"))
                .as("nothing moves before the head has signed")
                .isBefore(endOf(until));
        does("unithead330110", "approveDelay", caseNo, Map.of("decision", "return", "reason", "请写明还要核查什么"));
        JsonNode again = form("officer330110", "investigate", caseNo);
        assertThat(again.at("/delayUntil/value").asText()).isEqualTo(until.toString());
        assertThat(again.at("/delayReason/value").asText()).isEqualTo("需要到仓库现场核查");
        does("officer330110", "investigate", caseNo, delay(until));
        sendsWhatItShows("unithead330110", "approveDelay", caseNo, Map.of("decision", "approve", "reason", "同意延期"));
        eventually("the notice is in Changning", () -> state("officer310105", caseNo)
                .equals("EXTENSION_NOTIFIED"));

        for (String side : new String[] {"officer330110", "officer310105"}) {
            assertThat(dueAt(side, caseNo, "STATUTORY_REPLY")).isEqualTo(endOf(until));
            assertThat(dueAt(side, caseNo, "AGREEMENT_REPLY")).isEqualTo(agreed);
        }
        assertThat(timer("handlingOverdue", caseNo)).hasDueDate(Date.from(endOf(until)));
        assertThat(timer("replyOverdue", caseNo)).hasDueDate(Date.from(endOf(until)));
        assertThat(timer("handlingAgreementOverdue", caseNo)).hasDueDate(Date.from(agreed));
        assertThat(handling(caseNo)).task("investigate").hasDueDate(Date.from(agreed));
        var notice = letter("officer310105", caseNo, "DELAY");
        assertThat(notice.get("number").asText()).matches(".+协查延〔\\d{4}〕\\d+号");
        assertThat(notice.get("paragraphs").toString()).contains(Wording.day(until.toString()), "需要到仓库现场核查");

        fires("handlingAgreementOverdue", caseNo);
        fires("agreementOverdue", caseNo);
        for (String side : new String[] {"officer330110", "officer310105"}) {
            assertThat(clocks(side, caseNo)).contains("AGREEMENT_REPLY MISSED", "STATUTORY_REPLY RUNNING");
            assertThat(milestones(side, caseNo)).contains("AGREED_DATE_MISSED");
        }
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(request(caseNo))
                .passedExactly(
                        REQUEST_SENT,
                        "recordDelay",
                        "awaitReply",
                        "agreementOverdue",
                        "recordAgreementMissed",
                        "agreementMissRecorded",
                        REPLY_CONFIRMED);
        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        "investigate",
                        "approveDelay",
                        "investigate",
                        "approveDelay",
                        "sendDelayNotice",
                        "investigate",
                        "handlingAgreementOverdue",
                        "recordHandlingAgreementMissed",
                        "handlingAgreementMissRecorded",
                        HANDLING_REPLIED.subList(1, HANDLING_REPLIED.size()),
                        HANDLING_CONFIRMED);
        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY MISSED", "STATUTORY_REPLY MET");
    }

    @Test
    void withoutAnAgreementTheTasksDueDateAndEveryTimerMoveToo() {
        String caseNo = raised("officer321300", Requests.question());
        does("unithead321300", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        accept(caseNo);
        Instant due = dueAt("officer330110", caseNo, "STATUTORY_REPLY");
        assertThat(handling(caseNo)).task("investigate").hasDueDate(Date.from(due));
        Instant half = timer("handlingHalfway", caseNo).getDuedate().toInstant();
        LocalDate until = due.atZone(ZONE).toLocalDate().plusDays(9);
        delay(caseNo, until.toString());

        assertThat(handling(caseNo)).task("investigate").hasDueDate(Date.from(endOf(until)));
        assertThat(timer("handlingOverdue", caseNo)).hasDueDate(Date.from(endOf(until)));
        assertThat(timer("handlingAgreementOverdue", caseNo)).hasDueDate(Date.from(endOf(until)));
        assertThat(timer("handlingHalfway", caseNo).getDuedate().toInstant()).isAfter(half);
        eventually(
                "the notice is in Suqian", () -> state("officer321300", caseNo).equals("EXTENSION_NOTIFIED"));
        assertThat(timer("replyOverdue", caseNo)).hasDueDate(Date.from(endOf(until)));
        assertThat(clocks("officer321300", caseNo)).containsExactly("STATUTORY_REPLY RUNNING");
    }

    @Test
    void afterTheStatutoryDateItIsRefusedAndTheAttemptIsOnRecord() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("investigate");
        Instant due = dueAt("officer330110", caseNo, "STATUTORY_REPLY");
        LocalDate dueOn = due.atZone(ZONE).toLocalDate();
        clock.setTo(due.plusSeconds(60));

        isRefused(
                "officer330110",
                "investigate",
                caseNo,
                delay(dueOn.plusDays(9)),
                "法定期限 " + dueOn + " 已过，不能再告知延期（《市场监督管理行政处罚程序规定》第四十五条要求在期限届满前告知）。这次尝试已记入案卷。请尽快提交核查结论。");

        assertThat(milestones("officer330110", caseNo)).containsOnlyOnce("DELAY_REFUSED");
        assertThat(dueAt("officer330110", caseNo, "STATUTORY_REPLY")).isEqualTo(due);
        assertThat(letters("officer330110", caseNo)).containsExactly("REQUEST");
        assertThat(handling(caseNo)).passedExactly(HANDLING_ACCEPTED, "investigate");
        assertThat(request(caseNo)).passedExactly(REQUEST_SENT);
    }

    @Test
    void whatTheHeadSignsAfterTheDateIsRefusedAndOnRecordAndHeMaySendItBack() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        Instant due = dueAt("officer330110", caseNo, "STATUTORY_REPLY");
        LocalDate dueOn = due.atZone(ZONE).toLocalDate();
        clock.setTo(due.minusSeconds(7200));
        does("officer330110", "investigate", caseNo, delay(dueOn.plusDays(9)));
        assertThat(OffsetDateTime.parse(waitingTask("unithead330110", "approveDelay", caseNo)
                                .get("due")
                                .asText()
                                .replaceFirst("(\\d\\d)$", ":$1"))
                        .toInstant())
                .as("half of what is left")
                .isBetween(due.minusSeconds(3660), due.minusSeconds(3540));
        clock.setTo(due.plusSeconds(60));

        isRefused(
                "unithead330110",
                "approveDelay",
                caseNo,
                Map.of("decision", "approve"),
                "法定期限 " + dueOn + " 已过，不能再告知延期（《市场监督管理行政处罚程序规定》第四十五条要求在期限届满前告知）。这次尝试已记入案卷。请尽快提交核查结论。");
        assertThat(milestones("officer330110", caseNo)).containsOnlyOnce("DELAY_REFUSED");
        does("unithead330110", "approveDelay", caseNo, Map.of("decision", "return", "reason", "期限已过，请尽快答复"));
        assertThat(handling(caseNo)).isWaitingAt("investigate");
        assertThat(letters("officer330110", caseNo)).containsExactly("REQUEST");
    }

    @Test
    void aDateThatIsNotLaterIsRefused() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        LocalDate dueOn =
                dueAt("officer330110", caseNo, "STATUTORY_REPLY").atZone(ZONE).toLocalDate();
        isRefused(
                "officer330110",
                "investigate",
                caseNo,
                delay(dueOn),
                "延期日期 " + dueOn + " 不晚于现在的期限 " + dueOn + "。请填写 " + dueOn + " 之后的日期。");
        assertThat(state("officer330110", caseNo)).isEqualTo("IN_PROGRESS");
    }
}
