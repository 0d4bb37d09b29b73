package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.bench.process.CaseSteps;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.support.NoTestClasses;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A plain case of eight steps, three of them services and two people's tasks with timers, on the bridge's engine and on one
 * with the starter's defaults: what each asks of the database. Not a test: run its main; the arguments are the number of
 * cases counted (500 unless given) and of cases before that (100).
 */
final class Case8 {

    private static final int CLIENTS = 4;

    private final MeasuredServer server;
    private final String database;
    private final ProcessEngine engine;
    private final JdbcClient onlooker;

    private Case8(MeasuredServer server, String database, ProcessEngine engine) {
        this.server = server;
        this.database = database;
        this.engine = engine;
        this.onlooker = server.onlooker(database);
    }

    /** The three steps, for both engines. */
    @Configuration(proxyBeanMethods = false)
    static class StepBeans {

        @Bean
        JavaDelegate case8Fetch() {
            return CaseSteps.leaving("rows", 17);
        }

        @Bean
        JavaDelegate case8Work() {
            return CaseSteps.leaving("result", "FOUND");
        }

        @Bean
        JavaDelegate case8Dispatch() {
            return CaseSteps.leaving("dispatched", true);
        }
    }

    /** What the bridge must know of a model's variables. */
    @Configuration(proxyBeanMethods = false)
    static class Declarations {

        @Bean
        ProcessSteps case8Steps(Map<String, JavaDelegate> beans) {
            Steps table = Steps.about(Variable.text("caseRef"));
            beans.forEach(table::doing);
            return () -> table;
        }

        @Bean
        ProcessContract case8Process() {
            return new ProcessContract() {
                @Override
                public String key() {
                    return "case8";
                }

                @Override
                public Variable<String> subject() {
                    return Variable.text("caseRef");
                }

                @Override
                public Set<Variable<?>> variables() {
                    return Set.of(
                            Variable.text("bureau"),
                            Variable.text("platform"),
                            Variable.text("shop"),
                            Variable.text("kind"),
                            Variable.instant("received"),
                            Variable.count("items"),
                            Variable.flag("urgent"),
                            Variable.count("rows"),
                            Variable.text("result"),
                            Variable.flag("dispatched"),
                            Variable.flag("agreed"));
                }

                @Override
                public Start startedBy() {
                    return Start.call();
                }

                @Override
                public Set<Class<? extends FormIntake>> forms() {
                    return Set.of();
                }

                @Override
                public List<Beside> beside() {
                    return List.of();
                }
            };
        }
    }

