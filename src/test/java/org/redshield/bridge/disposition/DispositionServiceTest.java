package org.redshield.bridge.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.disposition.plan.DispositionPlanTest.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.disposition.DispositionDatabase.Asked;
import org.redshield.bridge.disposition.DispositionDatabase.Hand;
import org.redshield.bridge.disposition.DispositionDatabase.Platform;
import org.redshield.bridge.disposition.DispositionDatabase.Process;
import org.redshield.bridge.disposition.DispositionDatabase.Sent;
import org.redshield.bridge.disposition.draft.DispositionDesk;
import org.redshield.bridge.disposition.draft.IssuedDisposition;
import org.redshield.bridge.disposition.execution.DispositionExecution;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.disposition.execution.Publicity;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.lift.Lift;
import org.redshield.bridge.disposition.lift.LiftExecution;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.ArrivalRule.Arrival;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.Receipt;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.DispositionStatus.Execution;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(DispositionDatabase.class)
class DispositionServiceTest {

    private static final String OFFICER = "officer330110";
    private static final String HEAD = "unithead330110";
    private static final Set<String> OFFICE = Set.of("bureauHead");
    private static final DispositionDesk.WhyBeyond BEYOND =
            new DispositionDesk.WhyBeyond(true, Optional.of("请求函没有列明的对象，经核实属于同一经营者。"));
    /** Friday morning; two working days later is Tuesday, 2026-09-22, because Sunday the 20th is worked. */
    private static final Instant START = Instant.parse("2026-09-18T02:00:00Z");

    @Autowired
    DispositionDesk desk;

    @Autowired
    DispositionExecution execution;

    @Autowired
    Publicities publicities;

    @Autowired
    DispositionFollowUp followUp;

    @Autowired
    DispositionAnswers watch;

    @Autowired
    ArrivalRule arrivals;

    @Autowired
    Lifts lifts;

    @Autowired
    LiftExecution liftExecution;

    @Autowired
    Dispositions dispositions;

    @Autowired
    DispositionsOfCase section;

    @Autowired
    EnteredByHand byHand;

    @Autowired
    CaseEvents events;

    @Autowired
    Letters letters;

    @Autowired
    ClockService clocks;

    @Autowired
    JdbcClient db;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Platform platform;

    @Autowired
    Asked polling;

    @Autowired
    Process process;

    @Autowired
    Sent outbox;

    @Autowired
    Hand time;

    private String id;
    private String caseNo;

    @BeforeEach
    void aRequestHasArrived() {
        time.set(START);
        platform.ledger.clear();
        platform.refusals.clear();
        platform.repeatsIds = true;
        platform.faultAfterActing = Optional.empty();
        polling.keys.clear();
        polling.started.clear();
        process.waitsFor.clear();
        process.taken.clear();
        outbox.envelopes.clear();
        caseNo = "310105-2026-" + UUID.randomUUID();
        id = caseNo + "-R1-D1";
        request(Map.of(
                "platform", "taobao",
                "requestId", caseNo + "-R1",
                "targetId", "S1000001",
                "measures", "SHOP_SUSPEND",
                "officerName", "长宁甲",
                "contactPhone", "021-1"));
    }

    @Test
    void theRequestIsKnownFromItsLetterAlone() {
        Disposition disposition = desk.takeOver(id, "330110");

        assertThat(disposition.request().requester()).isEqualTo("310105");
        assertThat(disposition.request().requestId()).isEqualTo(caseNo + "-R1");
        assertThat(disposition.request().shopId()).contains("S1000001");
        assertThat(desk.takeOver(id, "330110")).isEqualTo(disposition);
        assertThat(dispositions.ofCase(caseNo, "330110")).hasSize(1);
        assertThat(dispositions.ofCase(caseNo, "310105")).isEmpty();
    }

    @Test
    void anotherBureauCannotTakeItOver() {
        refused("letter.not-received", () -> desk.takeOver(id, "310000"));
    }

    @Test
    void whoDraftedItDoesNotApproveIt() {
        desk.takeOver(id, "330110");
        draft(target("SHOP", "S1000001", "WARNING", ""));

        refused("disposition.self-approval", () -> desk.approve(id, Optional.empty(), OFFICER, OFFICE));
        desk.giveBack(id, Optional.of("请补充证据材料的来源说明。"), HEAD);
        assertThat(events.of(caseNo, "330110")).last().satisfies(event -> {
            assertThat(event.act()).contains(DispositionAct.RETURNED);
            assertThat(event.actor()).isEqualTo(HEAD);
            assertThat(event.detail()).containsEntry("hands", OFFICER);
            assertThat(event.note()).contains("请补充证据材料的来源说明。");
        });
        draft(target("SHOP", "S1000001", "WARNING", ""), target("SHOP", "S1000002", "WARNING", ""));
        desk.approve(id, Optional.empty(), HEAD, OFFICE);

        assertThat(dispositions.targets(id)).hasSize(2);
        refused("disposition.wrong-stage", () -> draft(target("SHOP", "S1", "WARNING", "")));
    }

