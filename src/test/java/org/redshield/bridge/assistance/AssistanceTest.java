package org.redshield.bridge.assistance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.assistance.TwoBureaus.CHANGNING;
import static org.redshield.bridge.assistance.TwoBureaus.YUHANG;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.assistance.correspondence.AssistanceClocks;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.assistance.handling.AssistanceHandling;
import org.redshield.bridge.assistance.handling.AssistanceHandlingState;
import org.redshield.bridge.assistance.request.AssistanceRequest;
import org.redshield.bridge.assistance.request.RequestDraft.Amendment;
import org.redshield.bridge.assistance.request.RequestDraftTest;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.assistance.request.Route;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.Milestone;
import org.redshield.bridge.cases.Phase;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Rejection;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.exchange.ArrivalRule.Arrival;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.wording.Wording;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.dao.DataAccessException;

/** The use cases of both bureaus against each other, without the engine. */
class AssistanceTest {

    private static final Amendment NOTHING = new Amendment(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final String LEAD = "officer330110";
    private static final String SECOND = "officer2330110";
    private static final String HEAD = "unithead330110";

    @TempDir
    static Path evidence;

    private static TwoBureaus world;

    @BeforeAll
    static void start() {
        world = new TwoBureaus(evidence);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void morning() {
        world.time.set("2026-09-18T02:00:00Z");
        world.timers.moved.clear();
    }

    @Test
    void runsFromTheRequestToTheConfirmation() {
        String requestId = dispatched();
        Letter request =
                world.letters.latest(requestId, AssistanceLetter.REQUEST).orElseThrow();
        assertThat(request.number()).matches("沪长市监协查〔2026〕\\d+号");
        assertThat(request.content().facts())
                .containsEntry(AssistanceFacts.TARGET_ID, "100000001")
                .containsEntry(AssistanceFacts.DATASETS, "SHOP_SUBJECT,TRADE")
                .containsEntry("officerCertificateNo", "31010501001");

        replied(requestId);
        Letter reply = world.letters.latest(requestId, AssistanceLetter.REPLY).orElseThrow();
        assertThat(reply.content().facts())
                .containsEntry(AssistanceFacts.CONCLUSION, "FOUND")
                .containsEntry("officerCertificateNo", "33011001001")
                .containsEntry("secondOfficerCertificateNo", "33011001002")
                .containsKeys(AssistanceFacts.ANSWER + "SHOP_SUBJECT", AssistanceFacts.ANSWER + "TRADE");
        world.replies.recordReply(requestId, CHANGNING, reply.id());
        world.requests.confirm(requestId, CHANGNING, "officer310105");
        world.dispatch.tellConfirmed(requestId, CHANGNING);
        assertThat(world.post.last().letterId()).as("a receipt").isEmpty();
        assertThat(world.arrivals.arrive(world.post.last(), world.time.instant()))
                .isEqualTo(Arrival.CORRELATE);
        assertThat(world.events.of(caseNo(requestId), CHANGNING))
                .last()
                .extracting(CaseEvents.CaseEvent::what, CaseEvents.CaseEvent::actor)
                .containsExactly("CONFIRMED", "officer310105");
        assertThat(world.post.last().variables()).containsEntry("decision", "confirm");
        world.handlings.close(requestId, YUHANG);
        world.requests.decideClose(requestId, CHANGNING, "officer310105", Optional.empty());
        world.requests.close(requestId, CHANGNING);

        assertThat(request(requestId).state()).isEqualTo(RequestState.CLOSED);
        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.CONFIRMED);
        assertThat(clock(requestId, CHANGNING, ClockKind.STATUTORY_REPLY).state())
                .isEqualTo(ClockState.MET);
        assertThat(AssistanceOfCase.phases(request(requestId)))
                .containsExactly(Phase.Status.DONE, Phase.Status.DONE, Phase.Status.DONE, Phase.Status.SKIPPED);
    }

    @Test
    void clocksStartWithTheDeliveryReceiptAndTheAgreedOneIsInsideTheStatutoryOne() {
        String requestId = issued();
        world.dispatch.dispatchLetter(requestId, CHANGNING);
        world.deliverAll();
        world.time.set("2026-09-21T02:00:00Z");

        ReplyClocks dates = world.replies.startReplyClocks(requestId, CHANGNING);

        // Delivered on Friday 18 September; Sunday the 20th is a make-up working day, 25 to 27 September are off.
        assertThat(clock(requestId, CHANGNING, ClockKind.STATUTORY_REPLY).startedAt())
                .isEqualTo(Instant.parse("2026-09-18T02:00:00Z"));
        assertThat(dates.agreementDueAt()).isEqualTo(Instant.parse("2026-09-22T15:59:59Z"));
        assertThat(dates.replyDueAt()).isAfter(dates.agreementDueAt());
        assertThat(dates.halfAt()).isBefore(dates.fourFifthsAt());
        assertThat(dates.fourFifthsAt()).isBefore(dates.agreementDueAt());
        assertThat(world.bean(TaskSummaries.class).ofRequest(requestId, CHANGNING, "followRequest"))
                .get()
                .asString()
                .contains("约定期限 2026-09-22 24:00", "法定期限 " + ChinaTime.moment(dates.replyDueAt()));
    }

    @Test
    void aReplyInTimeIsNotLateWhereItIsRecordedLate() {
        String requestId = dispatched();
        replied(requestId);
        Letter reply = world.letters.latest(requestId, AssistanceLetter.REPLY).orElseThrow();
        world.time.set("2026-11-30T02:00:00Z");

        world.replies.recordReply(requestId, CHANGNING, reply.id());

        assertThat(clock(requestId, CHANGNING, ClockKind.STATUTORY_REPLY))
                .extracting(Clock::state, Clock::endedAt)
                .containsExactly(ClockState.MET, Optional.of(reply.issuedAt()));
    }

    @Test
    void nobodyApprovesHisOwn() {
        String requestId = pending();

        assertRefused(
                "assistance.own-approval",
                () -> world.requests.approve(requestId, CHANGNING, "officer310105", Optional.empty()));
        assertThat(request(requestId).state()).isEqualTo(RequestState.PENDING_APPROVAL);
    }

    @Test
    void aRequestOfAnotherBureauDoesNotExist() {
        String requestId = pending();

        assertRefused(
                "assistance.request-unknown", () -> world.requests.approve(requestId, YUHANG, HEAD, Optional.empty()));
    }

    @Test
    void anAdverseDecisionNeedsAReason() {
        String requestId = pending();

        assertRefused(
                "assistance.field-missing",
                () -> world.requests.sendBack(requestId, CHANGNING, "unithead310105", Optional.empty()));
        assertRefused(
                "assistance.text-too-short",
                () -> world.requests.reject(requestId, CHANGNING, "unithead310105", Optional.of("不行")));
        world.requests.sendBack(requestId, CHANGNING, "unithead310105", Optional.of("请写明销售数额用途"));
        assertThat(request(requestId).state()).isEqualTo(RequestState.DRAFT);
    }

    @Test
    void anIncompleteRequestIsCompletedAndThenPutUp() {
        RequestDraftTest.Form form = new RequestDraftTest.Form();
        form.sourceNo = Optional.empty();
        String requestId = raise(form);

        assertThat(world.requests.checkCompleteness(requestId, CHANGNING)).isFalse();
        world.requests.complete(
                requestId,
                CHANGNING,
                "officer2310105",
                new Amendment(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("线索1号"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(LegalBasis.ECOMMERCE_25.name()),
                        Optional.empty()));
        assertThat(world.requests.checkCompleteness(requestId, CHANGNING)).isTrue();
        assertThat(world.jdbc
                        .sql("select legal_basis from assistance_request where request_id = ?")
                        .param(requestId)
                        .query(String.class)
                        .single())
                .isEqualTo("ECOMMERCE_25");
        assertRefused(
                "assistance.own-approval",
                () -> world.requests.approve(requestId, CHANGNING, "officer2310105", Optional.empty()));
    }

    @Test
    void onlyWhoHoldsACertificateMayAsk() {
        assertRefused(
                "assistance.no-certificate",
                () -> world.requests.raise(CHANGNING, "nobody310105", new RequestDraftTest.Form().draft()));
    }

    @Test
    void isReturnedOnceAndCorrectedWithANewLetterAndNewClocks() {
        String requestId = dispatched();
        acknowledged(requestId);
        world.incoming.draftReturn(requestId, YUHANG, LEAD, Optional.of("请补充网店链接"));
        assertRefused(
                "assistance.own-approval",
                () -> world.incoming.approveRejection(requestId, YUHANG, LEAD, Optional.empty()));
        assertThat(world.incoming.approveRejection(requestId, YUHANG, HEAD, Optional.empty()))
                .isEqualTo(Rejection.Kind.RETURN);
        world.incoming.sendReturn(requestId, YUHANG);
        world.deliverAll();
        world.replies.recordReturn(
                requestId, CHANGNING, world.post.last().letterId().orElseThrow());
        assertThat(clock(requestId, CHANGNING, ClockKind.STATUTORY_REPLY).state())
                .isEqualTo(ClockState.CANCELLED);
        assertThat(clock(requestId, YUHANG, ClockKind.AGREEMENT_REPLY).state()).isEqualTo(ClockState.CANCELLED);

        world.time.set("2026-09-21T02:00:00Z");
        world.requests.correct(requestId, CHANGNING, "officer310105", NOTHING);
        assertThat(request(requestId).approvedBy())
                .as("what was approved was not this")
                .isEmpty();
        world.requests.approve(requestId, CHANGNING, "unithead310105", Optional.empty());
        Letter first = world.letters.latest(requestId, AssistanceLetter.REQUEST).orElseThrow();
        world.dispatch.issueLetter(requestId, CHANGNING);
        Letter corrected =
                world.letters.latest(requestId, AssistanceLetter.REQUEST).orElseThrow();
        assertThat(corrected.number()).isNotEqualTo(first.number());
        world.dispatch.dispatchLetter(requestId, CHANGNING);
        world.deliverAll();
        world.replies.startReplyClocks(requestId, CHANGNING);
        world.handlings.registerArrival(requestId, YUHANG, corrected.id());
        assertThat(clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY))
                .extracting(Clock::state, Clock::startedAt, Clock::sequence)
                .containsExactly(ClockState.RUNNING, Instant.parse("2026-09-21T02:00:00Z"), 2);

        world.incoming.acknowledge(requestId, YUHANG, LEAD, true);
        assertRefused(
                "assistance.returned-once",
                () -> world.incoming.draftReturn(requestId, YUHANG, LEAD, Optional.of("请再次补充")));
    }

    @Test
    void declinesWithAReasonCode() {
        String requestId = dispatched();
        acknowledged(requestId);
        assertRefused(
                "assistance.field-missing",
                () -> world.incoming.draftDecline(requestId, YUHANG, LEAD, Optional.empty(), Optional.of("不属于本局职权")));
        world.incoming.draftDecline(requestId, YUHANG, LEAD, Optional.of("NOT_COMPETENT"), Optional.of("不属于本局职权范围"));
        world.incoming.approveRejection(requestId, YUHANG, HEAD, Optional.empty());
        world.incoming.sendDecline(requestId, YUHANG);
        world.deliverAll();
        world.replies.recordDecline(
                requestId, CHANGNING, world.post.last().letterId().orElseThrow());
        world.requests.closeDeclined(requestId, CHANGNING, "officer310105", Optional.empty());

        assertThat(request(requestId))
                .extracting(
                        AssistanceRequest::state, request -> request.ending().outcome())
                .containsExactly(RequestState.CLOSED, Optional.of("DECLINED"));
        assertThat(world.letters
                        .latest(requestId, AssistanceLetter.DECLINE)
                        .orElseThrow()
                        .content()
                        .facts())
                .containsEntry(LetterFacts.DECLINE_REASON, "NOT_COMPETENT");
    }

    @Test
    void twoDifferentOfficersOfTheOwnBureauWithValidCertificates() {
        String requestId = dispatched();
        acknowledged(requestId);
        world.incoming.accept(requestId, YUHANG, LEAD);

        assertRefused("assistance.two-officers", () -> assign(requestId, "33011001001", "33011001001"));
        assertRefused("bureau.officer-of-other-bureau", () -> assign(requestId, "33011001001", "31010501001"));
        assertRefused("bureau.officer-certificate-expired", () -> assign(requestId, "33011001001", "33011001003"));
        assertRefused("bureau.officer-unknown", () -> assign(requestId, "33011001001", "1"));
        assertRefused(
                "assistance.field-missing",
                () -> world.incoming.assign(requestId, YUHANG, HEAD, Optional.of("33011001001"), Optional.empty()));
        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.ACCEPTED);
    }

