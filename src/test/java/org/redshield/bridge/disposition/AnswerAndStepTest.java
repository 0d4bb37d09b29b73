package org.redshield.bridge.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.disposition.plan.DispositionPlanTest.target;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.disposition.DispositionDatabase.Hand;
import org.redshield.bridge.disposition.DispositionDatabase.Platform;
import org.redshield.bridge.disposition.DispositionDatabase.Process;
import org.redshield.bridge.disposition.draft.DispositionDesk;
import org.redshield.bridge.disposition.execution.DispositionExecution;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.lift.LiftExecution;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An answer of the platform that is being taken in while the process does something about the same target: on two
 * connections, of which neither may wait for the other in a circle.
 */
@SpringJUnitConfig({DispositionDatabase.class, AnswerAndStepTest.RealPolls.class})
class AnswerAndStepTest {

    private static final String OFFICER = "officer330110";
    private static final String HEAD = "unithead330110";
    private static final Set<String> OFFICE = Set.of("bureauHead");
    private static final DispositionDesk.WhyBeyond BEYOND =
            new DispositionDesk.WhyBeyond(true, Optional.of("请求函没有列明的对象，经核实属于同一经营者。"));
    private static final Instant START = Instant.parse("2026-09-18T02:00:00Z");

    static class RealPolls {

        @Bean
        @Primary
        WorkQueue queue(JdbcClient jdbc, InstantSource clock, Signals signals) {
            return new WorkQueue(jdbc, clock, signals);
        }
    }

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
    Lifts lifts;

    @Autowired
    LiftExecution liftExecution;

    @Autowired
    Dispositions dispositions;

    @Autowired
    Letters letters;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Process process;

    @Autowired
    Hand time;

    private String id;
    private String first;

    @BeforeEach
    void twoMeasuresAreAtThePlatform() {
        time.set(START);
        String caseNo = "310105-2026-" + UUID.randomUUID();
        id = caseNo + "-R1-D1";
        transactions.executeWithoutResult(status -> letters.passed(
                letters.issue(new LetterDraft(
                                        DispositionLetter.DISPOSITION_REQUEST,
                                        id + "/REQUEST",
                                        caseNo,
                                        id,
                                        "310105",
                                        "330110")
                                .by("officer310105", Optional.of("unithead310105"))
                                .word("cause", "售假")
                                .word("platformName", "淘宝网")
                                .word("targetId", "S1000001")
                                .word("measureTitles", "警示")
                                .word("contactName", "长宁甲")
                                .word("officerCertificateNo", "31010501001")
                                .word("contactPhone", "021-1")
                                .facts(Map.of("platform", "taobao", "requestId", caseNo + "-R1")))
                        .id(),
                START,
                ReceiptStage.DELIVERED));
        desk.takeOver(id, "330110");
        desk.draft(
                id,
                List.of(target("SHOP", "S1000001", "WARNING", ""), target("SHOP", "S1000002", "WARNING", "")),
                Optional.of("《网络交易监督管理办法》第二十九条、《网络交易监督管理办法》第三十条"),
                Optional.of("经查，该店销售假冒注册商标的商品。"),
                Optional.of("鉴定报告 J-1"),
                BEYOND,
                OFFICER);
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        desk.issue(id);
        dispositions.openTargets(id).forEach(execution::submit);
        first = dispositions.targets(id).get(0).id();
    }

    @Test
    void aRefusalIsRecorded() {
        watch.answered(said(key(0), "REFUSED", null));

        whileTakenIn(said(key(0), "REFUSED", null), () -> execution.recordResult(first));

        assertThat(asked()).containsExactly(key(1));
    }

    @Test
    void aDispositionIsClosed() {
        reported();

        whileTakenIn(said(key(0), "EXECUTED", null), () -> followUp.close(id, OFFICER));

        assertThat(asked()).isEmpty();
    }

    @Test
    void aLiftIsRecorded() {
        reported();
        lifts.draft(id, List.of(first), Optional.of("复检结论为合格，应当解除。"), OFFICER);
        lifts.approve(id, Optional.empty(), HEAD, OFFICE);
        lifts.issue(id);
        liftExecution.submit(first);
        String lift = Platform.taskId(
                letters.latest(id, DispositionLetter.LIFT).orElseThrow().number() + "-1");
        watch.answered(said(lift, "EXECUTED", null));

        whileTakenIn(said(key(0), "EXECUTED", null), () -> liftExecution.record(first));

        assertThat(asked()).containsExactly(key(1));
        assertThat(lifts.report(id)).isTrue();
    }

    /** The step waits for no answer: the one that is being taken in tells the process itself, the other is asked for. */
    @Test
    void anAppealThatNobodyHasSeenIsAskedForAgain() {
        reported();
        process.waitsFor.add("AppealReported " + id);
        watch.answered(said(key(0), "EXECUTED", "不服"));
        watch.answered(said(key(1), "EXECUTED", "也不服"));
        lifts.uphold(id, Optional.of("鉴定报告显示确为假冒商品。"), OFFICER);

        whileTakenIn(said(key(0), "EXECUTED", "不服"), () -> lifts.reportUpheld(id));

        assertThat(asked("and woken")).containsExactly(key(1));
    }

    private void reported() {
        watch.answered(said(key(0), "EXECUTED", null));
        watch.answered(said(key(1), "EXECUTED", null));
        dispositions.targets(id).forEach(target -> execution.recordResult(target.id()));
        publicities.check(id);
        followUp.report(id);
    }

    /** As the poller does it: the poll is held, then the answer is taken in; meanwhile the step is done. */
    private void whileTakenIn(DispositionStatus answer, Runnable step) {
        CompletableFuture<Void> done = transactions.execute(transaction -> {
            assertThat(db.sql("select 1 from platform_poll where key = ? for update")
                            .param(answer.key())
                            .query(Integer.class)
                            .list())
                    .hasSize(1);
            CompletableFuture<Void> running = CompletableFuture.runAsync(step);
            await("the step waits or is done").atMost(Duration.ofSeconds(20)).until(() -> running.isDone() || waits());
            watch.answered(answer);
            return running;
        });
        assertThat(done).succeedsWithin(20, TimeUnit.SECONDS);
    }

    private boolean waits() {
        return db.sql("""
                                select count(*) from pg_stat_activity
                                 where wait_event_type = 'Lock' and datname = current_database()
                                """).query(Long.class).single() > 0;
    }

    private List<String> asked(String... and) {
        return db.sql("select key from platform_poll where key like '%' || ? || '%' " + String.join(" ", and))
                .param(letters.latest(id, DispositionLetter.DISPOSITION)
                        .orElseThrow()
                        .number())
                .query(String.class)
                .list();
    }

    private String key(int index) {
        return Platform.taskId(
                dispositions.targets(id).get(index).task().docName().orElseThrow());
    }

    private static DispositionStatus said(String taskId, String execution, String appeal) {
        return new DispositionStatus(
                taskId,
                Optional.empty(),
                "已处置",
                Optional.of(execution),
                Optional.of(new DispositionStatus.Outcome(
                        Optional.empty(),
                        Optional.of(DispositionStatus.Execution.valueOf(execution)),
                        Optional.of(START),
                        Optional.of("https://rule.example/1"),
                        Optional.ofNullable(appeal).map(text -> new DispositionStatus.Appeal(Optional.empty(), text)),
                        Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
