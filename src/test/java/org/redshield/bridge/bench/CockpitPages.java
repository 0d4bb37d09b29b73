package org.redshield.bridge.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How long Cockpit's pages take with open instances of the processes as they are deployed, evenly over all bureaus of the country, and ten
 * times as many that are over: each question that the pages ask, over HTTP with a supervisor's session. Rows are written by SQL into the
 * engine's tables. Not a test: run its main; the arguments are the number of open instances, how often each question is asked (200,000 and
 * 40 unless given), and the classes of a build before, which is then asked first, over the same rows.
 */
final class CockpitPages {

    /** The database of a run before that was killed, whose rows are asked again. */
    private static final String AGAIN = System.getProperty("bench.database");

    /** The engine's interface as Cockpit's pages ask it. */
    private static final String ENGINE = "/camunda/api/engine/engine/default/";
    /** Cockpit's own questions. */
    private static final String OWN = "/camunda/api/cockpit/plugin/base/default/";

    /** Processes and tasks in the order of their share, the first has about half of all; one whose process is called, has an instance above it. */
    private static final String ELEMENTS = String.join(
            ",",
            "(0, 9, 'assistanceHandling', 'investigate', '')",
            "(10, 11, 'platformDataRequest', 'answerRequest', 'requestPlatformData')",
            "(12, 14, 'assistanceRequest', 'reviewReply', '')",
            "(15, 16, 'clueVerification', 'verifyClue', '')",
            "(17, 18, 'merchantDisposition', 'draftDisposition', '')",
            "(19, 19, 'supervisionOrder', 'answerReminder', '')");