    @Test
    void leadInvestigatesSecondConfirmsAndNeitherApproves() {
        String requestId = dispatched();
        assigned(requestId);

        assertRefused("assistance.lead-only", () -> findings(requestId, SECOND));
        findings(requestId, LEAD);
        assertRefused(
                "assistance.second-only",
                () -> world.handlings.confirmFindings(requestId, YUHANG, LEAD, Optional.empty()));
        world.handlings.confirmFindings(requestId, YUHANG, SECOND, Optional.empty());
        assertRefused(
                "assistance.investigator-approves",
                () -> world.handlings.approveReply(requestId, YUHANG, LEAD, Optional.of("同意答复")));
        assertRefused(
                "assistance.investigator-approves",
                () -> world.handlings.approveReply(requestId, YUHANG, SECOND, Optional.of("同意答复")));
    }

    @Test
    void aDelayNoticeInTimeMovesTheStatutoryClockOnly() {
        String requestId = dispatched();
        assigned(requestId);
        Clock before = clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY);
        LocalDate until = ChinaTime.day(before.dueAt()).plusDays(10);
        assertRefused("assistance.delay-not-later", () -> drafted(requestId, ChinaTime.day(before.dueAt())));

        ReplyClocks dates = delay(requestId, until);
        world.delays.send(requestId, YUHANG);
        world.deliverAll();
        ReplyClocks other = world.replies
                .recordDelay(requestId, CHANGNING, world.post.last().letterId().orElseThrow())
                .orElseThrow();

