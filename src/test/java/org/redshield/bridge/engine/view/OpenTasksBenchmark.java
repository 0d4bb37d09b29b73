package org.redshield.bridge.engine.view;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the counts of all lists of a person cost with 60,000 open tasks over 600 bureaus, a third of them taken. Not a test: run
 * its main.
 */
final class OpenTasksBenchmark {

    private static final int BUREAUS = 600;
    private static final int TASKS = 60_000;
    private static final int RUNS = 21;

    private OpenTasksBenchmark() {}

    public static void main(String[] args) {
        try (HikariDataSource database = new HikariDataSource()) {
            database.setDataSource(TestDatabase.with("org/camunda/bpm/engine/db/liquibase/camunda-changelog.xml"));
            JdbcClient jdbc = JdbcClient.create(database);
            fill(jdbc);
            OpenTasks tasks = new OpenTasks(jdbc);
            List<String> all = IntStream.range(0, BUREAUS)
                    .mapToObj(OpenTasksBenchmark::tenant)
                    .toList();
            List<String> followed =
                    IntStream.range(0, 300).mapToObj(n -> "case" + n * BUREAUS).toList();
            measure("an officer", () -> tasks.count(question("officer", List.of(tenant(0)), List.of(), false)));
            measure(
                    "an officer who follows 300 cases",
                    () -> tasks.count(question("officer", List.of(tenant(0)), followed, false)));
            measure(
                    "a unit head, with all of his bureau",
                    () -> tasks.count(question("unitHead", List.of(tenant(0)), List.of(), true)));
            measure("a supervisor of all bureaus", () -> tasks.count(question("supervisor", all, List.of(), true)));
        }
        System.exit(0);
    }

    private static String tenant(int number) {
        return "bureau" + number;
    }

    private static OpenTasks.Question question(String group, List<String> tenants, List<String> cases, boolean all) {
        Instant now = Instant.now();
        return new OpenTasks.Question(
                "user0",
                List.of(group),
                tenants,
                cases,
                all,
                new OpenTasks.Limits(now, now.plus(Duration.ofHours(8)), now.plus(Duration.ofDays(3))));
    }

    private static void fill(JdbcClient jdbc) {
        for (String sql : List.of(
                """
                insert into act_ru_execution (id_, rev_, proc_inst_id_, business_key_, tenant_id_, suspension_state_)
                select 'p' || n, 1, 'p' || n, 'case' || n, 'bureau' || n %% %2$d, 1 from generate_series(0, %1$d - 1) n
                """, """
                insert into act_ru_task (id_, rev_, execution_id_, proc_inst_id_, name_, task_def_key_, assignee_, priority_,
                                         create_time_, due_date_, suspension_state_, tenant_id_)
                select 't' || n, 1, 'p' || n, 'p' || n, 'a task', 'task' || n / %2$d %% 20,
                       case when n / %2$d %% 3 = 0 then 'user' || n %% %2$d * 10 + n / %2$d / 3 %% 10 end, 50, now(),
                       now() + (n / %2$d - 50) * interval '3 hours', 1, 'bureau' || n %% %2$d
                  from generate_series(0, %1$d - 1) n
                """, """
                insert into act_ru_identitylink (id_, rev_, type_, group_id_, task_id_, tenant_id_)
                select 'l' || n, 1, 'candidate', (array['officer', 'officer', 'officer', 'unitHead', 'supervisor'])[1 + n / %2$d %% 5],
                       't' || n, 'bureau' || n %% %2$d
                  from generate_series(0, %1$d - 1) n
                """, "analyze act_ru_execution", "analyze act_ru_task", "analyze act_ru_identitylink")) {
            jdbc.sql(sql.formatted(TASKS, BUREAUS)).update();
        }
    }

    private static void measure(String who, Supplier<List<OpenTasks.Tasks>> question) {
        long[] times = new long[RUNS];
        List<OpenTasks.Tasks> found = List.of();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            found = question.get();
            times[run] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        System.out.printf(
                "%-40s %6.1f ms (median of %d), %,d tasks%n",
                who,
                times[RUNS / 2] / 1e6,
                RUNS,
                found.stream().mapToLong(OpenTasks.Tasks::count).sum());
    }
}