    @Test
    void nothingIsIssuedWithoutApproval() {
        desk.takeOver(id, "330110");
        draft(target("SHOP", "S1000001", "WARNING", ""));

        refused("disposition.wrong-stage", () -> desk.issue(id));
        assertThat(letters.latest(id, DispositionLetter.DISPOSITION)).isEmpty();
    }

    @Test
    void aDeclineIsALetterToTheRequester() {
        desk.takeOver(id, "330110");
        desk.draftDecline(id, Optional.of("现有证据不足以认定该店存在违法行为。"), OFFICER);
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        desk.decline(id);
        desk.decline(id);

        Envelope sent = onlyEnvelope();
        assertThat(sent.kind()).isEqualTo(DispositionLetter.DISPOSITION_REPORT);
        assertThat(sent.receiver()).isEqualTo("310105");
        assertThat(sent.subjectId()).isEqualTo(caseNo + "-R1");
        assertThat(letterOf(sent).content().facts()).containsEntry("outcome", "DECLINED");
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.DECLINED);
    }

    @Test
    void everyTaskSaysWhomItsLetterNamed() {
        issue(target("SHOP", "S1000001", "WARNING", ""), target("ITEM", "60001", "ITEM_TAKEDOWN", ""));
        db.sql("update officer set phone = '', name = '改名' where user_id = ?")
                .param(OFFICER)
                .update();
        try {
            dispositions.openTargets(id).forEach(execution::submit);
        } finally {
            db.sql("update officer set phone = '0571-01101001', name = '吴振华' where user_id = ?")
                    .param(OFFICER)
                    .update();
        }
        assertThat(platform.ledger.values()).hasSize(2).allSatisfy(order -> assertThat(order.sender())
                .extracting("contact", "phone")
                .containsExactly("吴振华", "0571-01101001"));
    }

    /** Nothing is numbered, and whoever has left is stood for by somebody of whom all is known. */
    @Test
    void aLetterNamesWhomThePlatformCanCall() {
        String left = "update officer set left_on = %s where user_id = '" + OFFICER + "'";
        desk.takeOver(id, "330110");
        draft(target("SHOP", "S1000001", "WARNING", ""));
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        db.sql("update officer set phone = '无' where bureau_code = '330110'").update();
        try {
            assertThatThrownBy(() -> desk.issue(id)).hasMessageContaining("在人员名录中缺少联系电话（登记的不是一个电话号码）");
            db.sql(left.formatted("'2026-01-01'")).update();
            assertThatThrownBy(() -> desk.issue(id)).hasMessageContaining("在人员名录中缺少联系电话，而商家处置函必须写明");
            assertThat(letters.latest(id, DispositionLetter.DISPOSITION)).isEmpty();
            db.sql("update officer set phone = '0571-01101002' where user_id = 'officer2330110'")
                    .update();
            desk.issue(id);
        } finally {
            db.sql("update officer set phone = '0571-' || substr(certificate_no, 3, 4) || substr(certificate_no, 8, 4)"
                            + " where bureau_code = '330110'")
                    .update();
            db.sql(left.formatted("null")).update();
        }
        assertThat(letters.latest(id, DispositionLetter.DISPOSITION)
                        .orElseThrow()
                        .content()
                        .facts())
                .containsEntry("contactName", "方晓岚")
                .containsEntry("contactPhone", "0571-01101002");
    }

    @Test
    void everyTargetIsOneTaskWithBothLetters() {
        IssuedDisposition issued =
                issue(target("SHOP", "S1000001", "SHOP_SUSPEND", "30日"), target("ITEM", "60001", "ITEM_TAKEDOWN", ""));
        dispositions.openTargets(id).forEach(execution::submit);

        assertThat(issued.againstOperator()).isTrue();
        assertThat(issued.acceptanceDueAt()).isEqualTo(Instant.parse("2026-09-20T15:59:59Z"));
        assertThat(issued.executionDueAt()).isEqualTo(Instant.parse("2026-09-21T15:59:59Z"));
        Letter letter = letters.latest(id, DispositionLetter.DISPOSITION).orElseThrow();
        assertThat(text(letter)).contains("经查，该店销售假冒注册商标的商品。", "鉴定报告 J-1", "1个工作日内受理，2个工作日内执行");
        assertThat(platform.ledger.keySet()).containsExactly(letter.number() + "-1", letter.number() + "-2");
        DispositionOrder shop = platform.ledger.get(letter.number() + "-1");
        assertThat(shop.againstOperator()).isTrue();
        assertThat(shop.targetKind()).isEqualTo(DispositionOrder.TargetKind.SHOP);
        assertThat(shop.sender().contact()).isEqualTo("吴振华");
        assertThat(shop.original().company()).isEqualTo("上海市长宁区市场监督管理局");
        assertThat(shop.original().contact()).isEqualTo("长宁甲");
        assertThat(shop.reason()).contains("暂停服务，期限30日", "《网络交易监督管理办法》第三十条");
        assertThat(shop.remark()).contains("{\"measure\":\"SHOP_SUSPEND\",\"term\":\"30日\"}");
        assertThat(platform.ledger.get(letter.number() + "-2").againstOperator())
                .isFalse();
        assertThat(letters.receipts(letter.id()))
                .extracting(Receipt::stage)
                .containsExactly(ReceiptStage.SUBMITTED, ReceiptStage.RELAYED, ReceiptStage.DELIVERED);
        assertThat(clock(id, ClockKind.DISPOSITION_ACCEPTANCE).state()).isEqualTo(ClockState.MET);
    }

    @Test
    void anAnswerThatNeverArrivedIsMadeGoodByTheDuplicate() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = dispositions.openTargets(id).get(0);
        platform.faultAfterActing = Optional.of(new PlatformUnavailable("timed out"));

        assertThatThrownBy(() -> execution.submit(target)).isInstanceOf(PlatformUnavailable.class);
        assertThat(only().state()).isEqualTo(TargetState.DRAFT);
        assertThat(execution.submit(target)).isTrue();

        assertThat(platform.ledger).hasSize(1);
        assertThat(only().task().taskId()).contains(Platform.taskId(docName()));
        assertThat(acts()).contains("SENT_BEFORE");
    }

    @Test
    void aDuplicateWithoutAnIdIsFoundByItsDocName() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = dispositions.openTargets(id).get(0);
        platform.repeatsIds = false;
        platform.faultAfterActing = Optional.of(new PlatformUnavailable("timed out"));
        assertThatThrownBy(() -> execution.submit(target)).isInstanceOf(PlatformUnavailable.class);

        assertThat(execution.submit(target)).isTrue();
        assertThat(polling.keys).containsExactly(docName());
        process.waitsFor.add("DispositionResult " + target);
        watch.answered(said(docName(), Optional.of("T-77"), "已处置", executed("EXECUTED", null, null)));

        assertThat(only().task().taskId()).contains("T-77");
        assertThat(only().state()).isEqualTo(TargetState.EXECUTED);
        assertThat(process.taken).containsExactly("DispositionResult targetId=" + target);
        assertThat(platform.ledger).hasSize(1);
    }

    @Test
    void submittingAgainSendsNothing() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = dispositions.openTargets(id).get(0);
        execution.submit(target);
        execution.submit(target);

        assertThat(polling.started).hasSize(1);
        assertThat(acts()).containsOnlyOnce("SUBMITTED");
    }

    @Test
    void aResultIsToldUntilTheProcessHasTakenIt() {
        issue(target("ITEM", "60001", "ITEM_TAKEDOWN", ""));
        String target = submitOnly();
        DispositionStatus executed = said("已下架", executed("EXECUTED", null, null));

        watch.answered(executed);
        assertThat(process.taken).isEmpty();
        process.waitsFor.add("DispositionResult " + target);
        watch.answered(executed);
        execution.recordResult(target);
        process.waitsFor.add("DispositionResult " + target);
        watch.answered(executed);

        assertThat(process.taken).containsExactly("DispositionResult targetId=" + target);
        assertThat(acts()).containsOnlyOnce("PLATFORM_SAID");
        assertThat(clock(target, ClockKind.DISPOSITION_EXECUTION).state()).isEqualTo(ClockState.MET);
        assertThat(polling.keys).as("still asked for appeals").hasSize(1);
    }

    @Test
    void freeTextIsKeptAndEndsATaskOnlyWhenItIsFinished() {
        issue(target("ITEM", "60001", "ITEM_TAKEDOWN", ""));
        String target = submitOnly();
        process.waitsFor.add("DispositionResult " + target);

        watch.answered(said("处理中", null));
        assertThat(only().state()).isEqualTo(TargetState.SUBMITTED);
        watch.answered(new DispositionStatus(
                Platform.taskId(docName()),
                Optional.empty(),
                "处理完毕",
                Optional.of("已按贵局要求办理"),
                Optional.empty(),
                Optional.of(time.instant()),
                Optional.of("小二"),
                Optional.empty()));

        assertThat(only().state()).isEqualTo(TargetState.ANSWERED);
        assertThat(only().task().resultText()).contains("已按贵局要求办理");
        assertThat(inTheFile().targets())
                .extracting(DispositionsOfCase.TargetItem::result)
                .containsExactly(Optional.of("已按贵局要求办理"));
        assertThat(process.taken).hasSize(1);
        execution.recordResult(target);
        followUp.report(id);
        assertThat(text(letterOf(onlyEnvelope())))
                .containsPattern("贵局《商家处置协助函》（[^）]+处置协〔2026〕[0-9]+号）收悉，现函复如下。")
                .contains("平台原文：“处理完毕；已按贵局要求办理”");
    }

    @Test
    void whatAPlatformPublishesAndSaysInItsOwnWordsIsEnteredFromItsAnswerOn() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = submitOnly();
        refused(
                "disposition.nothing-to-publish",
                () -> byHand.published(id, Optional.of("https://rule.example/1"), OFFICER));
        watch.answered(finished(docName(), "处理完毕", "已按贵局要求办理并公示"));
        execution.recordResult(target);
        assertThat(publicities.check(id).published()).isFalse();

        refused("disposition.publicity-url-malformed", () -> byHand.published(id, Optional.of("见首页"), OFFICER));
        process.waitsFor.add("PublicitySeen " + id);
        byHand.published(id, Optional.of("https://rule.example/1"), OFFICER);
        assertThat(process.taken).contains("PublicitySeen dispositionId=" + id);
        assertThat(only().publicityUrl()).contains("https://rule.example/1");
        assertThat(clock(id, ClockKind.PUBLICITY).state()).isEqualTo(ClockState.MET);
        refused(
                "disposition.nothing-to-publish",
                () -> byHand.published(id, Optional.of("https://rule.example/1"), OFFICER));
    }

    @Test
    void aLiftThatAPlatformConfirmsInItsOwnWordsEndsWhenItIsEntered() {
        String target = reported(target("SHOP", "S1000001", "WARNING", ""));
        Optional<String> seen = Optional.of("平台电话确认，店铺页面已恢复。");
        refused("disposition.lift-not-answered", () -> byHand.lifted(id, List.of(target), seen, OFFICER));
        lift(target);
        refused("disposition.lift-not-answered", () -> byHand.lifted(id, List.of(target), seen, OFFICER));
        Letter letter = letters.latest(id, DispositionLetter.LIFT).orElseThrow();
        // It never says that it has finished.
        watch.answered(said(Platform.taskId(letter.number() + "-1"), Optional.empty(), "已经处理", null));
        refused("disposition.no-lift-targets", () -> byHand.lifted(id, List.of(), seen, OFFICER));
        refused("disposition.lift-note-missing", () -> byHand.lifted(id, List.of(target), Optional.of("是"), OFFICER));
        process.waitsFor.add("DispositionResult " + target);
        byHand.lifted(id, List.of(target), seen, OFFICER);
        assertThat(process.taken).contains("DispositionResult targetId=" + target);
        liftExecution.record(target);

        assertThat(only().state()).isEqualTo(TargetState.LIFTED);
        assertThat(lifts.report(id)).isFalse();
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.LIFTED);
        assertThat(text(letterOf(outbox.all().get(outbox.all().size() - 1)))).contains("已解除", "平台电话确认");
        assertThat(acts()).containsOnlyOnce("LIFT_ENTERED");
    }

    @Test
    void aLiftWhoseResultWasUnclearIsEnteredLaterAndReportedAgain() {
        String target = reported(target("SHOP", "S1000001", "WARNING", ""));
        lift(target);
        Letter letter = letters.latest(id, DispositionLetter.LIFT).orElseThrow();
        watch.answered(finished(letter.number() + "-1", "处理完毕", "已按贵局要求办理"));
        liftExecution.record(target);
        assertThat(lifts.report(id)).as("still in force").isTrue();
        outbox.envelopes.clear();

        byHand.lifted(id, List.of(target), Optional.of("平台电话确认，店铺页面已恢复。"), OFFICER);
        assertThat(only().state()).isEqualTo(TargetState.LIFTED);
        assertThat(text(letterOf(onlyEnvelope()))).contains("已解除", "平台电话确认");
        followUp.close(id, OFFICER);
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.LIFTED);
    }

    private DispositionStatus finished(String docName, String status, String result) {
        return new DispositionStatus(
                Platform.taskId(docName),
                Optional.empty(),
                status,
                Optional.of(result),
                Optional.empty(),
                Optional.of(time.instant()),
                Optional.of("小二"),
                Optional.empty());
    }

    @Test
    void partlyExecutedIsReportedPerTarget() {
        issue(target("SHOP", "S1000001", "WARNING", ""), target("SHOP", "S1000002", "WARNING", ""));
        List<String> targets = dispositions.openTargets(id);
        targets.forEach(execution::submit);
        answer(0, executed("EXECUTED", "https://rule.example/1", null));
        time.pass(Duration.ofDays(1));
        answer(1, executed("PARTIAL", "https://rule.example/2", null));
        targets.forEach(execution::recordResult);

        assertThat(publicities.check(id).published()).isTrue();
        followUp.report(id);
        followUp.report(id);

        Letter report = letterOf(onlyEnvelope());
        assertThat(report.content().facts())
                .containsEntry("target.1.state", "PUBLISHED")
                .containsEntry("target.2.publicityUrl", "https://rule.example/2");
        assertThat(text(report)).contains("1．警示：网店 S1000001——已执行", "2．警示：网店 S1000002——部分执行");
        assertThat(dispositions.get(id).appealWindowEndsAt())
                .as("from the last that was executed")
                .contains(Instant.parse("2026-11-18T15:59:59Z"));
    }

    @Test
    void aRefusedTargetIsAResultAndCannotBeLifted() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = submitOnly();
        answer(0, executed("REFUSED", null, null));
        execution.recordResult(target);

        assertThat(only().state()).isEqualTo(TargetState.REFUSED);
        assertThat(polling.keys).isEmpty();
        assertThat(publicities.check(id)).isEqualTo(new Publicity(true, Optional.empty()));
        followUp.report(id);
        assertThat(text(letterOf(onlyEnvelope()))).contains("未执行");
        refused(
                "disposition.nothing-to-lift",
                () -> lifts.draft(id, List.of(target), Optional.of("经复核应当解除该措施。"), OFFICER));
    }

    @Test
    void aTaskThatThePlatformWillNotTakeIsARefusedTarget() {
        issue(target("SHOP", "S404", "WARNING", ""));
        platform.refusals.put("S404", new PlatformRefusal("2", "查无此店"));
        String target = dispositions.openTargets(id).get(0);

        assertThat(execution.submit(target)).isFalse();
        assertThat(execution.submit(target)).isFalse();
        execution.recordResult(target);

        assertThat(only().task().reason()).contains("查无此店");
        assertThat(dispositions.openTargets(id)).isEmpty();
    }

    @Test
    void executionOverdueIsNotedOnce() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = submitOnly();
        time.pass(Duration.ofDays(5));

        execution.executionOverdue(target);
        execution.executionOverdue(target);

        assertThat(acts()).containsOnlyOnce("EXECUTION_OVERDUE");
        assertThat(clock(target, ClockKind.DISPOSITION_EXECUTION).state()).isEqualTo(ClockState.MISSED);
    }

    @Test
    void aResultThatComesLateEndsTheClockThatWasMissed() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = submitOnly();
        time.pass(Duration.ofDays(5));
        execution.executionOverdue(target);
        assertThat(clock(target, ClockKind.DISPOSITION_EXECUTION).endedAt()).isEmpty();

        watch.answered(said("已下架", executed("EXECUTED", null, null)));
        execution.recordResult(target);

        assertThat(clock(target, ClockKind.DISPOSITION_EXECUTION)).satisfies(late -> {
            assertThat(late.state()).isEqualTo(ClockState.MISSED);
            assertThat(late.endedAt()).isPresent();
        });
    }

    @Test
    void publicityIsOwedForOperatorMeasuresOnly() {
        issue(target("ITEM", "60001", "ITEM_TAKEDOWN", ""));
        String target = submitOnly();
        answer(0, executed("EXECUTED", null, null));
        execution.recordResult(target);

        assertThat(publicities.check(id)).isEqualTo(new Publicity(true, Optional.empty()));
        assertThat(clocks.running(id, ClockKind.PUBLICITY, "330110")).isEmpty();
    }

    @Test
    void aMissingPublicityIsChasedUntilItIsSeen() {
        issue(target("SHOP", "S1000001", "WARNING", ""), target("SHOP", "S1000002", "WARNING", ""));
        List<String> targets = dispositions.openTargets(id);
        targets.forEach(execution::submit);
        answer(0, executed("EXECUTED", "https://rule.example/1", null));
        answer(1, executed("EXECUTED", null, null));
        targets.forEach(execution::recordResult);

        Publicity publicity = publicities.check(id);
        assertThat(publicity.published()).isFalse();
        assertThat(publicity.dueAt()).contains(Instant.parse("2026-09-20T15:59:59Z"));
        process.waitsFor.add("PublicitySeen " + id);
        answer(0, executed("EXECUTED", "https://rule.example/1", null));
        assertThat(process.taken).as("one is still missing").isEmpty();
        answer(1, executed("EXECUTED", "https://rule.example/2", null));

        assertThat(process.taken).containsExactly("PublicitySeen dispositionId=" + id);
        assertThat(clock(id, ClockKind.PUBLICITY).state()).isEqualTo(ClockState.MET);
    }

    @Test
    void whatThePlatformPublishedWhileItWasChasedNeedsNoAddress() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = submitOnly();
        answer(0, executed("EXECUTED", null, null));
        execution.recordResult(target);
        publicities.check(id);
        time.pass(Duration.ofDays(4));
        publicities.overdue(id);
        refused("disposition.publicity-url-malformed", () -> publicities.enter(id, Optional.empty(), OFFICER));
        answer(0, executed("EXECUTED", "https://rule.example/1", null));

        publicities.enter(id, Optional.empty(), OFFICER);

        assertThat(publicities.check(id).published()).isTrue();
        assertThat(clock(id, ClockKind.PUBLICITY).state()).isEqualTo(ClockState.MISSED);
    }

    @Test
    void aPublicityThatNeverComesIsMissedAndMayBeGivenUp() {
        issue(target("SHOP", "S1000001", "WARNING", ""));
        String target = submitOnly();
        answer(0, executed("EXECUTED", "javascript:alert(1)", null));
        execution.recordResult(target);
        assertThat(publicities.check(id).published()).isFalse();
        time.pass(Duration.ofDays(4));
        publicities.overdue(id);

        refused(
                "disposition.publicity-url-malformed",
                () -> publicities.enter(id, Optional.of("rule.example"), OFFICER));
        refused("disposition.note-missing", () -> publicities.abandon(id, Optional.empty(), OFFICER));
        publicities.abandon(id, Optional.of("平台称公示栏目改版，另行督办。"), OFFICER);
        followUp.report(id);

        assertThat(clock(id, ClockKind.PUBLICITY).state()).isEqualTo(ClockState.MISSED);
        assertThat(text(letterOf(onlyEnvelope()))).contains("平台尚未公示", "另行督办");
    }

    @Test
    void theSameAppealTwiceIsOneAndIsToldUntilAnOfficerHasIt() {
        String target = reported(target("SHOP", "S1000001", "WARNING", ""));
        DispositionStatus.Appeal appeal = new DispositionStatus.Appeal(Optional.of(START.plusSeconds(60)), "商品是正品");

        answer(0, executed("EXECUTED", "https://rule.example/1", appeal));
        assertThat(process.taken).isEmpty();
        process.waitsFor.add("AppealReported " + id);
        answer(0, executed("EXECUTED", "https://rule.example/1", appeal));
        process.waitsFor.add("AppealReported " + id);
        answer(
                0,
                executed(
                        "EXECUTED",
                        "https://rule.example/1",
                        new DispositionStatus.Appeal(Optional.of(START.plusSeconds(300)), "商品是正品")));

        assertThat(process.taken).containsExactly("AppealReported dispositionId=" + id);
        assertThat(dispositions.openAppeals(id)).hasSize(1);
        assertThat(only().state()).isEqualTo(TargetState.APPEALED);
        refused("disposition.appeal-open", () -> followUp.close(id, OFFICER));

        outbox.envelopes.clear();
        lifts.uphold(id, Optional.of("鉴定报告显示确为假冒商品。"), OFFICER);
        lifts.reportUpheld(id);
        lifts.reportUpheld(id);

        assertThat(dispositions.targets(id).get(0).state()).isEqualTo(TargetState.UPHELD);
        Envelope sent = onlyEnvelope();
        assertThat(letterOf(sent).content().facts()).containsEntry("outcome", "UPHELD");
        assertThat(text(letterOf(sent))).contains("商品是正品", "维持处置", "鉴定报告");
        assertThat(target).isNotEmpty();

        DispositionStatus.Appeal again =
                new DispositionStatus.Appeal(Optional.of(START.plus(Duration.ofHours(5))), "商品是正品");
        answer(0, executed("EXECUTED", "https://rule.example/1", again));
        assertThat(dispositions.openAppeals(id))
                .as("another one, in the same words")
                .hasSize(1);
    }

    @Test
    void anAppealThatNobodyHasSeenIsNotDecidedWithAnother() {
        reported(target("SHOP", "S1000001", "WARNING", ""), target("SHOP", "S1000002", "WARNING", ""));
        process.waitsFor.add("AppealReported " + id);
        answer(0, executed("EXECUTED", "https://r.example/1", new DispositionStatus.Appeal(Optional.empty(), "不服")));
        answer(1, executed("EXECUTED", "https://r.example/2", new DispositionStatus.Appeal(Optional.empty(), "也不服")));

        lifts.uphold(id, Optional.of("鉴定报告显示确为假冒商品。"), OFFICER);
        polling.started.clear();
        lifts.reportUpheld(id);

        assertThat(dispositions.openAppeals(id)).hasSize(1);
        assertThat(polling.started)
                .as("asked again at once, so that the second is told")
                .hasSize(2);
    }

    @Test
    void aLiftInPartTakesBackWhatItNamesAndLeavesTheRest() {
        reported(target("SHOP", "S1000001", "WARNING", ""), target("SHOP", "S1000002", "WARNING", ""));
        process.waitsFor.add("AppealReported " + id);
        answer(0, executed("EXECUTED", "https://r.example/1", new DispositionStatus.Appeal(Optional.empty(), "不服")));
        String lifted = dispositions.targets(id).get(0).id();
        outbox.envelopes.clear();

        lifts.draft(id, List.of(lifted), Optional.of("复检结论为合格，申诉成立。"), OFFICER);
        refused("disposition.self-approval", () -> lifts.approve(id, Optional.empty(), OFFICER, OFFICE));
        lifts.approve(id, Optional.empty(), HEAD, OFFICE);
        lifts.issue(id);
        lifts.issue(id);
        assertThat(dispositions.liftTargets(id)).containsExactly(lifted);
        liftExecution.submit(lifted);
        liftExecution.submit(lifted);
        Letter letter = letters.latest(id, DispositionLetter.LIFT).orElseThrow();
        process.waitsFor.add("DispositionResult " + lifted);
        watch.answered(said(
                Platform.taskId(letter.number() + "-1"), Optional.empty(), "已解除", executed("EXECUTED", null, null)));
        liftExecution.record(lifted);
        boolean anythingLeft = lifts.report(id);

        assertThat(anythingLeft).isTrue();
        assertThat(letter.number()).contains("解处").endsWith("号");
        assertThat(platform.ledger).containsKey(letter.number() + "-1").hasSize(3);
        assertThat(platform.ledger.get(letter.number() + "-1").remark().orElseThrow())
                .contains("\"LIFT\"", docName());
        assertThat(process.taken).contains("DispositionResult targetId=" + lifted);
        assertThat(dispositions.targets(id))
                .extracting(DispositionTarget::state)
                .containsExactly(TargetState.LIFTED, TargetState.PUBLISHED);
        assertThat(acts()).containsOnlyOnce("LIFTED");
        Envelope sent = onlyEnvelope();
        assertThat(letterOf(sent).content().facts()).containsEntry("outcome", "LIFT");
        assertThat(text(letterOf(sent))).contains("申诉成立", "已解除");
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.REPORTED);
    }

    @Test
    void aLiftThatThePlatformRefusesLeavesTheMeasureAndMayBeTriedAgain() {
        String target = reported(target("SHOP", "S1000001", "WARNING", ""));
        lift(target);
        Letter first = letters.latest(id, DispositionLetter.LIFT).orElseThrow();
        watch.answered(said(
                Platform.taskId(first.number() + "-1"), Optional.empty(), "不予解除", executed("REFUSED", null, null)));
        liftExecution.record(target);
        assertThat(lifts.report(id)).isTrue();
        assertThat(only().state()).isEqualTo(TargetState.PUBLISHED);

        lift(target);
        Letter second = letters.latest(id, DispositionLetter.LIFT).orElseThrow();
        assertThat(second.number()).isNotEqualTo(first.number());
        watch.answered(said(
                Platform.taskId(second.number() + "-1"), Optional.empty(), "已解除", executed("EXECUTED", null, null)));
        liftExecution.record(target);

        assertThat(lifts.report(id)).isFalse();
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.LIFTED);
        assertThat(polling.keys).isEmpty();
    }

    @Test
    void aReturnedLiftIsDrawnUpAnewAndCountsOnce() {
        String target = reported(target("SHOP", "S1000001", "WARNING", ""));
        lifts.draft(id, List.of(target), Optional.of("复检结论为合格，申诉成立。"), OFFICER);
        lifts.giveBack(id, Optional.of("请附上复检报告的编号。"), HEAD);
        lifts.draft(id, List.of(target), Optional.of("复检报告 F-1 结论为合格。"), OFFICER);
        lifts.approve(id, Optional.empty(), HEAD, OFFICE);

        refused(
                "disposition.lift-running",
                () -> lifts.draft(id, List.of(target), Optional.of("复检报告 F-1 结论为合格。"), OFFICER));
        assertThat(dispositions.ofCase(caseNo, "330110").get(0).lifts())
                .extracting(Lift::stage)
                .containsExactly(Lift.Stage.DROPPED, Lift.Stage.APPROVED);
        assertThatThrownBy(() -> db.sql("update disposition_lift set stage = 'DRAFTED' where disposition_id = ?")
                        .param(id)
                        .update())
                .as("two at once, also of two nodes")
                .hasMessageContaining("disposition_lift_running");
    }

    @Test
    void aClosedDispositionIsAskedForNoMore() {
        reported(target("SHOP", "S1000001", "WARNING", ""));
        String key = Platform.taskId(docName());
        followUp.close(id, OFFICER);
        followUp.close(id, OFFICER);
        assertThat(polling.keys).isEmpty();

        polling.keys.add(key);
        answer(0, executed("EXECUTED", "https://r.example/9", new DispositionStatus.Appeal(Optional.empty(), "不服")));

        assertThat(dispositions.openAppeals(id)).isEmpty();
        assertThat(polling.keys).isEmpty();
    }

    @Test
    void whatHappenedIsNeverRewritten() {
        desk.takeOver(id, "330110");

        assertThatThrownBy(() -> db.sql("update case_event set actor = 'x'").update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> db.sql("delete from case_event").update()).hasMessageContaining("append-only");
    }

    /** What ordered the measures waits for the report on them, and only if it said so. */
    @Test
    void aReportThatNobodyWaitsForIsFiled() {
        String target = reported(target("SHOP", "S1000001", "WARNING", ""));
        assertThat(arrival()).as("the report").isEqualTo(Arrival.CORRELATE);
        outbox.envelopes.clear();
        lift(target);
        Letter letter = letters.latest(id, DispositionLetter.LIFT).orElseThrow();
        watch.answered(said(
                Platform.taskId(letter.number() + "-1"), Optional.empty(), "已解除", executed("EXECUTED", null, null)));
        liftExecution.record(target);
        lifts.report(id);
        assertThat(arrival()).as("of the lift").isEqualTo(Arrival.FILE);
    }

    @Test
    void aReportThatWasNotAskedForIsFiled() {
        id = caseNo + "-R2-D1";
        request(Map.of("platform", "taobao", "requestId", caseNo + "-R2", "awaitReport", "false"));
        desk.takeOver(id, "330110");
        desk.draftDecline(id, Optional.of("现有证据不足以认定该店存在违法行为。"), OFFICER);
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        desk.decline(id);

        assertThat(arrival()).isEqualTo(Arrival.FILE);
    }

    private Arrival arrival() {
        return arrivals.arrive(onlyEnvelope(), time.instant());
    }

    private void request(Map<String, String> facts) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            LetterDraft draft = new LetterDraft(
                            DispositionLetter.DISPOSITION_REQUEST, id + "/REQUEST", caseNo, id, "310105", "330110")
                    .by("officer310105", Optional.of("unithead310105"))
                    .word("cause", "售假")
                    .word("platformName", "淘宝网")
                    .word("targetId", "S1000001")
                    .word("measureTitles", "警示")
                    .word("contactName", "长宁甲")
                    .word("officerCertificateNo", "31010501001")
                    .word("contactPhone", "021-1")
                    .facts(facts);
            letters.passed(letters.issue(draft).id(), START, ReceiptStage.DELIVERED);
        });
    }

    @SafeVarargs
    private void draft(Map<String, String>... targets) {
        desk.draft(
                id,
                List.of(targets),
                Optional.of("《网络交易监督管理办法》第二十九条、《网络交易监督管理办法》第三十条"),
                Optional.of("经查，该店销售假冒注册商标的商品。"),
                Optional.of("鉴定报告 J-1"),
                BEYOND,
                OFFICER);
    }

    @SafeVarargs
    private IssuedDisposition issue(Map<String, String>... targets) {
        desk.takeOver(id, "330110");
        draft(targets);
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        return desk.issue(id);
    }

    private String submitOnly() {
        String target = dispositions.openTargets(id).get(0);
        execution.submit(target);
        return target;
    }

    /** Issued, executed, published and reported; the first target's id. */
    @SafeVarargs
    private String reported(Map<String, String>... targets) {
        issue(targets);
        List<String> ids = dispositions.openTargets(id);
        ids.forEach(execution::submit);
        for (int i = 0; i < ids.size(); i++) {
            answer(i, executed("EXECUTED", "https://rule.example/" + i, null));
        }
        ids.forEach(execution::recordResult);
        assertThat(publicities.check(id).published()).isTrue();
        followUp.report(id);
        return ids.get(0);
    }

    private void lift(String target) {
        lifts.draft(id, List.of(target), Optional.of("复检结论为合格，应当解除。"), OFFICER);
        lifts.approve(id, Optional.empty(), HEAD, OFFICE);
        lifts.issue(id);
        liftExecution.submit(target);
    }

    private void answer(int index, DispositionStatus.Outcome outcome) {
        String docName = dispositions.targets(id).get(index).task().docName().orElseThrow();
        watch.answered(said(Platform.taskId(docName), Optional.empty(), "已处置", outcome));
    }

    private DispositionStatus said(String status, DispositionStatus.Outcome outcome) {
        return said(Platform.taskId(docName()), Optional.empty(), status, outcome);
    }

    private static DispositionStatus said(
            String key, Optional<String> taskId, String status, DispositionStatus.Outcome outcome) {
        return new DispositionStatus(
                key,
                taskId,
                status,
                Optional.ofNullable(outcome).map(Object::toString),
                Optional.ofNullable(outcome),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private DispositionStatus.Outcome executed(String execution, String url, DispositionStatus.Appeal appeal) {
        return new DispositionStatus.Outcome(
                Optional.empty(),
                Optional.of(Execution.valueOf(execution)),
                Optional.of(time.instant()),
                Optional.ofNullable(url),
                Optional.ofNullable(appeal),
                Optional.empty());
    }

    private DispositionTarget only() {
        List<DispositionTarget> targets = dispositions.targets(id);
        assertThat(targets).hasSize(1);
        return targets.get(0);
    }

    private String docName() {
        return dispositions.targets(id).get(0).task().docName().orElseThrow();
    }

    /** As the bureau's people read it. */
    private DispositionsOfCase.DispositionItem inTheFile() {
        CaseFolder folder =
                new CaseFolder(new Caller(OFFICER, Set.of("officer"), List.of("330110")), caseNo, List.of(), List.of());
        section.contribute(folder);
        return (DispositionsOfCase.DispositionItem)
                folder.lists().get("dispositions").get(0);
    }

    private List<String> acts() {
        return events.of(caseNo, "330110").stream()
                .map(CaseEvents.CaseEvent::what)
                .toList();
    }

    private Clock clock(String subject, ClockKind kind) {
        return clocks.byCase(caseNo, "330110").stream()
                .filter(clock -> clock.subjectId().equals(subject) && clock.is(kind))
                .reduce((first, second) -> {
                    throw new AssertionError("More than one clock " + kind);
                })
                .orElseThrow();
    }

    private Envelope onlyEnvelope() {
        assertThat(outbox.all()).hasSize(1);
        return outbox.all().get(0);
    }

    private Letter letterOf(Envelope envelope) {
        return letters.get(envelope.letterId().orElseThrow());
    }

    private static String text(Letter letter) {
        StringBuilder text = new StringBuilder();
        letter.content().paragraphs().forEach(paragraph -> text.append(paragraph.text())
                .append('\n'));
        return text.toString();
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
