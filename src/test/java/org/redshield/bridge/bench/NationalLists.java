package org.redshield.bridge.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How long lists take with 1,000,000 open tasks and as many running deadlines over all bureaus of the country (3,211): an officer's and a unit
 * head's lists, those of a province's supervisor and of SAMR's, in Tasklist as its lists ask for them, in Cockpit and in our own
 * lists. Rows are written by SQL into the engine's tables, everything is asked over HTTP with a person's session. Not a test:
 * run its main; the arguments are the number of tasks and how often each question is asked (1,000,000 and 100 unless given).
 */
final class NationalLists implements AutoCloseable {

    private static final int WARM = 20;

    /** The late ones among them: one in eight. */
    private static final List<String> ROWS = List.of("""
            create unlogged table bench_task as
            with bureau as materialized (
                    select code, row_number() over (order by md5(code)) - 1 as i from organisation where kind = 'BUREAU'),
                 element as materialized (
                    select row_number() over (order by def.key_, k.key) - 1 as i, def.id_ as def, k.key, k.groups
                      from (values %2$s) k(process, key, groups)
                      join act_re_procdef def on def.key_ = k.process),
                 task as (
                    select n, n %% bureaus as bureau, n / bureaus as round, n / bureaus %% elements as element
                      from generate_series(0, %1$d - 1) n,
                           (select (select count(*) from bureau) as bureaus, (select count(*) from element) as elements) many)
            select n, o.code as tenant, e.def, e.key, e.groups, o.code || '-2026-' || lpad((500000 + round)::text, 6, '0') as case_no,
                   date_trunc('second', now()) + (round %% 240 - 30) * interval '3 hours' + n %% 3600 * interval '1 second' as due
              from task
              join bureau o on o.i = task.bureau
              join element e on e.i = task.element
            """, """
            insert into act_ru_execution (id_, rev_, proc_inst_id_, root_proc_inst_id_, business_key_, proc_def_id_, act_id_, is_active_,
                                          is_concurrent_, is_scope_, is_event_scope_, suspension_state_, cached_ent_state_,
                                          sequence_counter_, tenant_id_)
            select 'p' || n, 1, 'p' || n, 'p' || n, case_no, def, key, true, false, true, false, 1, 2, 1, tenant from bench_task
            """, """
            insert into act_ru_task (id_, rev_, execution_id_, proc_inst_id_, proc_def_id_, name_, task_def_key_, assignee_, priority_,
                                     create_time_, due_date_, suspension_state_, tenant_id_, task_state_)
            select 't' || n, 1, 'p' || n, 'p' || n, def, '任务', key,
                   case when n %% 3 = 0 then split_part(groups, ',', 1) || tenant end, 50, due - interval '10 days', due, 1, tenant, 'Created'
              from bench_task
            """, """
            insert into act_ru_identitylink (id_, rev_, type_, group_id_, task_id_, tenant_id_)
            select 'l' || n || g, 1, 'candidate', g, 't' || n, tenant from bench_task, unnest(string_to_array(groups, ',')) g
            """, """
            insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount, due_at, half_at,
                               four_fifths_at, state, provisional, calendar_version, explanation, title, missed_at, fired_at)
            select case_no, case_no || '-R1', tenant, k.kind, n, '程序规定第四十五条', due - interval '21 days', 'WORKING_DAYS', 15, due,
                   due - interval '10 days', due - interval '4 days', case when due < now() then 'MISSED' else 'RUNNING' end, false,
                   '2026-1', '测算', k.title, case when due < now() then due end, case when due < now() then due end
              from bench_task
              join (values (0, 'STATUTORY_REPLY', '法定答复'), (1, 'AGREEMENT_REPLY', '约定答复'), (2, 'ACKNOWLEDGEMENT', '签收'),
                           (3, 'TRADE_RECORDS', '交易记录'), (4, 'PUBLICITY', '处置公示')) k(i, kind, title) on k.i = n %% 5
            """, "drop table bench_task");

    private final Path evidence = Files.createTempDirectory("national-lists");
    private final ChildBridge bridge;
    private final JdbcClient jdbc;
    private final int times;

    private NationalLists(int tasks, int times) throws Exception {
        this.times = times;
        String url = TestDatabase.emptyUrl();
        System.out.println(url);
        jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        bridge = new ChildBridge(
                Path.of("target", "bench", "national-lists.log"),
                List.of("-Xmx768m"),
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence);
        bridge.start();
        long began = System.nanoTime();
        String elements = String.join(
                ",",
                "('assistanceRequest', 'approveRequest', 'unitHead')",
                "('assistanceRequest', 'reviewReply', 'officer')",
                "('assistanceHandling', 'acknowledgeLetter', 'officer')",
                "('assistanceHandling', 'assignOfficers', 'unitHead')",
                "('assistanceHandling', 'investigate', 'officer')",
                "('clueVerification', 'verifyClue', 'officer')",
                "('clueVerification', 'assignVerification', 'unitHead')",
                "('merchantDisposition', 'draftDisposition', 'officer')",
                "('merchantDisposition', 'approveDisposition', 'bureauHead,chiefHead')",
                "('supervisionOrder', 'answerReminder', 'unitHead')");
        for (String statement : ROWS) {
            jdbc.sql(statement.formatted(tasks, elements)).update();
        }
        // What the rows add to supervisors' numbers, four million changes, is added up before anybody is timed.
        while (jdbc.sql("select exists (select from supervision_change) or exists (select from search_due)")
                .query(Boolean.class)
                .single()) {
            Thread.sleep(1000);
        }
        jdbc.sql("vacuum analyze").update();
        System.out.printf("filled in %d s%n", (System.nanoTime() - began) / 1_000_000_000);
    }

