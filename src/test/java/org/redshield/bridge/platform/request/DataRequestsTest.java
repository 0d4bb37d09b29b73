package org.redshield.bridge.platform.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.platform.PlatformFixture.order;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.operations.Spaces;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.PlatformFixture.FakeDispositions;
import org.redshield.bridge.platform.PlatformFixture.FakeProcess;
import org.redshield.bridge.platform.PlatformFixture.Time;
import org.redshield.bridge.platform.answer.AnswerLoader;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.poll.PollRound;
import org.redshield.bridge.platform.poll.Poller;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.platform.work.Polling;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.Workers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(PlatformFixture.class)
class DataRequestsTest {

    private static final String REQUEST = "310105-2026-000001-R1";

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    DataRequests requests;

    @Autowired
    Submissions submissions;

    @Autowired
    DataApprovals approvals;

    @Autowired
    AnswerRows rows;

    @Autowired
    WorkQueue queue;

    @Autowired
    Signals signals;

    @Autowired
    PollRound round;

    @Autowired
    AnswerLoader loader;

    @Autowired
    LeasedPolls leases;

    @Autowired
    Gateways gateways;

    @Autowired
    FakeGateway platform;

    @Autowired
    FakeProcess process;

    @Autowired
    FakeDispositions dispositions;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Time time;

    @BeforeEach
    void start() {
        reset.run();
    }

    private String submitted(Dataset dataset) {
        String requestNo = requests.create(order(REQUEST, dataset));
        if (dataset.tier() == Dataset.Tier.T2) {
            approvals.approve(requestNo, "unithead310105", Approver.UNIT_HEAD, Optional.empty());
        }
        submissions.submit(requestNo);
        return requestNo;
    }

    private List<String> polled(Polling.Kind kind) {
        return jdbc.sql("select key from platform_poll where kind = ? order by key")
                .param(kind.name())
                .query(String.class)
                .list();
    }

    @Test
    void theSameRequestTwiceIsOne() {
        String requestNo = requests.create(order(REQUEST, Dataset.ITEM));

        assertThat(requests.create(order(REQUEST, Dataset.ITEM))).isEqualTo(requestNo);
        assertThat(requestNo).isEqualTo(REQUEST + "-ITEM");
        assertThat(requests.order(requestNo)).isEqualTo(order(REQUEST, Dataset.ITEM));
    }

    @Test
    void whatHasNotEndedIsPendingInTheOrderOfTheDatasets() {
        requests.create(order(REQUEST, Dataset.TRADE));
        requests.create(order(REQUEST, Dataset.SHOP_SUBJECT));
        approvals.classify(requests.create(order(REQUEST, Dataset.LOGIN)));

        assertThat(requests.pending(REQUEST, "310105")).containsExactly(REQUEST + "-SHOP_SUBJECT", REQUEST + "-TRADE");
        assertThat(requests.pending(REQUEST, "330110")).isEmpty();
    }

