package org.redshield.bridge.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How long the supervisors' pages take with the numbers of 1,000,000 cases under way and 10,000,000 over, three years of them, evenly
 * over all bureaus of the country. The numbers of the last days are written as they would be kept, the bureaus' own first and those of
 * all above from them; beside them stand 200,000 running deadlines as rows. Everything is asked over HTTP with a person's session. Not
 * a test: run its main; the arguments are how many days there are numbers of, and how often each question is asked (60 and 100 unless
 * given).
 */
final class SupervisorPages {

    private static final int WARM = 20;

    /** In one session, in which no trigger counts anything. */
    private static final List<String> ROWS = List.of(
            "set session_replication_role = replica",
            // Of each bureau and day: what begins and is done, of some kinds; by the day of its beginning, what is
            // under way.
            """
            insert into supervision_count (node, below, measure, day, kind, n)
            select o.code, false, m.measure, current_date - d, m.kind, 1
              from (select code, row_number() over (order by md5(code)) as i from organisation where kind = 'BUREAU') o,
                   generate_series(0, %1$d) d,
                   lateral (
                       select w.measure, k.kind
                         from (values ('IN'), ('DONE')) w (measure),
                              (select (array['REQUESTER','HANDLER','VERIFIER','TRANSFEROR','TRANSFEREE','DISPOSER'])[1 + (o.i + d + j * 2) %% 6]
                                 from generate_series(0, 2) j) k (kind)
                       union all
                       select w.measure, (array['taobao','pinduoduo','jd','douyin'])[1 + (o.i + d) %% 4]
                         from (values ('PLATFORM_IN'), ('PLATFORM_DONE'), ('PLATFORM_OPEN'), ('ANSWER_IN_TIME'), ('ANSWER_LATE'), ('ANSWER_REFUSED'),
                                      ('ANSWER_AWAITED'), ('ANSWER_OVERDUE')) w (measure)
                       union all
                       select w.measure, k.kind
                         from (values ('CLOCK_BEGUN'), ('CLOCK_ENDED'), ('CLOCK_DUE'), ('TOOK_' || lpad(((o.i + d) %% 17)::text, 2, '0'))) w (measure),
                              (values ('STATUTORY_REPLY'), ('ACKNOWLEDGEMENT'), ('CONFIRMATION_CLOSE'), ('TRADE_RECORDS'), ('PUBLICITY')) k (kind)
                       union all values ('CLOCK_MISSED', 'STATUTORY_REPLY'), ('TERM_DUE', 'WORKING_DAYS'), ('TERM_DUE', 'MINUTES'),
                                        ('TERM_MISSED', 'MINUTES'), ('ACT', 'LETTER_RETURNED')) m
            """,
            // 311 of each bureau, begun within 200 days; their deadlines end 40 days before to 60 days after today.
            """
            insert into supervision_count (node, below, measure, day, kind, n)
            select node, false, measure, day, kind, count(*)
              from (select o.code as node, 'OPEN' as measure, current_date - (j * 7 %% 200) as day,
                           (array['REQUESTER','HANDLER','VERIFIER','TRANSFEROR','TRANSFEREE','DISPOSER'])[1 + j %% 6] as kind
                      from organisation o, generate_series(1, 311) j where o.kind = 'BUREAU'
                    union all
                    select o.code, case when j %% 5 < 2 then 'CLOCK_LATE' else 'CLOCK_RUNNING' end,
                           current_date + case when j %% 5 < 2 then -1 - j %% 40 else j %% 60 end,
                           (array['STATUTORY_REPLY','ACKNOWLEDGEMENT','CONFIRMATION_CLOSE','TRADE_RECORDS','PUBLICITY'])[1 + j %% 5]
                      from organisation o, generate_series(1, 311) j where o.kind = 'BUREAU') c
             group by 1, 3, 4, 5
            """,
            """
            insert into supervision_count (node, below, measure, day, kind, n)
            with recursive way (code, node) as (
                select code, code from organisation where kind = 'BUREAU'
                union all
                select w.code, o.parent_code from way w join organisation o on o.code = w.node where o.parent_code is not null)
            select w.node, true, c.measure, c.day, c.kind, sum(c.n)
              from way w join supervision_count c on c.node = w.code and not c.below
             where exists (select from organisation o where o.parent_code = w.node)
             group by 1, 3, 4, 5
            """,
            """
            insert into supervision_title values ('STATUTORY_REPLY', '法定答复'), ('ACKNOWLEDGEMENT', '签收'),
                   ('CONFIRMATION_CLOSE', '未确认结案'), ('TRADE_RECORDS', '交易记录'), ('PUBLICITY', '处置公示') on conflict do nothing
            """,
            "select count(supervision_totals_mend(code)) from organisation where kind = 'BUREAU'",
            """
            insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount, due_at, half_at,
                               four_fifths_at, state, provisional, calendar_version, explanation, title)
            select o.code || '-2026-' || lpad((500000 + j)::text, 6, '0'), o.code || '-2026-' || lpad((500000 + j)::text, 6, '0') || '-R1',
                   o.code, 'STATUTORY_REPLY', j, '程序规定第四十五条', now(), 'WORKING_DAYS', 15, now() + j * interval '1 day',
                   now(), now(), 'RUNNING', false, '2026-1', '测算', '法定答复'
              from organisation o, generate_series(1, 62) j where o.kind = 'BUREAU'
            """);

