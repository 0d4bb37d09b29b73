package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.NoTestClasses;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes cases by the hundred thousand through the application's own services, into a directory from which the next run goes on.
 * Most are {@link CommonCase}: their reports are imported and dispatched over HTTP as people do, by files and by lists; each
 * form is claimed and submitted by its person through the engine in this JVM, with the same guard, intake and listeners as over
 * HTTP. One in so many is a whole case of {@link CaseCost}, over HTTP, with letters, answers and a disposition. Nothing is written by
 * SQL of its own. SIGTERM ends it between two forms; what was left open goes on next time.
 *
 * <p>Not a test: run its main; the arguments are the directory, how many cases there shall be (100,000), how many people work at once
 * (3), the largest number of GB that the directory may have (30), and one in how many is a whole case (250; 0 for none). {@link GrowthNight}
 * measures on that directory afterwards.
 */
final class CaseGrowth {

    private static final int ROWS = 1_000;
    private static final int AT_ONCE = 20;
    private static final int MOST_TOLD = 50;
    private static final int MOST_REFUSED = 1_000;
    private static final long LEAST_FREE = 8_000_000_000L;

    private final GrowthFolder folder;
    private final MeasuredServer server;
    private final JdbcClient onlooker;
    private final ConfigurableApplicationContext bridge;
    private final Desk desk;
    private final IdentityService identity;
    private final TaskService tasks;
    private final FormService forms;
    private final ExecutorService people;
    private final int atOnce;
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, Long> nanos = new ConcurrentHashMap<>();
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private CaseGrowth(GrowthFolder folder, MeasuredServer server, ConfigurableApplicationContext bridge, int atOnce) {
        this.folder = folder;
        this.server = server;
        this.bridge = bridge;
        this.atOnce = atOnce;
        onlooker = server.onlooker(GrowthFolder.DATABASE);
        desk = new Desk(Installation.address(bridge), Duration.ofMinutes(10));
        identity = bridge.getBean(IdentityService.class);
        tasks = bridge.getBean(TaskService.class);
        forms = bridge.getBean(FormService.class);
        people = Executors.newFixedThreadPool(atOnce);
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.out.println("CaseGrowth <directory> [cases] [people at once] [most GB] [one whole case in]");
            System.exit(2);
        }
        GrowthFolder folder = GrowthFolder.of(args[0]);
        int wanted = number(args, 1, 100_000);
        int atOnce = number(args, 2, 3);
        long mostBytes = number(args, 3, 30) * 1_000_000_000L;
        int oneIn = number(args, 4, 250);
        BridgeApplication.useBridgeZone();
        int exit = 1;
        try (MeasuredServer server = MeasuredServer.in(folder.path());
                ConfigurableApplicationContext sandbox = Installation.sandbox(
                        folder.sandbox(), "--sandbox.delay.manual=PT0.2S", "--sandbox.delay.disposition=PT0.2S");
                ConfigurableApplicationContext bridge = bridge(folder, server, Installation.address(sandbox))) {
            new CaseGrowth(folder, server, bridge, atOnce).grow(wanted, mostBytes, oneIn);
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(exit);
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }

