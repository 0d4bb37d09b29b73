package org.redshield.bridge.bench;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.support.NoTestClasses;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an installation with cases that wait for their deadlines: real instances of the released models, begun at the
 * step that waits, with their clocks. What only stands beside them is copied row by row inside the database.
 */
final class DeadlineLoad implements AutoCloseable {

    static final String TENANT = "330110";

    /** Further than any run takes; {@link DeadlineBurst} brings the deadline near when everything stands ready. */
    private static final Instant FAR = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);

    /** So many are begun by the engine itself, the rest copied from them: the engine needs minutes for ten thousand. */
    private static final int BY_THE_ENGINE = 200;

    private static final int THREADS = 4;

    private final ConfigurableApplicationContext bridge;
    private final JdbcClient jdbc;
    private final ClockService clocks;
    private final DataRequests requests;
    private final RuntimeService runtime;
    private final IdentityService identity;
    private final TransactionTemplate transactions;

    /** Starts the bridge in this process without its job executor: nothing fires while the load is brought in. */
    DeadlineLoad(String... settings) {
        BridgeApplication.useBridgeZone();
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--camunda.bpm.job-execution.enabled=false",
                "--management.endpoint.health.group.readiness.include=readinessState,db",
                "--bridge.deadline.sweep-interval=1h"));
        bridge = new SpringApplicationBuilder(BridgeApplication.class)
                .profiles("demo")
                .initializers(new NoTestClasses())
                .run(arguments.toArray(String[]::new));
        jdbc = bridge.getBean(JdbcClient.class);
        clocks = bridge.getBean(ClockService.class);
        requests = bridge.getBean(DataRequests.class);
        runtime = bridge.getBean(RuntimeService.class);
        identity = bridge.getBean(IdentityService.class);
        transactions = bridge.getBean(TransactionTemplate.class);
    }

    /**
     * So many waiting cases, alternately letters not signed for and data requests not answered.
     *
     * @return their clocks
     */
    List<UUID> cases(String prefix, int count) throws Exception {
        int begun = Math.min(count, BY_THE_ENGINE);
        UUID[] ids = new UUID[begun];
        inParallel(
                begun,
                n -> ids[n] = transactions.execute(status -> {
                    String caseNo = caseNo(prefix, n);
                    return n % 2 == 0 ? unsignedLetter(caseNo) : unansweredRequest(caseNo);
                }));
        List<UUID> all = new ArrayList<>(List.of(ids));
        if (count > begun) {
            all.addAll(copies(caseNo(prefix, 0), (count - begun + 1) / 2));
            all.addAll(copies(caseNo(prefix, 1), (count - begun) / 2));
        }
        jdbc.sql("vacuum analyze").update();
        return all;
    }

    private static String caseNo(String prefix, int number) {
        return "%s-2026-%s%06d".formatted(TENANT, prefix, number);
    }

    private UUID unsignedLetter(String caseNo) {
        String requestId = caseNo + "-R1";
        jdbc.sql("""
                        insert into incoming_letter (tenant, subject_id, feature, case_no, sender, state, letter_id,
                               received_at, cause, platform, shop_id, changed_at)
                        values (?, ?, 'assistance', ?, '310105', 'RECEIVED', ?, now(), '涉嫌销售侵权商品', 'taobao', 'S1000001',
                                now())
                        """).params(TENANT, requestId, caseNo, UUID.randomUUID()).update();
        Clock clock = clock(ClockKind.ACKNOWLEDGEMENT, caseNo, requestId);
        start(
                "assistanceHandling",
                "acknowledgeLetter",
                caseNo,
                Map.of(
                        "requestId", requestId,
                        "supplement", false,
                        "acknowledgeDueAt", FAR,
                        "halfAt", FAR,
                        "fourFifthsAt", FAR,
                        "agreementDueAt", FAR,
                        "replyDueAt", FAR));
        return clock.id();
    }

    private UUID unansweredRequest(String caseNo) {
        String requestNo = requests.create(new DataRequestOrder(
                caseNo + "-R1",
                caseNo,
                TENANT,
                "taobao",
                Dataset.ITEM,
                TargetType.SHOP,
                "S1000001",
                Optional.empty(),
                Optional.empty(),
                "杭余市监协查〔2026〕1号",
                "杭州市余杭区市场监督管理局",
                List.of(new DataRequestOrder.Officer("测试甲", "Z330110001", "12000000001")),
                Optional.empty(),
                List.of("网络交易监督管理办法第三十四条"),
                "核查涉嫌销售侵权商品",
                Optional.empty(),
                List.of("officer330110"),
                Optional.empty()));
        jdbc.sql("update platform_request set status = 'SUBMITTED', due_at = ? where request_no = ?")
                .params(Timestamp.from(FAR), requestNo)
                .update();
        Clock clock = clock(ClockKind.AUTOMATIC_ITEM, caseNo, requestNo);
        start(
                "platformDataRequest",
                "awaitAnswer",
                caseNo,
                Map.of("dataRequestId", requestNo, "tier", "T1", "answerDueAt", FAR));
        return clock.id();
    }

    private Clock clock(ClockKind kind, String caseNo, String subjectId) {
        Clock clock = clocks.start(ClockStart.of(kind, caseNo, subjectId, TENANT, Instant.now()));
        jdbc.sql("update clock set due_at = ? where id = ?")
                .params(Timestamp.from(FAR), clock.id())
                .update();
        return clock;
    }

    private void start(String process, String step, String caseNo, Map<String, Object> variables) {
        identity.setAuthentication(null, List.of(), List.of(TENANT));
        try {
            var instance = runtime.createProcessInstanceByKey(process).businessKey(caseNo);
            // Before the step is named: afterwards they would belong to the step alone.
            variables.forEach((name, value) -> instance.setVariable(name, Variable.toEngine(value)));
            instance.startBeforeActivity(step).execute();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** So many more waiting data requests that are not to fire. */
    void others(int count) {
        if (count > 0) {
            String caseNo = caseNo("T", 1);
            transactions.executeWithoutResult(status -> unansweredRequest(caseNo));
            copies(caseNo, count - 1);
            jdbc.sql("vacuum analyze").update();
        }
    }

    /**
     * Copies of a waiting case: executions, variables, timers, task, message subscription, the feature's row and the
     * clock, every row with ids of its own.
     */
    private List<UUID> copies(String caseNo, int count) {
        String instance = jdbc.sql("select proc_inst_id_ from act_ru_execution where business_key_ = ?")
                .param(caseNo)
                .query(String.class)
                .single();
        JdbcTemplate plain = bridge.getBean(JdbcTemplate.class);
        for (int from = 1; from <= count; from += 10_000) {
            int first = from;
            int last = Math.min(count, from + 9_999);
            transactions.executeWithoutResult(status -> {
                for (String table :
                        List.of("act_ru_execution", "act_ru_variable", "act_ru_event_subscr", "act_ru_task")) {
                    copyRows(plain, table, "proc_inst_id_", instance, caseNo, first, last);
                }
                copyRows(plain, "act_ru_job", "process_instance_id_", instance, caseNo, first, last);
                for (String table : List.of("incoming_letter", "platform_request", "clock")) {
                    copyRows(plain, table, "case_no", caseNo, caseNo, first, last);
                }
            });
        }
        return jdbc.sql("select id from clock where case_no like ?")
                .param(caseNo + "-%")
                .query(UUID.class)
                .list();
    }

    /** Ids get the copy's number behind them; so do the case's number and what is made of it. */
    private static void copyRows(
            JdbcTemplate jdbc, String table, String key, String instance, String caseNo, int first, int last) {
        List<String> columns = jdbc.queryForList(
                "select column_name from information_schema.columns where table_name = ? and table_schema = 'public'"
                        + " order by ordinal_position",
                String.class,
                table);
        List<String> values = columns.stream()
                .map(column -> switch (column) {
                    case "id" -> "uuidv7()";
                    case "case_no",
                            "subject_id",
                            "request_id",
                            "request_no",
                            "id_",
                            "proc_inst_id_",
                            "process_instance_id_",
                            "execution_id_",
                            "parent_id_",
                            "root_proc_inst_id_",
                            "activity_instance_id_",
                            "act_inst_id_",
                            "business_key_",
                            "text_" -> numbered(column, caseNo);
                    case "var_scope_" -> column + " || '-' || n";
                    default -> column;
                })
                .toList();
        jdbc.update(
                "insert into %s (%s) select %s from %s, generate_series(?, ?) n where %s = ? order by n"
                        .formatted(table, String.join(", ", columns), String.join(", ", values), table, key),
                first,
                last,
                instance);
    }

    private static String numbered(String column, String caseNo) {
        // Other texts are values, not ids: a tier stays a tier.
        return column.equals("text_")
                ? "case when text_ like '%s%%' then text_ || '-' || n else text_ end".formatted(caseNo)
                : "%s || '-' || n".formatted(column);
    }

    private static void inParallel(int count, IntConsumer task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                running.add(threads.submit(() -> {
                    for (int n = first; n < count; n += THREADS) {
                        task.accept(n);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        bridge.close();
    }
}
