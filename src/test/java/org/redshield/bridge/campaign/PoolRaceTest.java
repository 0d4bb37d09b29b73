package org.redshield.bridge.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.clues.api.Filings;
import org.redshield.bridge.clues.api.StepsReached;
import org.redshield.bridge.model.Contracts;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Two nodes at once: who has a subject, and what a claim finds that comes while the campaign ends or the bureau leaves. */
class PoolRaceTest {

    private static final String CASE = "310105-2026-000001";
    private static final String LEAD = "310105";
    private static final String MEMBER = "330113";

    private final HikariDataSource database = new HikariDataSource();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private JdbcClient jdbc;
    private ClaimDesk desk;

    @BeforeEach
    void runs() {
        database.setDataSource(TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/features/campaign.sql",
                "db/changelog/campaign-orders.sql",
                "db/changelog/campaign-above.sql"));
        database.setMaximumPoolSize(4);
        jdbc = JdbcClient.create(database);
        desk = new ClaimDesk(database);
        jdbc.sql("""
                insert into organisation (code, name, kind, connected, level, letter_prefix, parent_code)
                values ('NATION', '总局', 'BUREAU', true, 'NATION', '总', null),
                       ('310105', '长宁局', 'BUREAU', true, 'COUNTY', '长', 'NATION'),
                       ('330113', '临平局', 'BUREAU', true, 'COUNTY', '临', 'NATION')
                """).update();
        jdbc.sql("""
                insert into campaign (case_no, tenant, title, basis, period_from, period_to, answer_by, checks, platforms, members,
                       state, proposed_by, proposed_at, prepared_by, changed_at)
                values (?, '310105', '联合行动', 'PENALTY_26', current_date - 1, current_date, current_date, '{}', '{}', '{}',
                        'RUNNING', 'x', now(), '{x}', now())
                """).param(CASE).update();
        jdbc.sql("""
                insert into campaign_member (member_id, case_no, tenant, lead, title, state, answer_by, invited_by, answered, changed_at)
                values (?, ?, '330113', '310105', '联合行动', 'JOINED', current_date, 'x', true, now())
                """).params(CASE + "-J1", CASE).update();
    }

    @AfterEach
    void stops() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void eachSubjectIsOnesAndTheOtherIsToldWhose() throws Exception {
        List<UUID> subjects = subjects(200);
        AtomicInteger told = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> nodes = List.of(
                threads.submit(() -> claimsAll(subjects, LEAD, "临平局", told, start)),
                threads.submit(() -> claimsAll(subjects, MEMBER, "长宁局", told, start)));
        start.countDown();
        int won = nodes.get(0).get(60, TimeUnit.SECONDS) + nodes.get(1).get(60, TimeUnit.SECONDS);
        assertThat(won).isEqualTo(200);
        assertThat(told.get()).isEqualTo(200);
        assertThat(count("campaign_subject where holder is not null")).isEqualTo(200);
        assertThat(count("campaign_deed where what = 'CLAIMED'")).isEqualTo(200);
    }

    /** 管辖优先: five working days after Monday the 28th of September, over the National Day, end on a Saturday at work. */
    @Test
    void whoIsCompetentComesFirstUntilTheLastMinuteOfTheLastWorkingDay() {
        comesFirst("2026-09-28", 5);
        List<UUID> subjects = subjects(4);
        competent("{330113,330100}");
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-10T15:59:59Z"));
        ClaimDesk at = new ClaimDesk(database, now::get, filed(Map.of()));
        assertThatThrownBy(() -> at.claim(CASE, subjects.get(0), LEAD))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("实际经营地是杭州市临平区，2026-10-10 24:00 前由有管辖权的临平局先行认领")
                .hasMessageContaining("报名协办")
                .hasMessageContaining("更正经营地");
        assertThat(count("campaign_subject where holder is not null")).isZero();
        assertThat(count("campaign_deed")).isZero();
        at.claim(CASE, subjects.get(0), MEMBER);

        // Who has filed a case may have it all the same.
        ClaimDesk filer = new ClaimDesk(database, now::get, filed(Map.of(LEAD, "S2")));
        filer.claim(CASE, subjects.get(1), LEAD);
        assertThat(count("campaign_subject where holder = '310105'")).isEqualTo(1);

        now.set(Instant.parse("2026-10-10T16:00:00Z"));
        at.claim(CASE, subjects.get(2), LEAD);
        assertThat(at.claimOwn(CASE, MEMBER)).as("what is left of its own").isEqualTo(1);
        assertThatThrownBy(() -> at.claimOwn(CASE, MEMBER)).hasMessageContaining("没有属于本局管辖、尚未认领的检查对象");
    }

    /** Who takes part at the moment of the claim counts, and nobody else. */
    @Test
    void onlyWhoTakesPartNowComesFirst() {
        comesFirst("2026-09-28", 5);
        ClaimDesk at = new ClaimDesk(database, () -> Instant.parse("2026-09-29T02:00:00Z"), filed(Map.of()));
        for (String state : List.of("INVITED", "DECLINED", "LEFT", "ENDED")) {
            jdbc.sql("update campaign_member set state = ?").param(state).update();
            jdbc.sql("delete from campaign_subject").update();
            UUID subject = subjects(1).get(0);
            competent("{330113}");
            at.claim(CASE, subject, LEAD);
        }
        jdbc.sql("delete from campaign_subject").update();
        UUID subject = subjects(1).get(0);
        competent("{330113}");
        jdbc.sql("update campaign_member set state = 'JOINED'").update();
        assertThatThrownBy(() -> at.claim(CASE, subject, LEAD))
                .as("it joined late, and comes first from then on")
                .hasMessageContaining("由有管辖权的临平局先行认领");
        competent("{310105}");
        assertThatThrownBy(() -> at.claim(CASE, subject, MEMBER))
                .as("the lead is a member as the others are")
                .hasMessageContaining("由有管辖权的长宁局先行认领");
        competent("{320324}");
        at.claim(CASE, subject, MEMBER);
        jdbc.sql("update campaign_subject set holder = null").update();
        competent("{}");
        at.claim(CASE, subject, MEMBER);
        jdbc.sql("update campaign_subject set holder = null").update();
        competent("{310105}");
        jdbc.sql("update campaign set priority_days = 0").update();
        at.claim(CASE, subject, MEMBER);
    }

    /** A city and its district are both competent: all at once from two nodes, each is one's. */
    @Test
    void twoWhoAreCompetentClaimAllAtOnce() throws Exception {
        subjects(300);
        competent("{310105,330113}");
        comesFirst("2026-09-28", 5);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> nodes = Stream.of(LEAD, MEMBER)
                .map(bureau -> threads.submit(() -> {
                    start.await();
                    try {
                        return desk.claimOwn(CASE, bureau);
                    } catch (Refusal nothingLeft) {
                        return 0;
                    }
                }))
                .toList();
        start.countDown();
        int won = nodes.get(0).get(60, TimeUnit.SECONDS) + nodes.get(1).get(60, TimeUnit.SECONDS);
        assertThat(won).isEqualTo(300);
        assertThat(count("campaign_subject where holder is not null")).isEqualTo(300);
        assertThat(count("campaign_deed where what = 'CLAIMED'")).isEqualTo(300);
    }

    private void comesFirst(String from, int days) {
        jdbc.sql("update campaign set period_from = cast(? as date), period_to = date '2099-01-01', priority_days = ?")
                .params(from, days)
                .update();
    }

    private void competent(String bureaus) {
        jdbc.sql("update campaign_subject set place = '330113', competent = cast(? as text[])")
                .param(bureaus)
                .update();
    }

    /** @param shops by bureau the shop about which it has filed a case */
    private static Filings filed(Map<String, String> shops) {
        return new Filings() {
            @Override
            public Optional<Filing> earliest(String tenant, String platform, String shopId) {
                return shopId.equals(shops.get(tenant))
                        ? Optional.of(new Filing(CASE, Instant.parse("2026-09-01T02:00:00Z")))
                        : Optional.empty();
            }

            @Override
            public Optional<Filing> ofCase(String tenant, String caseNo) {
                return Optional.empty();
            }
        };
    }

    private int claimsAll(List<UUID> subjects, String bureau, String other, AtomicInteger told, CountDownLatch start)
            throws InterruptedException {
        start.await();
        int won = 0;
        for (UUID subject : subjects) {
            try {
                desk.claim(CASE, subject, bureau);
                won++;
            } catch (PoolSubject.Taken taken) {
                assertThat(taken.getMessage()).contains(other);
                told.incrementAndGet();
            }
        }
        return won;
    }

    @Test
    void aClaimThatComesWhileTheCampaignEndsIsNone() throws Exception {
        UUID subject = subjects(1).get(0);
        assertThatThrownBy(() -> claimsWhile("update campaign set state = 'ENDED'", subject))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("名单不能再改动");
        assertThat(count("campaign_subject where holder is not null")).isZero();
    }

    @Test
    void aClaimThatComesWhileTheBureauLeavesIsNone() throws Exception {
        UUID subject = subjects(1).get(0);
        assertThatThrownBy(() -> claimsWhile("update campaign_member set state = 'LEFT'", subject))
                .isInstanceOf(NotFound.class);
        assertThat(count("campaign_subject where holder is not null")).isZero();
    }

    @Test
    void aClaimThatComesWhileTheSubjectIsGivenBackWins() throws Exception {
        UUID subject = subjects(1).get(0);
        desk.claim(CASE, subject, LEAD);
        claimsWhile("update campaign_subject set holder = null, claimed_by = null, claimed_at = null", subject);
        assertThat(count("campaign_subject where holder = '" + MEMBER + "'")).isEqualTo(1);
    }

    @Test
    void milestonesAreHeldAgainstTheCasesAtNightAndNotWheneverSomethingWakesIt() throws Exception {
        UUID subject = subjects(1).get(0);
        desk.claim(CASE, subject, LEAD);
        jdbc.sql("update campaign_subject set own_case = ?").param(CASE).update();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T19:00:00Z"));
        StepsReached filed = cases -> List.of(new Progress(
                OrderKind.CLUE_VERIFICATION, CASE, LEAD, "x", "x", Progress.Step.FILED, now.get(), Map.of()));
        Work night = new PoolRecount(
                        new CampaignStore(jdbc, now::get, Contracts.transitions()),
                        new PoolStore(jdbc, now::get),
                        filed,
                        new JdbcTransactionManager(database),
                        now::get)
                .work()
                .get(0);
        night.round().run(null);
        assertThat(count("campaign_milestone")).isZero();
        now.set(night.next().get().orElseThrow());
        assertThat(now.get()).isEqualTo("2026-03-01T19:30:00Z");
        night.round().run(null);
        assertThat(count("campaign_milestone")).isEqualTo(3);
    }

    @Test
    void theNumbersOfTwoPlatformsAreThoseOfTheirRows() {
        for (UUID subject : subjects(5)) {
            desk.claim(CASE, subject, LEAD);
        }
        jdbc.sql("update campaign_subject set platform = 'other' where shop_id in ('S1', 'S2')")
                .update();
        jdbc.sql("""
                insert into campaign_milestone (subject_id, tenant, stage, reached_at)
                select subject_id, holder, 'CHECKED', now() from campaign_subject where shop_id <> 'S1'
                union all select subject_id, holder, 'FILED', now() from campaign_subject where shop_id = 'S2'
                union all select subject_id, '330113', 'REFERRED', now() from campaign_subject
                """).update();
        PoolStore store = new PoolStore(jdbc, InstantSource.system());
        CampaignCounts counts = store.counts(CASE);
        assertThat(counts.rows().stream().map(row -> row.platform() + " " + row.subjects() + " " + row.stages()))
                .containsExactly("other 2 {CHECKED=1, FILED=1}", "taobao 3 {CHECKED=3}");
        counts.rows().forEach(row -> row.stages().forEach((stage, count) -> assertThat(store.page(
                        CASE,
                        new PoolStore.Which(
                                row.holder(),
                                Optional.of(row.platform()),
                                Optional.of(stage),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        0,
                        100))
                .hasSize(count)));
    }

    /** Also where one of those that are to be invited takes part already. */
    @Test
    void eachInvitationHasANumberOfItsOwn() {
        CampaignStore store = new CampaignStore(jdbc, InstantSource.system(), Contracts.transitions());
        Campaign campaign = store.campaign(CASE).orElseThrow();
        store.invite(campaign, List.of(MEMBER, "320324"), List.of(), campaign.to(), "x");
        store.invite(campaign, List.of("330110"), List.of("330110"), campaign.to(), "x");
        assertThat(store.members(CASE).stream().map(Member::id))
                .containsExactly(CASE + "-J1", CASE + "-J2", CASE + "-J3");
    }

    /** The member claims while another transaction has done that and has not ended yet. */
    private void claimsWhile(String change, UUID subject) throws Exception {
        Future<?> claim;
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().executeUpdate(change);
            Callable<Void> click = () -> {
                desk.claim(CASE, subject, MEMBER);
                return null;
            };
            claim = threads.submit(click);
            assertThatThrownBy(() -> claim.get(500, TimeUnit.MILLISECONDS))
                    .as("it waits")
                    .isInstanceOf(TimeoutException.class);
            other.commit();
            other.setAutoCommit(true);
        }
        try {
            claim.get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private List<UUID> subjects(int many) {
        return jdbc.sql("""
                        insert into campaign_subject (subject_id, case_no, platform, shop_id, credit_code, shop_name, added_by,
                               added_tenant, added_at, list_id)
                        select gen_random_uuid(), ?, 'taobao', 'S' || n, '', '', 'x', '310105', now(), gen_random_uuid()
                          from generate_series(1, ?) n order by n returning subject_id
                        """).params(CASE, many).query(UUID.class).list();
    }

    private int count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
    }
}
