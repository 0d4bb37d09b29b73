package org.redshield.bridge.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.campaign.ClaimDesk;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many subjects of a campaign are claimed in a second when 200 bureaus want the same 100,000 from two nodes at once, and whether
 * each is claimed once. A node is a pool of connections of its own and the code of a bureau's click below the web; the database is
 * the whole product's, so that each claim is sealed in its transaction. Not a test: run
 * its main; the arguments are the number of subjects and that of bureaus (100,000 and 200 unless given), and {@code places} where who is
 * competent comes first: then who takes part is looked at for each claim, and nobody is competent.
 */
final class CampaignClaims {

    private static final String CASE = "310105-2026-000001";
    private static final int THREADS = 4;

    private CampaignClaims() {}

    /** @param won claims that got the subject; as many were told who has it as {@code lost} says */
    record Outcome(int subjects, int won, int lost, double seconds) {

        @Override
        public String toString() {
            return "%,d subjects, %,d claims won and %,d told whose it is, in %.1f s: %,.0f subjects claimed a second, %,.0f clicks a second"
                    .formatted(subjects, won, lost, seconds, won / seconds, (won + lost) / seconds);
        }
    }

    public static void main(String[] args) throws Exception {
        int subjects = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int bureaus = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        System.out.println(
                "load average " + Files.readString(Path.of("/proc/loadavg")).strip());
        System.out.println(run(subjects, bureaus, args.length > 2 && args[2].equals("places")));
        System.exit(0);
    }

    /** Each subject is wanted twice at least: by a bureau of either node, in an order of its own. */
    static Outcome run(int subjects, int bureaus, boolean places) throws Exception {
        DataSource database = TestDatabase.with("db/changelog/master.xml");
        JdbcClient jdbc = JdbcClient.create(database);
        List<UUID> ids = filled(jdbc, subjects, bureaus);
        if (places) {
            jdbc.sql("update campaign set priority_days = 5").update();
            jdbc.sql("update campaign_subject set place = '440305', competent = '{440305,440300}'")
                    .update();
            jdbc.sql("vacuum analyze campaign_subject").update();
        }
        AtomicInteger won = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
        double seconds;
        try (HikariDataSource first = pool(database);
                HikariDataSource second = pool(database)) {
            List<Callable<Void>> clicks = new ArrayList<>();
            for (HikariDataSource node : List.of(first, second)) {
                ClaimDesk desk = new ClaimDesk(node);
                List<UUID> wanted = new ArrayList<>(ids);
                Collections.shuffle(wanted, new Random(clicks.size()));
                for (int thread = 0; thread < THREADS; thread++) {
                    int from = thread;
                    int which = clicks.size();
                    clicks.add(() -> {
                        for (int i = from; i < wanted.size(); i += THREADS) {
                            boolean ours =
                                    desk.claims(CASE, wanted.get(i), bureau((i * 2 * THREADS + which) % bureaus));
                            (ours ? won : lost).incrementAndGet();
                        }
                        return null;
                    });
                }
            }
            long start = System.nanoTime();
            for (Future<Void> done : threads.invokeAll(clicks)) {
                done.get();
            }
            seconds = (System.nanoTime() - start) / 1e9;
        } finally {
            threads.shutdown();
        }
        int held = jdbc.sql("select count(*) from campaign_subject where holder is not null")
                .query(Integer.class)
                .single();
        if (held != subjects || won.get() != subjects) {
            throw new AssertionError(held + " subjects have a holder, and " + won + " claims were won");
        }
        return new Outcome(subjects, won.get(), lost.get(), seconds);
    }

    private static HikariDataSource pool(DataSource database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(database);
        pool.setMaximumPoolSize(THREADS);
        return pool;
    }

    private static String bureau(int one) {
        return "B" + (100_000 + one);
    }

    private static List<UUID> filled(JdbcClient jdbc, int subjects, int bureaus) {
        jdbc.sql("""
                        insert into organisation (code, name, kind, connected, level, letter_prefix, parent_code)
                        select 'NATION', '总局', 'BUREAU', true, 'NATION', '总', null
                        union all
                        select 'B' || (100000 + n), '第' || n || '局', 'BUREAU', true, 'COUNTY', '局', 'NATION'
                          from generate_series(0, :last) n
                        """).param("last", bureaus - 1).update();
        jdbc.sql("""
                        insert into campaign (case_no, tenant, title, basis, period_from, period_to, answer_by, checks, platforms,
                               members, state, proposed_by, proposed_at, prepared_by, changed_at)
                        values (:caseNo, 'B100000', '联合行动', 'PENALTY_26', current_date, current_date, current_date, '{}', '{}',
                                '{}', 'RUNNING', 'x', now(), '{x}', now())
                        """).param("caseNo", CASE).update();
        jdbc.sql("""
                        insert into campaign_member (member_id, case_no, tenant, lead, title, state, answer_by, invited_by,
                               answered, changed_at)
                        select :caseNo || '-J' || n, :caseNo, 'B' || (100000 + n), 'B100000', '联合行动', 'JOINED', current_date, 'x',
                               true, now() from generate_series(1, :last) n
                        """).param("caseNo", CASE).param("last", bureaus - 1).update();
        jdbc.sql("""
                        insert into campaign_subject (subject_id, case_no, platform, shop_id, credit_code, shop_name, added_by,
                               added_tenant, added_at, list_id)
                        select gen_random_uuid(), :caseNo, 'taobao', 'S' || n, '', '', 'x', 'B100000', now(), gen_random_uuid()
                          from generate_series(1, :last) n
                        """).param("caseNo", CASE).param("last", subjects).update();
        jdbc.sql("vacuum analyze campaign_subject").update();
        return jdbc.sql("select subject_id from campaign_subject order by shop_id")
                .query(UUID.class)
                .list();
    }
}