    /** In one session, in which no trigger counts anything. */
    private static final List<String> ROWS = List.of(
            "set session_replication_role = replica",
            """
            create unlogged table bench_instance as
            with bureau as materialized (
                    select code, row_number() over (order by md5(code)) - 1 as i from organisation where kind = 'BUREAU'),
                 element as materialized (
                    select k.*, def.id_ as def, def.deployment_id_ as deployment,
                           (select min(j.id_) from act_ru_jobdef j where j.proc_def_id_ = def.id_) as job_def
                      from (values %2$s) k (low, high, process, key, above)
                      join act_re_procdef def on def.key_ = k.process)
            select n, o.code as tenant, e.def, e.process, e.key, e.deployment, e.job_def,
                   case when e.above <> '' and n > 9 then 'e' || (n - 10) end as super, e.above,
                   o.code || '-2026-' || lpad((500000 + n / many.bureaus)::text, 6, '0') as case_no,
                   date_trunc('second', localtimestamp) - n %% 15552000 * interval '1 second' * 15552000 / %1$d as started
              from generate_series(0, %1$d - 1) n
              cross join (select count(*) as bureaus from bureau) many
              join bureau o on o.i = n %% many.bureaus
              join element e on n %% 20 between e.low and e.high
            """,
            """
            insert into act_ru_execution (id_, rev_, proc_inst_id_, root_proc_inst_id_, business_key_, parent_id_, proc_def_id_, proc_def_key_,
                                          super_exec_, act_id_, act_inst_id_, is_active_, is_concurrent_, is_scope_, is_event_scope_,
                                          suspension_state_, cached_ent_state_, sequence_counter_, tenant_id_)
            select 'p' || n, 1, 'p' || n, 'p' || n, case_no, null, def, process, super, null, 'p' || n, false, false, true, false, 1, 0, 1, tenant
              from bench_instance
            union all
            select 'e' || n, 1, 'p' || n, 'p' || n, null, 'p' || n, def, process, null, key, key || ':' || n, true, false, true, false, 1, 6, 1,
                   tenant
              from bench_instance
            """,
            """
            insert into act_ru_task (id_, rev_, execution_id_, proc_inst_id_, proc_def_id_, name_, task_def_key_, assignee_, priority_,
                                     create_time_, due_date_, suspension_state_, tenant_id_, task_state_)
            select 't' || n, 1, 'e' || n, 'p' || n, def, '任务', key, case when n %% 3 = 0 then 'officer' || tenant end, 50, started,
                   started + interval '60 days', 1, tenant, 'Created'
              from bench_instance
            """,
            """
            insert into act_ru_job (id_, rev_, type_, exclusive_, execution_id_, root_proc_inst_id_, process_instance_id_, process_def_id_,
                                    process_def_key_, retries_, duedate_, handler_type_, handler_cfg_, deployment_id_, suspension_state_,
                                    job_def_id_, sequence_counter_, tenant_id_, create_time_)
            select 'j' || n, 1, 'timer', true, 'e' || n, 'p' || n, 'p' || n, def, process, case when n %% 1000 = 7 then 0 else 3 end,
                   localtimestamp + interval '90 days', 'timer-transition', 'late', deployment, 1, job_def, 1, tenant, started
              from bench_instance
            """,
            """
            insert into act_ru_incident (id_, rev_, incident_timestamp_, incident_msg_, incident_type_, execution_id_, activity_id_, proc_inst_id_,
                                         proc_def_id_, cause_incident_id_, root_cause_incident_id_, configuration_, tenant_id_, job_def_id_)
            select 'i' || n, 1, started, '连接超时', 'failedJob', 'e' || n, key, 'p' || n, def, 'i' || n, 'i' || n, 'j' || n, tenant, job_def
              from bench_instance where n %% 1000 = 7
            """,
            """
            insert into act_ru_variable (id_, rev_, type_, name_, execution_id_, proc_inst_id_, proc_def_id_, text_, var_scope_,
                                         sequence_counter_, is_concurrent_local_, tenant_id_)
            select 'v' || n || v.name, 1, 'string', v.name, 'p' || n, 'p' || n, def, case when v.name = 'caseNo' then case_no else v.name end,
                   'p' || n, 1, false, tenant
              from bench_instance, unnest(array['caseNo', 'decision']) v (name)
            """,
            """
            insert into act_hi_procinst (id_, proc_inst_id_, business_key_, proc_def_key_, proc_def_id_, start_time_, root_proc_inst_id_,
                                         tenant_id_, state_)
            select 'p' || n, 'p' || n, case_no, process, def, started, 'p' || n, tenant, 'ACTIVE' from bench_instance order by n desc
            """,
            """
            insert into act_hi_actinst (id_, parent_act_inst_id_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_,
                                        execution_id_, act_id_, act_name_, act_type_, start_time_, act_inst_state_, tenant_id_)
            select key || ':' || n, 'p' || n, process, def, 'p' || n, 'p' || n, 'e' || n, key, '任务', 'userTask', started, 0, tenant
              from bench_instance
            """,
            // Those that are over, of the three years before.
            """
            insert into act_hi_procinst (id_, proc_inst_id_, business_key_, proc_def_key_, proc_def_id_, start_time_, end_time_, duration_,
                                         root_proc_inst_id_, tenant_id_, state_)
            select 'c' || n || '-' || d, 'c' || n || '-' || d, tenant || '-2024-' || n || '-' || d, process, def,
                   started - d * interval '100 days', started - (d - 0.3) * interval '100 days', 2592000000, 'c' || n || '-' || d, tenant, 'COMPLETED'
              from bench_instance, generate_series(1, 10) d
            """,
            "drop table bench_instance");

    private final JdbcClient jdbc;
    private final String url = AGAIN == null ? TestDatabase.emptyUrl() : AGAIN;
    private final Path evidence = Files.createTempDirectory("cockpit-pages");
    private final int times;
    /** What was measured, by person and question, a column for each build. */
    private final Map<String, StringBuilder> table = new TreeMap<>();

    private CockpitPages(int times) throws Exception {
        this.times = times;
        jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
    }