        assertThat(dates.replyDueAt()).isEqualTo(ChinaTime.endOf(until));
        assertThat(other).isEqualTo(dates);
        assertThat(dates.agreementDueAt())
                .isEqualTo(clock(requestId, YUHANG, ClockKind.AGREEMENT_REPLY).dueAt());
        assertThat(world.timers.moved)
                .containsExactly(
                        YUHANG + " STATUTORY_REPLY " + dates.replyDueAt(),
                        CHANGNING + " STATUTORY_REPLY " + dates.replyDueAt());
        world.time.set("2026-09-23T00:00:00Z");
        world.handlings.recordAgreementMissed(requestId, YUHANG);
        assertThat(clock(requestId, YUHANG, ClockKind.AGREEMENT_REPLY).state()).isEqualTo(ClockState.MISSED);
    }

    /** The job executor took the timer just before the notice moved it: the new date must not pass unnoticed. */
    @Test
    void aTimerTakenBeforeTheDelayNoticeIsNotUsedUp() {
        String requestId = dispatched();
        assigned(requestId);
        Instant before = clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).dueAt();
        ReplyClocks dates = delay(requestId, ChinaTime.day(before).plusDays(10));
        world.time.set(before.plusSeconds(1).toString());

        assertRefused("deadline.clock-not-due", () -> world.handlings.escalateOverdue(requestId, YUHANG));
        assertThat(clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).state()).isEqualTo(ClockState.RUNNING);
        assertThat(world.events.of(caseNo(requestId), YUHANG))
                .extracting(CaseEvents.CaseEvent::what)
                .doesNotContain("HANDLING_OVERDUE");

        world.time.set(dates.replyDueAt().plusSeconds(1).toString());
        world.handlings.escalateOverdue(requestId, YUHANG);
        assertThat(clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).state()).isEqualTo(ClockState.MISSED);
        assertThat(world.events.of(caseNo(requestId), YUHANG))
                .extracting(CaseEvents.CaseEvent::what)
                .contains("HANDLING_OVERDUE");
    }

    /** Written in time; the post, or our own bridge, was away. */
    @Test
    void aDelayNoticeThatArrivesAfterTheDayIsFiledAndMovesNothing() {
        String requestId = dispatched();
        assigned(requestId);
        Instant dueAt = clock(requestId, CHANGNING, ClockKind.STATUTORY_REPLY).dueAt();
        delay(requestId, ChinaTime.day(dueAt).plusDays(10));
        world.delays.send(requestId, YUHANG);
        world.deliverAll();
        world.time.set(dueAt.plusSeconds(1).toString());

        world.replies.recordDelay(
                requestId, CHANGNING, world.post.last().letterId().orElseThrow());

        assertThat(request(requestId).state()).isEqualTo(RequestState.EXTENSION_NOTIFIED);
        assertThat(clock(requestId, CHANGNING, ClockKind.STATUTORY_REPLY).dueAt())
                .isEqualTo(dueAt);
        assertThat(world.events.of(caseNo(requestId), CHANGNING))
                .extracting(CaseEvents.CaseEvent::what)
                .endsWith("DELAY_RECEIVED");
    }

    @Test
    void aDelayNoticeTooLateIsRefusedAndPutOnRecord() {
        String requestId = dispatched();
        assigned(requestId);
        world.time.set("2026-11-01T02:00:00Z");

        assertRefused("assistance.delay-too-late", () -> drafted(requestId, LocalDate.of(2026, 12, 1)));

        assertThat(world.events.of(caseNo(requestId), YUHANG))
                .extracting(CaseEvents.CaseEvent::what)
                .endsWith("DELAY_REFUSED");
        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.IN_PROGRESS);
    }

    @Test
    void anAnswerThatCouldNotBeReadIsSaidToBeThatAndNotToHaveNoRecords() {
        String requestId = dispatched();
        assigned(requestId);
        DataRequests data = world.bean(DataRequests.class);
        data.end(
                requestId + "-SHOP_SUBJECT",
                DataRequest.Status.ANSWERED,
                Optional.empty(),
                Optional.of("所附数据文件不能导入表格。"),
                0);
        data.end(requestId + "-TRADE", DataRequest.Status.ANSWERED, Optional.empty(), Optional.empty(), 5);
        findings(requestId, LEAD);
        world.handlings.confirmFindings(requestId, YUHANG, SECOND, Optional.empty());
        world.handlings.approveReply(requestId, YUHANG, HEAD, Optional.of("同意答复"));
        world.handlings.issueReply(requestId, YUHANG);

        assertThat(world.letters
                        .latest(requestId, AssistanceLetter.REPLY)
                        .orElseThrow()
                        .content()
                        .paragraphs())
                .extracting(LetterContent.Paragraph::text)
                .contains("已提供，未能从所附文件中读取出逐条的记录，条数不详，以所附文件为准。", "已提供，共5条。")
                .noneMatch(text -> text.contains("共0条"));
    }

    @Test
    void aDelayNoticeMovesNothingUntilTheHeadSignsIt() {
        String requestId = dispatched();
        assigned(requestId);
        Instant dueAt = clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).dueAt();
        LocalDate until = ChinaTime.day(dueAt).plusDays(10);
        drafted(requestId, until);

        assertThat(clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).dueAt()).isEqualTo(dueAt);
        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.IN_PROGRESS);
        assertRefused("assistance.own-approval", () -> world.delays.approve(requestId, YUHANG, LEAD, Optional.empty()));
        assertRefused(
                "assistance.own-approval", () -> world.delays.approve(requestId, YUHANG, SECOND, Optional.empty()));
        assertRefused(
                "assistance.field-missing", () -> world.delays.sendBack(requestId, YUHANG, HEAD, Optional.empty()));
        world.delays.sendBack(requestId, YUHANG, HEAD, Optional.of("期间过长，请缩短"));
        assertThat(world.bean(TaskSummaries.class).sentBack(requestId, YUHANG, "investigate"))
                .containsEntry("delayUntil", until.toString());

        drafted(requestId, until.minusDays(3));
        world.delays.approve(requestId, YUHANG, HEAD, Optional.empty());
        world.delays.send(requestId, YUHANG);
        Letter sent = world.letters.latest(requestId, AssistanceLetter.DELAY).orElseThrow();
        assertThat(sent.approvedBy()).contains(HEAD);
        assertThat(sent.content().facts())
                .containsEntry(AssistanceFacts.NEW_DUE_ON, until.minusDays(3).toString());
        assertThat(clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).dueAt())
                .isEqualTo(ChinaTime.endOf(until.minusDays(3)));
        assertThat(world.bean(TaskSummaries.class).sentBack(requestId, YUHANG, "investigate"))
                .isEmpty();
    }

    @Test
    void aDelayNoticeIsToBeSignedBeforeTheTimeIsOver() {
        String requestId = dispatched();
        assigned(requestId);
        Instant dueAt = clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).dueAt();
        assertThat(world.delays.signBy(requestId, YUHANG)).isEqualTo(Instant.parse("2026-09-20T15:59:59Z"));

        world.time.set(dueAt.minusSeconds(7200).toString());
        assertThat(world.delays.signBy(requestId, YUHANG)).isEqualTo(dueAt.minusSeconds(3600));

        drafted(requestId, ChinaTime.day(dueAt).plusDays(10));
        world.time.set(dueAt.plusSeconds(1).toString());
        assertRefused(
                "assistance.delay-too-late", () -> world.delays.approve(requestId, YUHANG, HEAD, Optional.empty()));
        assertThat(world.events.of(caseNo(requestId), YUHANG))
                .last()
                .extracting(CaseEvents.CaseEvent::what, CaseEvents.CaseEvent::actor)
                .containsExactly("DELAY_REFUSED", HEAD);
        assertThat(world.letters.latest(requestId, AssistanceLetter.DELAY)).isEmpty();
    }

    /** A version of the process from before the signing goes from the draft to the sending. */
    @Test
    void withoutAnApprovalInItsVersionANoticeMovesTheClockWhenItIsSent() {
        String requestId = dispatched();
        assigned(requestId);
        LocalDate until = ChinaTime.day(
                        clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).dueAt())
                .plusDays(10);
        drafted(requestId, until);
        world.jdbc
                .sql("update assistance_handling set unsigned = true where request_id = ?")
                .param(requestId)
                .update();
        world.delays.send(requestId, YUHANG);

        assertThat(clock(requestId, YUHANG, ClockKind.STATUTORY_REPLY).dueAt()).isEqualTo(ChinaTime.endOf(until));
        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.EXTENSION_NOTIFIED);
        assertThat(world.letters.latest(requestId, AssistanceLetter.DELAY)).isPresent();
    }

    @Test
    void aSupplementGoesOutAsTheHeadSignedItAndNotAsItCameBack() {
        String requestId = dispatched();
        replied(requestId);
        world.replies.recordReply(
                requestId,
                CHANGNING,
                world.letters
                        .latest(requestId, AssistanceLetter.REPLY)
                        .orElseThrow()
                        .id());
        world.supplements.want(requestId, CHANGNING, "officer2310105", Optional.of("请补充照片"));
        for (String hand : List.of("officer310105", "officer2310105")) {
            assertRefused(
                    "assistance.own-approval",
                    () -> world.supplements.approve(requestId, CHANGNING, hand, Optional.empty()));
        }
        world.supplements.sendBack(requestId, CHANGNING, "unithead310105", Optional.of("请写明是什么照片"));
        assertThat(world.bean(TaskSummaries.class).sentBack(requestId, CHANGNING, "reviewReply"))
                .containsEntry("supplementText", "请补充照片");
        assertThat(request(requestId).state()).isEqualTo(RequestState.REPLIED);

        world.supplements.want(requestId, CHANGNING, "officer2310105", Optional.of("请补充发货地照片"));
        world.supplements.approve(requestId, CHANGNING, "unithead310105", Optional.empty());
        world.supplements.issue(requestId, CHANGNING);
        assertThat(request(requestId).exchange().supplements()).isEqualTo(1);
        assertThat(world.letters
                        .latest(requestId, AssistanceLetter.SUPPLEMENT)
                        .orElseThrow()
                        .content()
                        .facts())
                .containsEntry(AssistanceFacts.SUPPLEMENT, "请补充发货地照片");
        assertThat(world.bean(TaskSummaries.class).sentBack(requestId, CHANGNING, "reviewReply"))
                .isEmpty();
    }

    @Test
    void aReplyThatCameMeanwhileIsStrongerThanAWithdrawalThatNobodyHasSigned() {
        String requestId = dispatched();
        world.withdrawals.want(requestId, CHANGNING, "officer310105", Optional.of("案件已撤销"));
        replied(requestId);
        world.replies.recordReply(
                requestId,
                CHANGNING,
                world.letters
                        .latest(requestId, AssistanceLetter.REPLY)
                        .orElseThrow()
                        .id());
        assertRefused(
                "assistance.withdrawal-too-late",
                () -> world.withdrawals.approve(requestId, CHANGNING, "unithead310105", Optional.empty()));
        world.withdrawals.sendBack(requestId, CHANGNING, "unithead310105", Optional.of("对方已经复函"));
    }

    @Test
    void nobodySignsWhatTellsNobody() {
        String requestId = pending();
        assertThat(world.withdrawals.want(requestId, CHANGNING, "officer310105", Optional.of("案件已撤销")))
                .isTrue();
        assertThat(world.withdrawals.pendingLetter(requestId, CHANGNING)).isEmpty();
    }

    @Test
    void aSupplementStartsANewAgreedClock() {
        String requestId = dispatched();
        replied(requestId);
        world.replies.recordReply(
                requestId,
                CHANGNING,
                world.letters
                        .latest(requestId, AssistanceLetter.REPLY)
                        .orElseThrow()
                        .id());
        assertRefused(
                "assistance.field-missing",
                () -> world.supplements.want(requestId, CHANGNING, "officer2310105", Optional.empty()));
        world.time.set("2026-09-21T02:00:00Z");
        world.supplements.want(requestId, CHANGNING, "officer2310105", Optional.of("请补充发货地照片"));
        world.supplements.approve(requestId, CHANGNING, "unithead310105", Optional.empty());
        world.supplements.issue(requestId, CHANGNING);
        UUID letter = world.post.last().letterId().orElseThrow();
        world.deliverAll();

        ReplyClocks asking = world.supplements.startClocks(requestId, CHANGNING);
        ReplyClocks asked = world.handlings.registerSupplement(requestId, YUHANG, letter);

        assertThat(asked).isEqualTo(asking);
        assertThat(asked.replyDueAt()).isEqualTo(asked.agreementDueAt());
        assertThat(clock(requestId, YUHANG, ClockKind.AGREEMENT_REPLY).sequence())
                .isEqualTo(2);
        assertThat(handling(requestId).supplementText()).contains("请补充发货地照片");
        assertThat(world.letters.get(letter).approvedBy()).contains("unithead310105");
        assertRefused("assistance.delay-not-statutory", () -> drafted(requestId, LocalDate.of(2026, 12, 1)));
    }

    @Test
    void isWithdrawnOnlyByWhoRaisedItAndOnlyBeforeTheReply() {
        String requestId = dispatched();
        assertRefused(
                "assistance.not-raiser",
                () -> world.withdrawals.want(requestId, CHANGNING, "officer2310105", Optional.of("案件已撤销")));
        assertThat(world.withdrawals.want(requestId, CHANGNING, "officer310105", Optional.of("案件已撤销")))
                .as("a head signs what goes to the other side")
                .isFalse();
        assertRefused(
                "assistance.own-approval",
                () -> world.withdrawals.approve(requestId, CHANGNING, "officer310105", Optional.empty()));
        world.withdrawals.approve(requestId, CHANGNING, "unithead310105", Optional.empty());
        world.withdrawals.withdraw(requestId, CHANGNING, true);
        Envelope withdrawal = world.post.last();
        assertThat(withdrawal.kind()).isEqualTo(AssistanceLetter.WITHDRAWAL);
        assertThat(world.arrivals.arrive(withdrawal, world.time.instant())).isEqualTo(Arrival.CORRELATE);
        world.data.recordWithdrawal(requestId, YUHANG);
        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.WITHDRAWN);
        assertThat(world.arrivals.arrive(withdrawal, world.time.instant())).isEqualTo(Arrival.FILE);

        Envelope late = new Envelope(
                UUID.randomUUID(),
                YUHANG,
                CHANGNING,
                AssistanceLetter.REPLY,
                requestId,
                caseNo(requestId),
                Optional.empty(),
                Map.of());
        assertThat(world.arrivals.arrive(late, world.time.instant())).isEqualTo(Arrival.FILE);
    }

    @Test
    void whoeverIsAskedForASupplementHearsOfTheWithdrawal() {
        String requestId = dispatched();
        replied(requestId);
        world.replies.recordReply(
                requestId,
                CHANGNING,
                world.letters
                        .latest(requestId, AssistanceLetter.REPLY)
                        .orElseThrow()
                        .id());
        world.supplements.want(requestId, CHANGNING, "officer2310105", Optional.of("请补充发货地照片"));
        world.supplements.approve(requestId, CHANGNING, "unithead310105", Optional.empty());
        world.supplements.issue(requestId, CHANGNING);

        world.withdrawals.want(requestId, CHANGNING, "officer310105", Optional.of("案件已撤销"));
        world.withdrawals.withdraw(requestId, CHANGNING, true);

        assertThat(request(requestId).state()).isEqualTo(RequestState.WITHDRAWN);
        assertThat(world.post.last())
                .extracting(Envelope::kind, Envelope::receiver, Envelope::subjectId)
                .containsExactly(AssistanceLetter.WITHDRAWAL, YUHANG, requestId);
    }

    @Test
    void isNotWithdrawnAfterTheReply() {
        String requestId = dispatched();
        replied(requestId);
        world.replies.recordReply(
                requestId,
                CHANGNING,
                world.letters
                        .latest(requestId, AssistanceLetter.REPLY)
                        .orElseThrow()
                        .id());

        assertRefused(
                "assistance.withdrawal-too-late",
                () -> world.withdrawals.want(requestId, CHANGNING, "officer310105", Optional.of("案件已撤销")));
    }

    @Test
    void aWithdrawalFasterThanTheRegistrationStillEndsTheHandling() {
        String requestId = issued();
        world.dispatch.dispatchLetter(requestId, CHANGNING);
        world.deliverAll();

        world.data.recordWithdrawal(requestId, YUHANG);

        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.WITHDRAWN);
        assertThat(world.clocks.byCase(caseNo(requestId), YUHANG))
                .isNotEmpty()
                .allMatch(clock -> clock.state() == ClockState.CANCELLED);
    }

    @Test
    void closesUnconfirmedAfterTheReminder() {
        String requestId = dispatched();
        replied(requestId);
        world.time.set("2026-10-20T02:00:00Z");
        world.handlings.remindConfirmation(requestId, YUHANG);
        Clock close = clock(requestId, YUHANG, ClockKind.CONFIRMATION_CLOSE);
        assertThat(world.post.last().kind()).isEqualTo(AssistanceLetter.CONFIRMATION_REMINDER);
        assertThat(said(requestId, AssistanceLetter.CONFIRMATION_REMINDER))
                .contains("至" + Wording.day(ChinaTime.day(close.dueAt()).toString()) + "仍未确认的");
        world.time.set("2026-11-10T02:00:00Z");
        world.handlings.recordConfirmationExpired(requestId, YUHANG);
        world.handlings.closeUnconfirmed(requestId, YUHANG, LEAD);
        world.handlings.sendUnconfirmedNotice(requestId, YUHANG);

        assertThat(handling(requestId).state()).isEqualTo(AssistanceHandlingState.UNCONFIRMED);
        assertThat(clock(requestId, YUHANG, ClockKind.CONFIRMATION_CLOSE).state())
                .isEqualTo(ClockState.MISSED);
        assertThat(world.post.last().kind()).isEqualTo(AssistanceLetter.UNCONFIRMED);
        assertThat(said(requestId, AssistanceLetter.UNCONFIRMED))
                .contains("日发出的复函（")
                .doesNotContain("工作日");
    }

    @Test
    void theDirectWayWritesANumberedLetterAndOneRequestPerDataset() {
        RequestDraftTest.Form form = new RequestDraftTest.Form();
        form.route = Route.DIRECT;
        form.bureau = Optional.empty();
        String requestId = raise(form);
        world.requests.checkCompleteness(requestId, CHANGNING);
        world.requests.approve(requestId, CHANGNING, "unithead310105", Optional.empty());
        world.dispatch.orderDirectData(requestId, CHANGNING);
        assertThat(world.post.last())
                .extracting(Envelope::receiver, Envelope::kind)
                .containsExactly("taobao", AssistanceLetter.DATA_NOTICE);
        assertThat(world.arrivals.arrive(world.post.last(), world.time.instant()))
                .as("no process waits for it there")
                .isEqualTo(Arrival.FILE);

        assertThat(world.bean(DataRequests.class).pending(requestId, CHANGNING))
                .containsExactly(requestId + "-SHOP_SUBJECT", requestId + "-TRADE");
        world.replies.recordDirectData(requestId, CHANGNING);
        assertRefused(
                "assistance.supplement-direct",
                () -> world.supplements.want(requestId, CHANGNING, "officer2310105", Optional.of("请补充物流信息")));
        world.requests.close(requestId, CHANGNING);
        assertThat(request(requestId).state()).isEqualTo(RequestState.CLOSED);
    }

    @Test
    void asksTheBureauOfThePlatformsSeatForMeasures() {
        String requestId = dispatched();
        replied(requestId);
        world.replies.recordReply(
                requestId,
                CHANGNING,
                world.letters
                        .latest(requestId, AssistanceLetter.REPLY)
                        .orElseThrow()
                        .id());
        world.requests.confirm(requestId, CHANGNING, "officer310105");
        assertRefused(
                "assistance.measures-missing",
                () -> world.measures.decide(
                        requestId,
                        CHANGNING,
                        "officer310105",
                        List.of(),
                        Map.of(),
                        Optional.of("电子商务法第四十二条"),
                        Optional.empty()));
        assertRefused(
                "assistance.option-unknown",
                () -> world.measures.decide(
                        requestId,
                        CHANGNING,
                        "officer310105",
                        List.of("FREEZE"),
                        Map.of(),
                        Optional.of("电子商务法第四十二条"),
                        Optional.empty()));
        world.measures.decide(
                requestId,
                CHANGNING,
                "officer310105",
                List.of("WARNING", "SHOP_CLOSE"),
                Map.of("items", "710000010001\n710000010002", "keywords", "三天祛斑"),
                Optional.of("电子商务法第四十二条"),
                Optional.empty());
        assertRefused(
                "assistance.own-approval",
                () -> world.measures.approve(requestId, CHANGNING, "officer310105", Optional.empty()));
        world.measures.approve(requestId, CHANGNING, "unithead310105", Optional.empty());

        String dispositionId = world.measures.place(requestId, CHANGNING, Optional.of("unithead310105"), true);

        Envelope sent = world.post.last();
        assertThat(sent.receiver()).isEqualTo(YUHANG);
        assertThat(sent.subjectId()).isEqualTo(dispositionId);
        LetterContent said = world.letters.get(sent.letterId().orElseThrow()).content();
        assertThat(said.paragraphs()).contains(new LetterContent.Paragraph("建议措施", "警示、终止服务、关闭网店。"));
        assertThat(said.paragraphs())
                .contains(
                        new LetterContent.Paragraph("商品", "710000010001、710000010002。"),
                        new LetterContent.Paragraph("关键字", "三天祛斑。"));
        assertThat(said.facts())
                .containsEntry(AssistanceFacts.MEASURES, "WARNING,SHOP_CLOSE")
                .containsEntry("items", "710000010001,710000010002")
                .containsEntry(AssistanceFacts.AWAIT_REPORT, "true");
        assertThat(world.events.of(caseNo(requestId), CHANGNING)).last().satisfies(event -> {
            assertThat(event.what()).isEqualTo("DISPOSITION_REQUESTED");
            assertThat(event.actor()).isEqualTo("unithead310105");
            assertThat(event.note()).contains("建议措施：警示、终止服务、关闭网店；商品：710000010001、710000010002；关键字：三天祛斑；依据：电子商务法第四十二条");
        });
        assertThat(dispositionId).isEqualTo(caseNo(requestId) + "-D1");
        assertThat(ordered(requestId, CHANGNING)).as("ordered again").isEqualTo(dispositionId);
        assertThat(ordered(caseNo(requestId) + "-R2", CHANGNING)).endsWith("-D2");
        assertRefused("assistance.disposition-to-oneself", () -> ordered(requestId, YUHANG));
    }

    private static String ordered(String about, String tenant) {
        Order order = new Order(
                about.replaceFirst("-R\\d$", ""),
                tenant,
                about,
                "officer310105",
                Optional.of("unithead310105"),
                Optional.empty(),
                Map.of(
                        "cause", "售假",
                        "platform", "taobao",
                        "targetId", "S1000001",
                        "measures", "WARNING",
                        "legalHook", "电子商务法第四十二条",
                        "contactName", "长宁甲",
                        "officerCertificateNo", "31010501001",
                        "contactPhone", "021-1"));
        return world.transaction.execute(status ->
                world.bean(Orders.class).place(OrderKind.MERCHANT_DISPOSITION, order, CaseAct.DISPOSITION_REQUESTED));
    }

    @Test
    void aRetriedStepSendsOnce() {
        String requestId = issued();
        world.dispatch.dispatchLetter(requestId, CHANGNING);
        int sent = world.post.sent.size();

        world.dispatch.dispatchLetter(requestId, CHANGNING);

        assertThat(world.post.sent).hasSize(sent);
    }

    @Test
    void theRequesterSeesOfTheOtherSideOnlyLettersAndReceipts() {
        String requestId = dispatched();
        assigned(requestId);

        CaseFolder folder = new CaseFolder(
                new Caller("officer310105", Set.of("officer"), List.of(CHANGNING)),
                caseNo(requestId),
                List.of(),
                world.events.of(caseNo(requestId), CHANGNING));
        world.sectionOfLetters.contribute(folder);
        assertThat(folder.milestones())
                .extracting(Milestone::what)
                .containsExactlyInAnyOrder("RECEIPT_DELIVERED", "RECEIPT_ACKNOWLEDGED");
        assertThat(folder.events())
                .extracting(CaseEvents.CaseEvent::what)
                .contains("LETTER_DELIVERED")
                .doesNotContain("LETTER_ACCEPTED", "OFFICERS_ASSIGNED", "PLATFORM_DATA_ORDERED");
    }

    @Test
    void whatHappenedCannotBeRewritten() {
        pending();

        assertThatThrownBy(() ->
                        world.jdbc.sql("update case_event set actor = 'x'").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> world.jdbc.sql("delete from case_event").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    private static String raise(RequestDraftTest.Form form) {
        return world.requests.raise(CHANGNING, "officer310105", form.draft()).requestId();
    }

    private static String pending() {
        String requestId = raise(new RequestDraftTest.Form());
        assertThat(world.requests.checkCompleteness(requestId, CHANGNING)).isTrue();
        return requestId;
    }

    private static String issued() {
        String requestId = pending();
        world.requests.approve(requestId, CHANGNING, "unithead310105", Optional.empty());
        world.dispatch.issueLetter(requestId, CHANGNING);
        return requestId;
    }

    private static String dispatched() {
        String requestId = issued();
        world.dispatch.dispatchLetter(requestId, CHANGNING);
        world.deliverAll();
        world.replies.startReplyClocks(requestId, CHANGNING);
        world.handlings.registerArrival(
                requestId,
                YUHANG,
                world.letters
                        .latest(requestId, AssistanceLetter.REQUEST)
                        .orElseThrow()
                        .id());
        return requestId;
    }

    private static void acknowledged(String requestId) {
        world.incoming.acknowledge(requestId, YUHANG, LEAD, true);
    }

    private static void assigned(String requestId) {
        acknowledged(requestId);
        world.incoming.accept(requestId, YUHANG, LEAD);
        assign(requestId, "33011001001", "33011001002");
        world.data.orderPlatformData(requestId, YUHANG);
    }

    private static void assign(String requestId, String lead, String second) {
        world.incoming.assign(requestId, YUHANG, HEAD, Optional.of(lead), Optional.of(second));
    }

    private static void findings(String requestId, String user) {
        world.handlings.submitFindings(
                requestId, YUHANG, user, Optional.of("FOUND"), Optional.of("经核查，该店实际经营者与登记一致。"), List.of());
    }

    private static void replied(String requestId) {
        assigned(requestId);
        findings(requestId, LEAD);
        world.handlings.confirmFindings(requestId, YUHANG, SECOND, Optional.empty());
        world.handlings.approveReply(requestId, YUHANG, HEAD, Optional.of("同意答复"));
        world.handlings.issueReply(requestId, YUHANG);
        world.handlings.sendReply(requestId, YUHANG);
        world.deliverAll();
    }

    private static void drafted(String requestId, LocalDate until) {
        world.delays.draft(requestId, YUHANG, LEAD, Optional.of(until), Optional.of("需要等待鉴定结果"));
    }

    /** Drafted by the lead officer and signed by the head. @return the dates then in force */
    private static ReplyClocks delay(String requestId, LocalDate until) {
        drafted(requestId, until);
        world.delays.approve(requestId, YUHANG, HEAD, Optional.empty());
        return world.bean(AssistanceClocks.class)
                .inForce(handling(requestId).letter().subject())
                .orElseThrow();
    }

    private static AssistanceRequest request(String requestId) {
        return world.requests.find(requestId, CHANGNING).orElseThrow();
    }

    private static AssistanceHandling handling(String requestId) {
        return world.handlings.find(requestId, YUHANG).orElseThrow();
    }

    private static String said(String requestId, AssistanceLetter kind) {
        return world.letters
                .latest(requestId, kind)
                .orElseThrow()
                .content()
                .paragraphs()
                .toString();
    }

    private static Clock clock(String requestId, String tenant, ClockKind kind) {
        return world.clocks.byCase(caseNo(requestId), tenant).stream()
                .filter(clock -> clock.subjectId().equals(requestId) && clock.is(kind))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static String caseNo(String requestId) {
        return requestId.substring(0, requestId.length() - 3);
    }

    private static void assertRefused(String code, Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
