package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** People's connections and the bridge's own, behind one data source. */
class DatabasePoolsTest extends Scenario {

    private static final String SESSION = "select pg_backend_pid()";

    @Autowired
    @Qualifier("peopleConnections")
    private HikariDataSource people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TaskService tasks;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ProcessEngine engine;

    @Test
    void jobsAndDeliveriesGoOnWhenPeopleHoldAllTheirConnections() throws Exception {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        as("unithead310105").post("/engine-rest/task/" + task + "/claim", Map.of("userId", "unithead310105"));
        assertThat(as("unithead310105")
                        .post(
                                "/engine-rest/task/" + task + "/submit-form",
                                Map.of("variables", variables(Map.of("decision", "approve"))))
                        .status())
                .isEqualTo(204);
        List<Connection> held = new ArrayList<>();
        try {
            // Somebody of another test may hold one too.
            while (people.getHikariPoolMXBean().getActiveConnections() < people.getMaximumPoolSize()) {
                held.add(people.getConnection());
            }
            await("the letter is issued, delivered and received")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> tasks.createTaskQuery()
                                    .processInstanceBusinessKey(caseNo)
                                    .taskDefinitionKey("acknowledgeLetter")
                                    .tenantIdIn("330110")
                                    .count()
                            == 1);
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void theEngineAndOurTablesAreOneTransactionWhoeverBeganIt() {
        for (boolean request : new boolean[] {false, true}) {
            if (request) {
                RequestThread.begin();
            }
            try {
                List<Integer> sessions =
                        transaction.execute(status -> List.of(ofOurTables(), ofTheEngine(), ofOurTables()));
                assertThat(new HashSet<>(sessions))
                        .as("session of each statement")
                        .hasSize(1);
            } finally {
                RequestThread.end();
            }
        }
    }

    @Test
    void aStatementOfARequestEndsAndOneOfAJobDoesNot() {
        assertThat(set("statement_timeout")).isEqualTo("0");
        RequestThread.begin();
        try {
            assertThat(set("statement_timeout")).isEqualTo("20s");
        } finally {
            RequestThread.end();
        }
    }

    @Test
    void aTransactionInWhichNothingIsHeardEndsUnlessItSaysThatItMayPause() {
        for (boolean request : new boolean[] {false, true}) {
            if (request) {
                RequestThread.begin();
            }
            try {
                assertThat(set("idle_in_transaction_session_timeout")).isEqualTo("45s");
                transaction.executeWithoutResult(status -> {
                    LongPause.mayCome(jdbc);
                    assertThat(set("idle_in_transaction_session_timeout")).isEqualTo("0");
                });
                assertThat(set("idle_in_transaction_session_timeout")).isEqualTo("45s");
            } finally {
                RequestThread.end();
            }
        }
    }

    @Test
    void aQuestionToADatabaseThatHasSilentlyGoneEnds() throws Exception {
        try (HikariDataSource questions = ReadOnlyConnections.beside(people, "questions", 1, Duration.ofSeconds(5));
                Connection connection = questions.getConnection()) {
            assertThat(connection.getNetworkTimeout())
                    .as("longest wait for the socket, in ms")
                    .isEqualTo(10_000);
        }
    }

    private String set(String setting) {
        return jdbc.sql("show " + setting).query(String.class).single();
    }

    private int ofOurTables() {
        return jdbc.sql(SESSION).query(Integer.class).single();
    }

    private int ofTheEngine() {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(DatabasePoolsTest::session);
    }

    private static int session(CommandContext context) {
        try (var statement = context.getDbSqlSession()
                        .getSqlSession()
                        .getConnection()
                        .createStatement();
                var row = statement.executeQuery(SESSION)) {
            row.next();
            return row.getInt(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