    public static void main(String[] args) throws Exception {
        int instances = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        CockpitPages run = new CockpitPages(args.length > 1 ? Integer.parseInt(args[1]) : 40);
        try {
            boolean before = args.length > 2 && !args[2].isEmpty();
            try (ChildBridge bridge = before ? run.bridge(args[2]) : run.bridge()) {
                bridge.start();
                if (AGAIN == null) {
                    run.fill(instances);
                }
                run.all(bridge.address());
                // To look at plans and pages: another run over the same rows, whenever somebody presses Enter.
                while (args.length > 3 && System.in.read() == '\n') {
                    run.all(bridge.address());
                }
            }
            if (before) {
                try (ChildBridge bridge = run.bridge()) {
                    bridge.start();
                    run.jdbc.sql("vacuum analyze").update();
                    run.all(bridge.address());
                    while (args.length > 3 && System.in.read() == '\n') {
                        run.all(bridge.address());
                    }
                }
            }
            run.table.forEach((question, figures) -> System.out.println("| " + question + figures + " |"));
        } finally {
            FileSystemUtils.deleteRecursively(run.evidence);
        }
        System.exit(0);
    }

    private ChildBridge bridge() {
        return bridge(List.of("-Xmx768m"));
    }

    /** @param classes of another build, which stands on the same libraries */
    private ChildBridge bridge(String classes) {
        String libraries = List.of(ChildBridge.classPath().split(File.pathSeparator)).stream()
                .filter(entry -> !entry.endsWith("classes"))
                .reduce(classes, (path, entry) -> path + File.pathSeparator + entry);
        return bridge(List.of("-Xmx768m", "-cp", libraries));
    }

    private ChildBridge bridge(List<String> options) {
        // Failed jobs of 1,000 instances are not tried again, and no timer is due: only questions are asked.
        return new ChildBridge(
                Path.of("target", "bench", "cockpit-pages.log"),
                options,
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence);
    }