    /** An application that has the starter and nothing of ours. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = CamundaBpmRestJerseyAutoConfiguration.class)
    static class Defaults {}

    public static void main(String[] args) throws Exception {
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        int before = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        int exit = 1;
        BridgeApplication.useBridgeZone();
        try (MeasuredServer server = new MeasuredServer()) {
            String standard = server.create("case8_defaults");
            measure(server, "case8_defaults", cases, before, () -> new SpringApplicationBuilder(
                            Defaults.class, StepBeans.class)
                    .web(WebApplicationType.NONE)
                    .run(
                            "--spring.config.name=none",
                            "--spring.datasource.url=" + standard,
                            "--spring.liquibase.enabled=false",
                            "--camunda.bpm.auto-deployment-enabled=false"));
            Path evidence = Files.createTempDirectory("case8-evidence");
            String ours = server.create("case8_bridge");
            measure(server, "case8_bridge", cases, before, () -> new SpringApplicationBuilder(
                            BridgeApplication.class, StepBeans.class, Declarations.class)
                    .profiles("demo")
                    .initializers(new NoTestClasses())
                    .run(
                            "--server.port=0",
                            "--management.server.port=0",
                            "--bridge.evidence.directory=" + evidence,
                            "--spring.datasource.url=" + ours,
                            "--spring.datasource.username=postgres"));
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    private static void measure(
            MeasuredServer server,
            String database,
            int cases,
            int before,
            Callable<ConfigurableApplicationContext> application)
            throws Exception {
        try (ConfigurableApplicationContext context = application.call()) {
            ProcessEngine engine = context.getBean(ProcessEngine.class);
            engine.getRepositoryService()
                    .createDeployment()
                    .name("case8")
                    .addClasspathResource("bench/case8.bpmn")
                    .deploy();
            new Case8(server, database, engine).measure(cases, before);
        } finally {
            // The next engine has the same name.
            ProcessEngines.getProcessEngines().clear();
        }
    }

    private void measure(int cases, int before) throws Exception {
        play(before);
        MeasuredServer.settle();
        MeasuredServer.Counts resting = server.counts(database);
        Thread.sleep(20_000);
        MeasuredServer.settle();
        MeasuredServer.Used idle = server.counts(database).since(resting);
        MeasuredServer.Counts start = server.counts(database);
        play(cases);
        MeasuredServer.settle();
        MeasuredServer.Counts end = server.counts(database);
        MeasuredServer.Used net = end.since(start).without(idle).each(cases);
        System.out.printf(
                "%s, a case: %.1f statements, %.1f commits (%.1f wrote), %.1f KB of WAL%n",
                database,
                net.statements(),
                net.commits(),
                server.writingCommits(database, start, end) / (double) cases,
                net.wal() / 1000);
        net.byTable()
                .filter(table -> table.getValue() >= 0.05)
                .forEach(table -> System.out.printf("%10.2f  %s%n", table.getValue(), table.getKey()));
        server.walByTable(database, start, end).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(15)
                .forEach(table ->
                        System.out.printf("%10.0f bytes  %s%n", table.getValue() / (double) cases, table.getKey()));
    }

    /** All cases step by step together, by several people at once. */
    private void play(int cases) throws Exception {
        inParallel(cases, this::start);
        complete("triage", "officer310105", cases, Map.of("decision", "accept", "agreed", true));
        complete("review", "unithead310105", cases, Map.of("decision", "accept", "agreed", true));
        seen("all have ended", "select count(*) = 0 from act_ru_execution where ?::int > 0", cases);
    }

    private void start(int number) {
        acting();
        engine.getRuntimeService()
                .createProcessInstanceByKey("case8")
                .processDefinitionWithoutTenantId()
                .businessKey("case8-" + number)
                .setVariables(Map.of(
                        "caseRef",
                        "310105-2026-%06d".formatted(number),
                        "bureau",
                        "310105",
                        "platform",
                        "taobao",
                        "shop",
                        "S1000001",
                        "kind",
                        "FALSE_TRADE",
                        "received",
                        new Date(),
                        "items",
                        3,
                        "urgent",
                        false))
                .execute();
    }

    /** For an organisation, as a job does: neither engine checks a person, and neither logs his operations. */
    private void acting() {
        engine.getIdentityService().setAuthentication(null, null, List.of("310105"));
    }

    private void complete(String task, String by, int cases, Map<String, Object> variables) throws Exception {
        seen(
                "all stand at " + task,
                "select count(*) = ? from act_ru_task where task_def_key_ = '" + task + "'",
                cases);
        List<String> ids = onlooker.sql("select id_ from act_ru_task where task_def_key_ = ?")
                .param(task)
                .query(String.class)
                .list();
        inParallel(cases, number -> {
            acting();
            engine.getTaskService().claim(ids.get(number), by);
            engine.getTaskService().complete(ids.get(number), variables);
        });
    }

    private void seen(String what, String condition, int cases) {
        await(what)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> onlooker.sql(condition)
                        .param(cases)
                        .query(Boolean.class)
                        .single());
    }

    private static void inParallel(int times, java.util.function.IntConsumer work) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> all = new java.util.ArrayList<>();
            for (int n = 0; n < times; n++) {
                int number = n;
                all.add(clients.submit(() -> work.accept(number)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            clients.shutdown();
        }
    }
}