    private static ConfigurableApplicationContext bridge(GrowthFolder folder, MeasuredServer server, String platform) {
        List<String> settings = new ArrayList<>(folder.settings());
        settings.addAll(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--bridge.platforms.taobao.url=" + platform + "/router/rest",
                "--spring.datasource.url=" + server.kept(GrowthFolder.DATABASE),
                "--spring.datasource.username=postgres"));
        SpringApplicationBuilder application = new SpringApplicationBuilder(BridgeApplication.class)
                .profiles("demo")
                .initializers(new NoTestClasses());
        application.application().setRegisterShutdownHook(false);
        return application.run(settings.toArray(String[]::new));
    }

    private void grow(int wanted, long mostBytes, int oneIn) throws Exception {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopped = true;
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        for (CommonCase.Stays one : CommonCase.Stays.values()) {
            System.out.printf("of a thousand %3d: %s%n", one.ofThousand, one.title);
        }
        System.out.println(oneIn == 0 ? "no whole case" : "and one whole case for each " + oneIn);
        int begun = cases();
        System.out.printf("%d cases are there%n", begun);
        long start = System.nanoTime();
        long cpu = processorTime();
        int last = begun;
        long lastAt = start;
        long lastCpu = cpu;
        // It has its own look at the database: a connection is one person's.
        Thread whole = whole(oneIn, server.onlooker(GrowthFolder.DATABASE));
        for (int round = 0; !stopped; round++) {
            int are = cases();
            report(are - last, System.nanoTime() - lastAt, processorTime() - lastCpu, are, "last round");
            last = are;
            lastAt = System.nanoTime();
            lastCpu = processorTime();
            if (round % 10 == 0) {
                load();
                System.out.printf(
                        "evidence %.3f GB, all %.2f GB%n", folder.bytes("evidence") / 1e9, folder.bytes("") / 1e9);
                if (folder.bytes("") > mostBytes) {
                    System.out.println("as large as it may be");
                    break;
                }
            }
            if (folder.free() < LEAST_FREE) {
                System.out.println("too little room beside it");
                break;
            }
            boolean enough = are >= wanted;
            if (!enough) {
                each(CommonCase.BUREAUS, bureau -> timed("import, a thousand", () -> imported(bureau)));
            }
            boolean worked = dispatch();
            for (CommonCase.Step step : CommonCase.STEPS) {
                worked |= work(step);
            }
            if (enough && !worked) {
                break;
            }
        }
        boolean asked = stopped;
        stopped = true;
        whole.join();
        people.shutdown();
        report(cases() - begun, System.nanoTime() - start, processorTime() - cpu, cases(), "in all");
        nanos.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> System.out.printf(
                        "%-28s %8d times %8.1f ms each%n",
                        one.getKey(), times.get(one.getKey()), one.getValue() / 1e6 / times.get(one.getKey())));
        if (!asked) {
            await("what was written can be found").atMost(Duration.ofMinutes(5)).until(() -> onlooker.sql(
                            "select not exists (select from search_due)")
                    .query(Boolean.class)
                    .single());
        }
        weigh(onlooker, cases());
    }

    private void report(int more, long nanoseconds, long cpuNanos, int are, String when) {
        if (more > 0) {
            System.out.printf(
                    "%s %s: %d more in %.0f s, %.1f a second, %.1f ms of processor each; now %d, database %.3f GB, free %.1f GB%s%n",
                    LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                    when,
                    more,
                    nanoseconds / 1e9,
                    more / (nanoseconds / 1e9),
                    cpuNanos / 1e6 / more,
                    are,
                    onlooker.sql("select pg_database_size(current_database())")
                                    .query(Long.class)
                                    .single()
                            / 1e9,
                    free() / 1e9,
                    refused.get() == 0 ? "" : ", refused " + refused.get());
        }
    }

    private long free() {
        try {
            return folder.free();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Of this JVM, which is all but the database, and of the database. */
    private long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                + server.processorTime().toNanos();
    }

    private int cases() {
        return cases(onlooker);
    }

    private static int cases(JdbcClient looks) {
        return looks.sql("select (select count(*) from clue) + (select count(*) from assistance_request)")
                .query(Integer.class)
                .single();
    }

    /** Plays whole cases beside the others, so that there is one for so many. */
    private Thread whole(int oneIn, JdbcClient looks) {
        Thread thread = new Thread(() -> {
            CaseCost player = new CaseCost(GrowthFolder.DATABASE, server, desk);
            while (!stopped && oneIn > 0) {
                try {
                    if (looks.sql("select count(*) from assistance_request")
                                    .query(Integer.class)
                                    .single()
                            < cases(looks) / oneIn) {
                        timed("whole case", player::play);
                    } else {
                        Thread.sleep(500);
                    }
                } catch (RuntimeException | Error e) {
                    refused("a whole case was not played to its end: " + e);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void imported(String bureau) {
        String key = bureau + "-" + UUID.randomUUID().toString().substring(0, 8);
        Http officer = desk.as("officer" + bureau);
        Http.Answer answer = officer.send(
                "POST",
                "/api/clues/imports?source=12315",
                "text/csv",
                CommonCase.reports(bureau, key, ROWS).getBytes(StandardCharsets.UTF_8));
        UUID id = UUID.fromString(answer.json().get("id").asText());
        await("the import is over").atMost(Duration.ofMinutes(20)).until(() -> onlooker.sql(
                        "select state <> 'RUNNING' from clue_import where id = ?")
                .param(id)
                .query(Boolean.class)
                .single());
    }

    private boolean dispatch() throws Exception {
        boolean any = false;
        for (String bureau : CommonCase.BUREAUS) {
            List<String> waiting = onlooker.sql("""
                            select id from clue where tenant = ? and state = 'RECEIVED' and right(case_no, 3)::int < ? order by due_at
                            """)
                    .params(bureau, CommonCase.Stays.WAITING.from())
                    .query(String.class)
                    .list();
            any |= !waiting.isEmpty();
            List<List<String>> parts = new ArrayList<>();
            for (int at = 0; at < waiting.size(); at += AT_ONCE) {
                parts.add(waiting.subList(at, Math.min(at + AT_ONCE, waiting.size())));
            }
            each(
                    parts,
                    part -> timed("dispatch, twenty", () -> {
                        Http.Answer answer =
                                desk.as("unithead" + bureau).post("/api/clues/dispatch", Map.of("clueIds", part));
                        if (answer.status() != 200 || answer.text().contains("\"done\":false")) {
                            refused("not dispatched: " + answer.text());
                        }
                    }));
        }
        return any;
    }

    private record Open(String id, String caseNo, boolean taken) {}

    /** All open tasks of that kind whose cases go on. */
    private boolean work(CommonCase.Step step) throws Exception {
        List<Open> open = onlooker.sql("""
                        select t.id_, e.business_key_, t.assignee_ is not null as taken
                          from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
                         where t.task_def_key_ = ? and right(e.business_key_, 3)::int < ?
                        """)
                .params(step.task(), step.until())
                .query((row, n) -> new Open(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
        each(open, task -> timed(step.task(), () -> submit(step, task)));
        return !open.isEmpty();
    }

    /** As Tasklist does: one call to claim it, one with the form. */
    private void submit(CommonCase.Step step, Open task) {
        String bureau = CommonCase.bureau(task.caseNo());
        String user = step.user(bureau);
        identity.setAuthentication(user, List.of(step.role()), List.of(bureau));
        try {
            if (!task.taken()) {
                tasks.claim(task.id(), user);
            }
            forms.submitTaskForm(task.id(), new HashMap<>(step.form().apply(task.caseNo())));
        } catch (RuntimeException e) {
            refused(step.task() + " of " + task.caseNo() + ": " + e);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** It is asked again next round. Where too much fails something is wrong, and it ends. */
    private void refused(String what) {
        if (refused.incrementAndGet() <= MOST_TOLD) {
            System.out.println(what);
        } else if (refused.get() > MOST_REFUSED && !stopped) {
            System.out.println("too much is refused: ended");
            stopped = true;
        }
    }

    private <T> void each(List<T> all, Consumer<T> act) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int n = 0; n < atOnce; n++) {
            running.add(people.submit(() -> {
                for (int at = next.getAndIncrement(); at < all.size() && !stopped; at = next.getAndIncrement()) {
                    try {
                        act.accept(all.get(at));
                    } catch (RuntimeException | Error e) {
                        refused("not done: " + e);
                    }
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private void timed(String what, Runnable act) {
        long began = System.nanoTime();
        act.run();
        nanos.merge(what, System.nanoTime() - began, Long::sum);
        times.merge(what, 1, Integer::sum);
    }

    static void load() throws IOException {
        System.out.println(
                "load average: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    /** What the largest tables have for each case, their indexes with them. */
    static void weigh(JdbcClient jdbc, int cases) {
        long size = jdbc.sql("select pg_database_size(current_database())")
                .query(Long.class)
                .single();
        System.out.printf("database: %.1f KB a case (%.3f GB per 1,000)%n", size / 1e3 / cases, size / 1e6 / cases);
        jdbc.sql("""
                        select coalesce(p.relname, c.relname) as name, sum(pg_total_relation_size(c.oid)) as bytes,
                               sum(pg_indexes_size(c.oid)) as indexes
                          from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
                         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                         group by 1 order by 2 desc limit 24
                        """)
                .query((row, n) -> "%-28s %8.2f KB a case, of which indexes %8.2f"
                        .formatted(
                                row.getString("name"),
                                row.getLong("bytes") / 1e3 / cases,
                                row.getLong("indexes") / 1e3 / cases))
                .list()
                .forEach(System.out::println);
    }
}
