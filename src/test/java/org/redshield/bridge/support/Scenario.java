package org.redshield.bridge.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.redshield.bridge.dossier.DecisionsOnRecord;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a scenario needs: people who work in Tasklist (over HTTP, each with his own login), the named timer fired without
 * waiting for it, and the exact path that a case took.
 */
@BridgeTest
public abstract class Scenario {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private Environment environment;

    @Autowired
    protected RuntimeService runtime;

    @Autowired
    protected TestClock clock;

    @Autowired
    private JdbcClient database;

    @Autowired
    private DecisionsOnRecord decisions;

    /** Whatever the test is about: what people sent is on record under their names, and what they decided is bound as a form. */
    @AfterEach
    protected void whateverPeopleDecidedIsOnRecord() {
        assertThat(decisions.missing()).isEmpty();
    }

    /** Time goes back in tests only: what was put off from the later instant would come up hours from now. */
    @AfterEach
    protected void timeIsRealAgain() {
        for (String table : List.of("platform_poll", "platform_load")) {
            database.sql("update " + table + " set next_at = :now where next_at > :now")
                    .param("now", TestClock.atHome().atOffset(ZoneOffset.UTC))
                    .update();
        }
        database.sql("update notice_position set due_until = :now where due_until > :now")
                .param("now", TestClock.atHome().atOffset(ZoneOffset.UTC))
                .update();
        clock.reset();
    }

    /** Where the bridge answers. */
    protected String address() {
        return "http://localhost:" + port;
    }

    /** That person's HTTP client. */
    protected Http as(String user) {
        return desk().as(user);
    }

    private Desk desk() {
        return new Desk(address(), PATIENCE);
    }

    /** The sandbox platform's own pages. */
    protected Http sandbox() {
        return new Http(
                environment.getRequiredProperty("bridge.platforms.taobao.url").replace("/router/rest", ""), null);
    }

    /** Sends the start form of the assistance request. */
    protected Http.Answer raise(String user, Map<String, Object> fields) {
        return desk().raise(user, fields);
    }

    /** Raises a request that is accepted. @return the case number */
    protected String raised(String user, Map<String, Object> fields) {
        return desk().raised(user, fields);
    }

    /** Waits for that task of the case, claims it where nobody has, and submits its form. */
    protected void does(String user, String task, String caseNo, Map<String, Object> fields) {
        JsonNode waiting = waitingTask(user, task, caseNo);
        Http.Answer answer = desk().tries(user, task, waiting, fields);
        assertThat(answer.status()).as(task + ": " + answer.text()).isEqualTo(204);
        did(user, task, caseNo, waiting.get("id").asText());
    }

    /** That was done. */
    protected void did(String user, String task, String caseNo, String taskId) {}

    /** As {@link #does}, but expects to be refused with that sentence (or part of it). */
    protected void isRefused(String user, String task, String caseNo, Map<String, Object> fields, String sentence) {
        Http.Answer answer = tries(user, task, caseNo, fields);
        assertThat(answer.status()).as(task + ": " + answer.text()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).contains(sentence);
    }

    /** Waits for that task of the case, claims it where nobody has, and submits its form, whatever comes of it. */
    protected Http.Answer tries(String user, String task, String caseNo, Map<String, Object> fields) {
        return orSaysWhereItStands(caseNo, () -> {
            isThere(task, caseNo);
            return desk().tries(user, task, caseNo, fields);
        });
    }

    /** The newest open task of that kind in the case, as that person sees it; waits until it is there. */
    protected JsonNode waitingTask(String user, String task, String caseNo) {
        return orSaysWhereItStands(caseNo, () -> {
            isThere(task, caseNo);
            return desk().waitingTask(user, task, caseNo);
        });
    }

    /** Waits for the row: asking as that person, over and over, was a fifth of what the bridge did in such tests. */
    private void isThere(String task, String caseNo) {
        Flow.patiently(task + " of " + caseNo).until(() -> database.sql("""
                        select exists (select from act_ru_execution e join act_ru_task t on t.proc_inst_id_ = e.id_
                         where e.business_key_ = ? and t.task_def_key_ = ?)
                        """)
                .params(caseNo, task)
                .query(Boolean.class)
                .single());
    }

    private static <T> T orSaysWhereItStands(String caseNo, Supplier<T> waited) {
        try {
            return waited.get();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "; the case stands at " + Flow.standsAt(caseNo), e);
        }
    }

    /** Waits until that task is no longer open. */
    protected void isDone(String user, String task, String caseNo, String id) {
        await(task + " of " + caseNo + " is done").atMost(PATIENCE).until(() -> {
            for (JsonNode open : tasks(user, task, caseNo)) {
                if (open.get("id").asText().equals(id)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Open tasks of that kind in the case that the person can see. */
    protected JsonNode tasks(String user, String task, String caseNo) {
        return desk().tasks(user, task, caseNo);
    }

    /** Moves the clock to the timer's due instant and executes its job, as the job executor would then. */
    protected void fires(String timer, String caseNo) {
        Job job = Flow.timer(timer, caseNo);
        Instant due = job.getDuedate().toInstant();
        if (clock.instant().isBefore(due)) {
            clock.setTo(due.plusSeconds(1));
        }
        Flow.patiently("timer " + timer + " of " + caseNo + " is executed").until(() -> executed(job));
    }

    /** Another job of the same case may be under way: the executor, too, would then try again; it may be first. */
    private static boolean executed(Job job) {
        try {
            Flow.execute(job);
            return true;
        } catch (OptimisticLockingException | IllegalStateException e) {
            return Flow.jobQuery().jobId(job.getId()).count() == 0;
        }
    }

    /** Form fields as Tasklist sends them: lists as JSON. */
    protected static Map<String, Object> variables(Map<String, Object> fields) {
        return Desk.variables(fields);
    }
}