    public static void main(String[] args) throws Exception {
        int tasks = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        try (NationalLists run = new NationalLists(tasks, times)) {
            run.all();
            // To look at plans: another run over the same rows, whenever somebody presses Enter.
            while (args.length > 2 && System.in.read() == '\n') {
                run.all();
            }
        }
        System.exit(0);
    }

    private void all() throws Exception {
        load();
        for (String user : List.of("officer330110", "unithead330110")) {
            measure(user, List.of("待办", "待认领", "已逾期"));
        }
        for (String user : List.of("supervisor330110", "supervisor330100", "supervisor330000", "supervisor100000")) {
            measure(user, List.of("待办", "待认领", "辖区已逾期", "辖区在办"));
        }
        load();
    }

    private static void load() throws Exception {
        System.out.println(
                "load average: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private void measure(String user, List<String> lists) {
        Browser person = Browser.signedIn(bridge.address(), user);
        System.out.println(user);
        for (String list : lists) {
            String filter = jdbc.sql("select id_ from act_ru_filter where name_ = ?")
                    .param(list)
                    .query(String.class)
                    .single();
            String path = "/camunda/api/engine/engine/default/filter/" + filter;
            Map<String, Object> byDue =
                    Map.of("sorting", List.of(Map.of("sortBy", "dueDate", "sortOrder", "asc")), "active", true);
            Map<String, Object> byCreation =
                    Map.of("sorting", List.of(Map.of("sortBy", "created", "sortOrder", "desc")), "active", true);
            // As Tasklist asks: a page with its embedded count, and the count beside the name of a list.
            tell(
                    "  " + list + ", page by due date",
                    () -> person.post(path + "/list?firstResult=0&maxResults=15", byDue));
            tell(
                    "  " + list + ", page by creation",
                    () -> person.post(path + "/list?firstResult=0&maxResults=15", byCreation));
            tell("  " + list + ", exact count", () -> person.post(path + "/count", Map.of("active", true)));
        }
        tell("  our counts of all lists", () -> person.get("/api/desk"));
        if (user.startsWith("supervisor")) {
            tell("  deadlines, summary", () -> person.get("/api/deadlines/summary"));
            tell("  deadlines, late, first page", () -> person.get("/api/deadlines?state=LATE&size=20"));
            tell(
                    "  deadlines, 30 days of statistics",
                    () -> person.get("/api/deadlines/statistics?from=2026-11-01&to=2026-11-30&by=bureau"));
            tell(
                    "  Cockpit, count of instances",
                    () -> person.post("/camunda/api/engine/engine/default/process-instance/count", Map.of()));
            tell(
                    "  Cockpit, page of instances of a process",
                    () -> person.post(
                            "/camunda/api/cockpit/plugin/base/default/process-instance?firstResult=0&maxResults=50",
                            Map.of("sortBy", "startTime", "sortOrder", "desc")));
        } else {
            tell("  our list of cases", () -> person.get("/api/cases"));
        }
    }

    private void tell(String what, java.util.function.Supplier<Http.Answer> question) {
        IntSupplier asked = () -> {
            Http.Answer answer = question.get();
            return answer.status() == 200 ? answer.text().length() : -answer.status();
        };
        long first = System.nanoTime();
        int size = asked.getAsInt();
        long took = System.nanoTime() - first;
        // What takes seconds is asked less often.
        int again = (int) Math.max(5, Math.min(times, 20_000_000_000L / Math.max(1, took)));
        for (int i = 0; i < Math.min(WARM, again / 5); i++) {
            asked.getAsInt();
        }
        long[] measured = new long[again];
        for (int i = 0; i < again; i++) {
            long began = System.nanoTime();
            asked.getAsInt();
            measured[i] = System.nanoTime() - began;
        }
        Arrays.sort(measured);
        System.out.printf(
                "%-50s %s p50 %7.1f ms, p99 %7.1f ms (of %d), %d characters%n",
                what,
                size < 0 ? "FAILED" : "",
                measured[again / 2] / 1e6,
                measured[(int) Math.ceil(again * 0.99) - 1] / 1e6,
                again,
                size);
    }

    @Override
    public void close() throws Exception {
        bridge.close();
        FileSystemUtils.deleteRecursively(evidence);
    }
}