    private void fill(int instances) throws Exception {
        long began = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            for (String rows : ROWS) {
                statement.execute(rows.formatted(instances, ELEMENTS));
            }
        }
        jdbc.sql("vacuum analyze").update();
        System.out.printf(
                "filled in %d s: %s; %s%n",
                (System.nanoTime() - began) / 1_000_000_000,
                text("select count(*) || ' open, ' || pg_size_pretty(pg_database_size(current_database()))"
                        + " from act_ru_execution where parent_id_ is null"),
                url);
    }

    private String text(String question) {
        return jdbc.sql(question).query(String.class).single();
    }

    private void all(String address) throws Exception {
        System.out.println(address);
        load();
        for (String user : List.of("supervisor330110", "supervisor330000", "supervisor100000")) {
            pages(Browser.signedIn(address, user, "cockpit"), user);
        }
        load();
    }

    private static void load() throws Exception {
        System.out.println(
                "load average: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    /** Page by page what Cockpit asks. */
    private void pages(Browser person, String user) {
        String most =
                text("select id_ from act_re_procdef where key_ = 'assistanceHandling' order by version_ desc limit 1");
        String tenant = user.endsWith("0000") ? "330110" : user.substring("supervisor".length());
        String instance =
                text("select id_ from act_ru_execution where parent_id_ is null and id_ like 'p%' and proc_def_id_ = '"
                        + most + "' and tenant_id_ = '" + tenant + "' order by id_ limit 1");
        String caseNo = text("select business_key_ from act_ru_execution where id_ = '" + instance + "'");

        get(
                person,
                user,
                "dashboard: processes, instances, incidents",
                ENGINE + "process-definition/statistics?rootIncidents=true");
        get(person, user, "dashboard: tasks with somebody", ENGINE + "task/count?unfinished=true&assigned=true");
        get(
                person,
                user,
                "dashboard: tasks of groups",
                ENGINE + "task/count?unfinished=true&unassigned=true&withCandidateGroups=true");
        get(
                person,
                user,
                "dashboard: tasks of nobody",
                ENGINE + "task/count?unfinished=true&unassigned=true&withoutCandidateGroups=true");
        get(person, user, "processes: how many", OWN + "process-definition/statistics-count");
        get(
                person,
                user,
                "processes: list",
                OWN + "process-definition/statistics?firstResult=0&maxResults=50&sortBy=name&sortOrder=asc");
        post(
                person,
                user,
                "process: instances of all versions",
                ENGINE + "process-instance/count",
                Map.of("processDefinitionKey", "assistanceHandling", "processDefinitionWithoutTenantId", true));
        post(
                person,
                user,
                "process: instances",
                ENGINE + "process-instance/count",
                Map.of("processDefinitionId", most));
        post(
                person,
                user,
                "process: count of the list",
                OWN + "process-instance/count",
                Map.of("processDefinitionId", most));
        get(
                person,
                user,
                "process: numbers in the diagram",
                ENGINE + "process-definition/" + most + "/statistics?incidents=true");
        post(
                person,
                user,
                "process: called ones",
                OWN + "process-definition/" + most + "/called-process-definitions",
                Map.of("id", most));
        String list = OWN + "process-instance?firstResult=0&maxResults=50";
        post(person, user, "process: page, newest first", list, page(most, "desc", Map.of()));
        post(person, user, "process: page, oldest first", list, page(most, "asc", Map.of()));
        post(
                person,
                user,
                "process: page of a step",
                list,
                page(most, "desc", Map.of("activityIdIn", List.of("investigate"))));
        post(person, user, "process: page of a case", list, page(most, "desc", Map.of("businessKey", caseNo)));
        post(
                person,
                user,
                "process: incidents",
                OWN + "incident?firstResult=0&maxResults=50&sortBy=incidentTimestamp&sortOrder=desc",
                Map.of("processDefinitionIdIn", List.of(most)));
        get(person, user, "instance", ENGINE + "process-instance/" + instance);
        get(person, user, "instance: steps", ENGINE + "process-instance/" + instance + "/activity-instances");
        post(
                person,
                user,
                "instance: called by",
                ENGINE + "process-instance?maxResults=1",
                Map.of("subProcessInstance", instance));
        post(
                person,
                user,
                "instance: called ones",
                OWN + "process-instance/" + instance + "/called-process-instances",
                Map.of("id", instance));
        post(
                person,
                user,
                "search: a case's instances",
                ENGINE + "process-instance?firstResult=0&maxResults=50",
                Map.of("businessKey", caseNo));
    }

    private static Map<String, Object> page(String process, String order, Map<String, Object> more) {
        Map<String, Object> page = new TreeMap<>(more);
        page.putAll(Map.of("processDefinitionId", process, "sortBy", "startTime", "sortOrder", order));
        return page;
    }

    private void get(Browser person, String user, String what, String path) {
        tell(user, what, () -> person.get(path));
    }

    private void post(Browser person, String user, String what, String path, Map<String, Object> body) {
        tell(user, what, () -> person.post(path, body));
    }

    private void tell(String user, String what, Supplier<Http.Answer> question) {
        long first = ask(what, question);
        // What takes seconds is asked less often.
        int again = (int) Math.max(5, Math.min(times, 10_000_000_000L / Math.max(1, first)));
        for (int i = 0; i < again / 5; i++) {
            ask(what, question);
        }
        long[] measured = new long[again];
        for (int i = 0; i < again; i++) {
            measured[i] = ask(what, question);
        }
        Arrays.sort(measured);
        String figures = "%.0f, %.0f%s"
                .formatted(
                        measured[again / 2] / 1e6,
                        measured[(int) Math.ceil(again * 0.99) - 1] / 1e6,
                        again < times ? " (of " + again + ")" : "");
        System.out.printf("%s %-60s %s%n", user, what, figures);
        table.computeIfAbsent(user + " | " + what, key -> new StringBuilder())
                .append(" | ")
                .append(figures);
    }

    private static long ask(String what, Supplier<Http.Answer> question) {
        long began = System.nanoTime();
        Http.Answer answer = question.get();
        long took = System.nanoTime() - began;
        if (answer.status() != 200) {
            throw new IllegalStateException(what + ": " + answer.text());
        }
        return took;
    }
}