    @Test
    void whoHandlesARequestDoesNotApproveIt() {
        String requestNo = requests.create(order(REQUEST, Dataset.TRADE));

        assertThatThrownBy(() -> approvals.approve(requestNo, "officer310105", Approver.UNIT_HEAD, Optional.empty()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("不能审批");
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.DRAFT);
    }

    @Test
    void whatNeedsAnApprovalIsNotSentWithoutOne() {
        String trade = requests.create(order(REQUEST, Dataset.TRADE));
        String login = requests.create(order(REQUEST, Dataset.LOGIN));

        assertThatThrownBy(() -> submissions.submit(trade)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> submissions.submit(login)).isInstanceOf(Refusal.class);
        assertThat(platform.submissions).isEmpty();
    }

    @Test
    void theTablesDecisionIsKeptWithTheRequest() {
        String trade = requests.create(order(REQUEST, Dataset.TRADE));
        approvals.classify(trade);

        assertThat(requests.get(trade).permission().decision())
                .contains(new TierDecision(
                        Dataset.Tier.T2,
                        Approver.UNIT_HEAD,
                        "网络交易监督管理办法第三十四条",
                        Optional.empty(),
                        Optional.of("dataTiers:1:packaged")));
    }

    @Test
    void withoutAGroundBeyondArticle34NobodyMayAskForLogins() {
        String login = requests.create(order(REQUEST, Dataset.LOGIN));
        approvals.classify(login);

        DataRequest request = requests.get(login);
        assertThat(request.status()).isEqualTo(Status.REFUSED);
        assertThat(request.said().refusalReason()).contains(RefusalReason.OUT_OF_LEGAL_SCOPE);
        assertThat(request.said().explanation().orElseThrow()).contains("须另有法律依据");
        assertThat(approvals.classify(login).barred()).isPresent();
    }

    @Test
    void theHeadOfTheUnitIsNotEnoughForLogins() {
        String login = requests.create(on("《市场监督管理行政处罚程序规定》第三十条", "310105", Dataset.LOGIN));

        assertThatThrownBy(() -> approvals.approve(login, "unithead310105", Approver.UNIT_HEAD, Optional.empty()))
                .hasMessageContaining("“登录地址记录”须由部门负责人审批");
        approvals.approve(login, "bureauhead310105", Approver.BUREAU_HEAD, Optional.empty());
        submissions.submit(login);

        assertThat(platform.submissions).hasSize(1);
        assertThat(requests.get(login).permission().approvedAs()).contains(Approver.BUREAU_HEAD);
    }

    @Test
    void everyMeasureUnderTheLawAgainstUnfairCompetitionGoesToTheChiefHead() {
        for (Dataset dataset : Dataset.values()) {
            String requestNo = requests.create(on("《中华人民共和国反不正当竞争法》第十六条", "321300", dataset));
            assertThat(approvals.classify(requestNo).approver())
                    .as(dataset.name())
                    .isEqualTo(Approver.CHIEF_HEAD);
            assertThatThrownBy(() -> submissions.submit(requestNo)).isInstanceOf(Refusal.class);
        }
        assertThat(platform.submissions).isEmpty();
    }

    /** As if a model or somebody in the database had gone around the rules: each of these would let data out. */
    @Test
    void theSecondLineTrustsNeitherModelNorTable() {
        String login = requests.create(on("《市场监督管理行政处罚程序规定》第三十条", "310105", Dataset.LOGIN));
        approvals.classify(login);
        List<String> doctored = List.of(
                "approver = 'NONE'",
                "status = 'APPROVED', approved_by = 'unithead310105', approved_as = 'unitHead', approver = 'unitHead'",
                "status = 'APPROVED', approved_by = 'officer310105', approved_as = 'bureauHead'",
                "status = 'APPROVED', approved_by = null, approved_as = null");
        for (String change : doctored) {
            jdbc.sql("update platform_request set " + change).update();
            assertThatThrownBy(() -> submissions.submit(login)).as(change).isInstanceOf(Refusal.class);
        }
        assertThat(platform.submissions).isEmpty();

        String payment = requests.create(order(REQUEST, Dataset.PAYMENT));
        jdbc.sql("""
                        update platform_request
                           set tier = 'T3', approver = 'chiefHead', tier_citation = '-', status = 'APPROVED',
                               approved_by = 'chiefhead310105', approved_as = 'chiefHead'
                         where request_no = ?
                        """).param(payment).update();
        assertThatThrownBy(() -> submissions.submit(payment)).hasMessageContaining("法律不允许本局以所列依据调取");
        assertThat(platform.submissions).isEmpty();
    }

    private static DataRequestOrder on(String basis, String tenant, Dataset dataset) {
        DataRequestOrder order = order(REQUEST, dataset);
        return new DataRequestOrder(
                order.requestId(),
                order.caseNo(),
                tenant,
                order.platform(),
                order.dataset(),
                order.targetType(),
                order.targetId(),
                order.from(),
                order.to(),
                order.letterNo(),
                order.bureauName(),
                order.officers(),
                order.originalLetter(),
                List.of(basis),
                order.purpose(),
                order.outerDueAt(),
                order.handlers(),
                Optional.empty());
    }

    @Test
    void aSecondTrySaysExactlyTheSame() {
        String requestNo = requests.create(order(REQUEST, Dataset.ITEM));
        Instant dueAt = requests.startClock(requestNo);
        platform.down = new PlatformUnavailable("no answer after acting");
        assertThatThrownBy(() -> submissions.submit(requestNo)).isInstanceOf(PlatformUnavailable.class);
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.DRAFT);
        time.pass(Duration.ofDays(2));
        platform.down = null;

        assertThat(requests.startClock(requestNo)).isEqualTo(dueAt);
        assertThat(submissions.submit(requestNo)).isEqualTo(new SubmitOutcome.Submitted());

        assertThat(platform.submissions).hasSize(2);
        assertThat(platform.submissions.get(0)).isEqualTo(platform.submissions.get(1));
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.SUBMITTED);
        submissions.submit(requestNo);
        assertThat(platform.submissions)
                .as("what is submitted is not sent again")
                .hasSize(2);
    }

    @Test
    void aRefusalIsKeptInThePlatformsWords() {
        String requestNo = requests.create(order(REQUEST, Dataset.ITEM));
        platform.down = new PlatformRefusal("2", "编号已用于另一份请求");

        assertThat(submissions.submit(requestNo)).isEqualTo(new SubmitOutcome.Refused("2", "编号已用于另一份请求"));

        DataRequest request = requests.get(requestNo);
        assertThat(request.status()).isEqualTo(Status.REFUSED);
        assertThat(request.said().explanation()).contains("编号已用于另一份请求");
        assertThat(polled(Polling.Kind.REQUEST)).isEmpty();
    }

    @Test
    void aPlatformWithoutInterfaceGoesToItsLiaison() {
        DataRequestOrder order = order(REQUEST, Dataset.ITEM);
        String requestNo = requests.create(new DataRequestOrder(
                order.requestId(),
                order.caseNo(),
                order.tenant(),
                "corner-shop",
                order.dataset(),
                order.targetType(),
                order.targetId(),
                order.from(),
                order.to(),
                order.letterNo(),
                order.bureauName(),
                order.officers(),
                order.originalLetter(),
                order.basis(),
                order.purpose(),
                order.outerDueAt(),
                order.handlers(),
                Optional.empty()));

        submissions.submit(requestNo);
        loader.run(leases.takeLoad(Set.of(), Set.of()).orElseThrow());

        assertThat(process.woken).containsExactly(requestNo + " LIAISON");
    }

    @Test
    void statusesAreShownAndMeanWhatTheyShould() {
        String requestNo = submitted(Dataset.ITEM);
        Map<String, Optional<AnswerState>> meanings = Map.of(
                "ACCEPTED", Optional.empty(),
                "PROCESSING", Optional.empty(),
                "NEW_DATE", Optional.of(AnswerState.LIAISON),
                "PARTIAL", Optional.of(AnswerState.PARTIAL),
                "REFUSED", Optional.of(AnswerState.REFUSED),
                "CLARIFICATION", Optional.of(AnswerState.LIAISON),
                "WITHDRAWN", Optional.of(AnswerState.WITHDRAWN),
                "ON_HOLIDAY", Optional.empty());
        meanings.forEach(
                (status, meaning) -> assertThat(PollRound.outcome(status(requestNo, status, null, null), false))
                        .as(status)
                        .isEqualTo(meaning));
        assertThat(PollRound.outcome(status(requestNo, "ON_HOLIDAY", null, null), true))
                .contains(AnswerState.LIAISON);
        assertThat(PollRound.outcome(status(requestNo, "REFUSED", "TECHNICAL_IMPOSSIBILITY", null), false))
                .contains(AnswerState.LIAISON);

        platform.statuses.put("P-" + requestNo, status(requestNo, "REFUSED", "SHOP_TOO_BIG", "店铺太大"));
        round.run("taobao");
        loader.run(leases.takeLoad(Set.of(), Set.of()).orElseThrow());

        DataRequest request = requests.get(requestNo);
        assertThat(request.status()).isEqualTo(Status.REFUSED);
        assertThat(request.said().refusalReason()).isEmpty();
        assertThat(request.said().explanation()).contains("SHOP_TOO_BIG：店铺太大");
        assertThat(process.woken).containsExactly(requestNo + " REFUSED");
    }

    private static RequestStatus status(String requestNo, String status, String reason, String text) {
        return new RequestStatus(
                "P-" + requestNo, status, Optional.ofNullable(reason), Optional.ofNullable(text), Optional.empty());
    }

    @Test
    void thePlatformIsAskedEverMoreRarely() {
        submitted(Dataset.ITEM);
        round.run("taobao");
        round.run("taobao");
        assertThat(platform.queries).hasSize(1);
        time.pass(Duration.ofMillis(500));
        round.run("taobao");
        assertThat(platform.queries).hasSize(2);
        time.pass(Duration.ofMillis(500));
        round.run("taobao");
        assertThat(platform.queries).hasSize(2);
        time.pass(Duration.ofMillis(500));
        round.run("taobao");
        assertThat(platform.queries).hasSize(3);
        time.pass(Duration.ofMinutes(29));
        round.run("taobao");
        assertThat(platform.queries).hasSize(3);
    }

    @Test
    void afterAFaultThePlatformIsAskedAgainSoon() {
        String requestNo = submitted(Dataset.ITEM);
        platform.down = new PlatformUnavailable("502");
        round.run("taobao");
        platform.down = null;
        platform.status(requestNo, "NO_RECORD");
        time.pass(Duration.ofSeconds(2));
        round.run("taobao");

        assertThat(leases.takeLoad(Set.of(), Set.of())).isPresent();
    }

    @Test
    void aQuestionWithoutAnAnswerDelaysNoOtherAndOnlyABusyPlatformEndsTheRound() {
        submitted(Dataset.ITEM);
        transactions.executeWithoutResult(status -> queue.watch(Polling.Kind.DISPOSITION, "taobao", "T1"));
        platform.dispositions.put("T1", disposition("T1", "处理中"));
        platform.silent = new PlatformUnavailable("502");
        round.run("taobao");
        assertThat(dispositions.told).containsExactly("T1");
        assertThat(leases.takePolls("taobao", Polling.Kind.REQUEST))
                .as("not at once")
                .isEmpty();

        time.pass(Duration.ofSeconds(2));
        platform.silent = new PlatformBusy("taobao", "it is away", time.instant(), time.instant());
        assertThatThrownBy(() -> round.run("taobao")).isSameAs(platform.silent);
        assertThat(dispositions.told).containsExactly("T1");
        assertThat(leases.takePolls("taobao", Polling.Kind.REQUEST))
                .as("stays due")
                .hasSize(1);
    }

    @Test
    void aPlatformThatWantsUsBackAtOnceIsNotAskedWithoutEnd() {
        submitted(Dataset.ITEM);
        platform.silent = new PlatformUnavailable("called too often", null, Optional.of(Duration.ZERO));
        round.run("taobao");
        assertThat(platform.queries).hasSize(1);
    }

    @Test
    void ofAPlatformThatIsAwayOnlyWhatIsHereIsBroughtIn() {
        String requestNo = submitted(Dataset.ITEM);
        platform.status(requestNo, "ANSWERED");
        round.run("taobao");
        assertThat(leases.takeLoad(Set.of(), Set.of("taobao"))).isEmpty();
        jdbc.sql("delete from platform_load").update();
        transactions.executeWithoutResult(
                status -> queue.answer(requests.get(requestNo), AnswerState.ANSWERED, UUID.randomUUID()));
        assertThat(leases.takeLoad(Set.of(), Set.of("taobao")))
                .hasValueSatisfying(load -> assertThat(load.letterId()).isPresent());
    }

    @Test
    void whoeverHoldsTheTaskMaySayNo() {
        String requestNo = requests.create(order(REQUEST, Dataset.TRADE));
        approvals.classify(requestNo);
        jdbc.sql("update platform_request set approver = 'chiefHead' where request_no = ?")
                .param(requestNo)
                .update();
        assertThatThrownBy(() -> approvals.approve(requestNo, "unithead310105", Approver.UNIT_HEAD, Optional.empty()))
                .hasMessageContaining("主要负责人");
        approvals.decline(requestNo, "unithead310105", Approver.UNIT_HEAD, "没有必要");
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.DECLINED);
    }

    @Test
    void whatAHeadHasDecidedNobodyDecidesAnew() {
        String requestNo = submitted(Dataset.TRADE);
        for (Runnable decision : List.<Runnable>of(
                () -> approvals.approve(requestNo, "bureauhead310105", Approver.BUREAU_HEAD, Optional.empty()),
                () -> approvals.decline(requestNo, "bureauhead310105", Approver.BUREAU_HEAD, "没有必要"))) {
            assertThatThrownBy(decision::run)
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("platform.already-decided"));
        }
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.SUBMITTED);
        assertThat(requests.get(requestNo).permission().approvedBy()).contains("unithead310105");
    }

    @Test
    void withdrawalIsToldUntilThePlatformHasHeardIt() {
        submitted(Dataset.ITEM);
        requests.withdrawAll(REQUEST, "310105", "案件已并案");
        assertThat(polled(Polling.Kind.REQUEST)).isEmpty();
        platform.down = new PlatformUnavailable("502");
        round.run("taobao");
        assertThat(polled(Polling.Kind.WITHDRAWAL)).hasSize(1);

        platform.down = null;
        time.pass(Duration.ofSeconds(2));
        round.run("taobao");

        assertThat(platform.withdrawals).containsExactly(REQUEST + "-ITEM");
        assertThat(polled(Polling.Kind.WITHDRAWAL)).isEmpty();
        assertThat(requests.pending(REQUEST, "310105")).isEmpty();
    }

    @Test
    void aStatusThatNobodyKnowsIsShownAndAskedOnUntilItIsLate() {
        String requestNo = submitted(Dataset.ITEM);
        requests.startClock(requestNo);
        platform.status(requestNo, "ON_HOLIDAY");
        round.run("taobao");
        assertThat(requests.get(requestNo).said().platformStatus()).contains("ON_HOLIDAY");
        assertThat(leases.takeLoad(Set.of(), Set.of())).isEmpty();

        time.pass(Duration.ofHours(1));
        requests.overdue(requestNo);
        round.run("taobao");
        assertThat(leases.takeLoad(Set.of(), Set.of()))
                .hasValueSatisfying(load -> assertThat(load.outcome()).isEqualTo(AnswerState.LIAISON));
    }

    @Test
    void oneThatThePlatformWillNotSpeakOfKeepsNoOtherFromItsAnswer() {
        String secret = submitted(Dataset.ITEM);
        String plain = submitted(Dataset.SHOP_HISTORY);
        platform.secrets.add("P-" + secret);
        platform.status(plain, "NO_RECORD");
        round.run("taobao");
        assertThat(leases.takeLoad(Set.of(), Set.of()))
                .hasValueSatisfying(load -> assertThat(load.requestNo()).isEqualTo(plain));
        assertThat(polled(Polling.Kind.REQUEST)).containsExactly(secret);
    }

    @Test
    void whatIsSentAgainToLearnItsIdIsWhatWasSent() {
        String requestNo = submitted(Dataset.ITEM);
        requests.startClock(requestNo);
        submissions.askForId(requestNo);
        requests.movedTo(
                requestNo, requests.get(requestNo).times().dueAt().orElseThrow().plus(Duration.ofDays(5)));
        requests.movedTo(
                requestNo, requests.get(requestNo).times().dueAt().orElseThrow().plus(Duration.ofDays(5)));
        submissions.askForId(requestNo);
        assertThat(platform.submissions).hasSize(3);
        assertThat(platform.submissions.get(2)).isEqualTo(platform.submissions.get(1));
    }

    @Test
    void aWithdrawalThatIsRefusedHoldsUntilThePlatformHasEndedTheRequest() {
        String requestNo = submitted(Dataset.ITEM);
        platform.status(requestNo, "PROCESSING");
        requests.withdrawAll(REQUEST, "310105", "案件已并案");
        platform.unwilling = new PlatformRefusal("2", "正在导出，暂不能撤回");
        round.run("taobao");
        assertThat(confirmed()).isFalse();
        assertThat(requests.get(requestNo).said().explanation().orElseThrow()).contains("没有接受撤回", "正在导出");

        platform.status(requestNo, "ANSWERED");
        time.pass(Duration.ofMinutes(1));
        round.run("taobao");
        assertThat(confirmed()).isTrue();
        assertThat(polled(Polling.Kind.WITHDRAWAL)).isEmpty();
    }

    @Test
    void aWithdrawalIsAskedForAgainUntilItIsConfirmed() {
        submitted(Dataset.ITEM);
        requests.withdrawAll(REQUEST, "310105", "案件已并案");
        platform.unconfirmed = 1;
        round.run("taobao");
        assertThat(confirmed()).isFalse();
        assertThat(polled(Polling.Kind.WITHDRAWAL)).hasSize(1);

        time.pass(Duration.ofMinutes(1));
        round.run("taobao");
        assertThat(confirmed()).isTrue();
        assertThat(polled(Polling.Kind.WITHDRAWAL)).isEmpty();
    }

    private boolean confirmed() {
        return jdbc.sql("select withdrawal_confirmed_at is not null from platform_request where request_no = ?")
                .param(REQUEST + "-ITEM")
                .query(Boolean.class)
                .single();
    }

    @Test
    void whatNobodyEverSentIsWithdrawnInSilence() {
        requests.create(order(REQUEST, Dataset.TRADE));
        requests.withdrawAll(REQUEST, "310105", "案件已并案");

        assertThat(polled(Polling.Kind.WITHDRAWAL)).isEmpty();
    }

    @Test
    void oneDispositionThatCannotBeTakenInDelaysNoOther() {
        transactions.executeWithoutResult(status -> {
            queue.watch(Polling.Kind.DISPOSITION, "taobao", "T1");
            queue.watch(Polling.Kind.DISPOSITION, "taobao", "T2");
        });
        platform.dispositions.put("T1", disposition("T1", "poison"));
        platform.dispositions.put("T2", disposition("T2", "处理中"));

        round.run("taobao");

        assertThat(dispositions.told).containsExactly("T2");
        assertThat(polled(Polling.Kind.DISPOSITION)).containsExactly("T1", "T2");
        time.pass(Duration.ofMillis(500));
        round.run("taobao");
        assertThat(dispositions.told).containsExactly("T2", "T2");
    }

    private static DispositionStatus disposition(String key, String status) {
        return new DispositionStatus(
                key,
                Optional.of(key),
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void twoNodesNeverAskAboutTheSame() {
        submitted(Dataset.ITEM);
        assertThat(leases.takePolls("taobao", Polling.Kind.REQUEST)).hasSize(1);
        assertThat(leases.takePolls("taobao", Polling.Kind.REQUEST)).isEmpty();
        jdbc.sql("update platform_poll set lease_until = clock_timestamp() - interval '1 s'")
                .update();
        assertThat(leases.takePolls("taobao", Polling.Kind.REQUEST))
                .as("the lease has ended")
                .hasSize(1);
    }

    @Test
    void aLeaseIsRenewedWhileItsNodeLives() {
        submitted(Dataset.ITEM);
        leases.takePolls("taobao", Polling.Kind.REQUEST);
        jdbc.sql("update platform_poll set lease_until = clock_timestamp() - interval '1 s'")
                .update();
        leases.renew();

        assertThat(leases.takePolls("taobao", Polling.Kind.REQUEST)).isEmpty();
    }

    /** The whole of it with its threads: from the commit of the submission to the woken process. */
    @Test
    void anAutomaticAnswerIsInTheCaseWithinSeconds() throws InterruptedException {
        platform.answers(Dataset.ITEM);
        platform.file("item-1.csv", "num_iid,title\n7,外套\n", 1);
        Poller poller = new Poller(
                gateways,
                round,
                loader,
                leases,
                PlatformFixture.noGuards(),
                InstantSource.system(),
                PlatformFixture.polling(Duration.ofSeconds(30)),
                Spaces.ample());
        Workers workers = new Workers(signals, InstantSource.system(), () -> true, List.of(poller));
        workers.start();
        try {
            platform.status(REQUEST + "-ITEM", "ANSWERED");
            submitted(Dataset.ITEM);
            assertThat(process.woken.poll(5, TimeUnit.SECONDS)).isEqualTo(REQUEST + "-ITEM ANSWERED");
        } finally {
            workers.stop();
        }
        assertThat(rows.first(REQUEST + "-ITEM", 10, true).rows()).hasSize(1);
    }

    @Test
    void everyColumnOfEveryDatasetHasItsPlaceInTheTable() {
        for (Dataset dataset : Dataset.values()) {
            List<String> table =
                    jdbc.sql("""
                            select column_name || ' ' || case data_type when 'numeric' then
                                   'numeric(' || numeric_precision || ',' || numeric_scale || ')'
                                   when 'timestamp without time zone' then 'timestamp' else data_type end
                              from information_schema.columns
                             where table_name = ? and column_name not in ('request_no', 'line_no', 'load_id') order by ordinal_position
                            """).param(dataset.table()).query(String.class).list();
            assertThat(table)
                    .as(dataset.table())
                    .isEqualTo(dataset.columns().stream()
                            .map(column -> column.name() + " " + column.type().sql())
                            .toList());
        }
    }
}