    private SupervisorPages() {}

    public static void main(String[] args) throws Exception {
        int days = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        Path evidence = Files.createTempDirectory("supervisor-pages");
        String url = TestDatabase.emptyUrl();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        try (ChildBridge bridge = new ChildBridge(
                Path.of("target", "bench", "supervisor-pages.log"),
                List.of("-Xmx768m"),
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence)) {
            bridge.start();
            long began = System.nanoTime();
            try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                    Statement statement = connection.createStatement()) {
                for (String rows : ROWS) {
                    statement.execute(rows.formatted(days));
                }
            }
            jdbc.sql("vacuum analyze").update();
            System.out.printf(
                    "filled in %d s: %s%n",
                    (System.nanoTime() - began) / 1_000_000_000,
                    jdbc.sql(
                                    "select count(*) || ' numbers, ' || pg_size_pretty(pg_total_relation_size('supervision_count'))"
                                            + " from supervision_count")
                            .query(String.class)
                            .single());
            System.out.println(url);
            all(bridge.address(), times);
            // To look at plans: another run over the same rows, whenever somebody presses Enter.
            while (args.length > 2 && System.in.read() == '\n') {
                all(bridge.address(), times);
            }
        } finally {
            FileSystemUtils.deleteRecursively(evidence);
        }
        System.exit(0);
    }

    private static void all(String address, int times) throws Exception {
        load();
        for (String user : List.of("supervisor330110", "supervisor330000", "supervisor100000")) {
            measure(Browser.signedIn(address, user), user, times);
        }
        load();
    }

    private static void load() throws Exception {
        System.out.println(
                "load average: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static void measure(Browser person, String user, int times) {
        LocalDate to = ChinaTime.day(java.time.Instant.now());
        String period = "from=" + to.minusDays(29) + "&to=" + to;
        for (String path : List.of(
                "/api/supervision/numbers",
                "/api/deadlines/summary",
                "/api/deadlines/statistics?by=bureau&" + period,
                "/api/deadlines/statistics?by=kind&" + period)) {
            long[] measured = new long[times];
            int size = 0;
            for (int i = -WARM; i < times; i++) {
                long began = System.nanoTime();
                Http.Answer answer = person.get(path);
                if (answer.status() != 200) {
                    throw new IllegalStateException(path + ": " + answer.text());
                }
                size = answer.text().length();
                if (i >= 0) {
                    measured[i] = System.nanoTime() - began;
                }
            }
            Arrays.sort(measured);
            System.out.printf(
                    "%s %-75s p50 %6.1f ms, p99 %6.1f ms, %d characters%n",
                    user, path, measured[times / 2] / 1e6, measured[(int) Math.ceil(times * 0.99) - 1] / 1e6, size);
        }
    }
}
