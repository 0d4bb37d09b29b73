package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Flow;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine keeps of a case, and for how long. */
class EngineHistoryTest extends Scenario {

    /** Where the engine's history of an instance may lie. */
    private static final List<String> TABLES =
            List.of("act_hi_procinst", "act_hi_actinst", "act_hi_taskinst", "act_hi_op_log");

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whatHappenedIsKeptAndNoValues() {
        String instance = rejected();

        assertThat(rows("act_hi_procinst", instance)).isOne();
        assertThat(Flow.path(Flow.instance("assistanceRequest", "310105", caseNo(instance))))
                .containsExactlyInAnyOrder(
                        "raiseRequest", "checkCompleteness", "approveRequest", "followRequest", "requestRejected");
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(instance)
                        .list())
                .as("gateways are told by the step that follows")
                .noneMatch(activity -> activity.getActivityType().equals("exclusiveGateway"));
        assertThat(history.createHistoricTaskInstanceQuery()
                        .processInstanceId(instance)
                        .taskAssignee("unithead310105")
                        .finished()
                        .list())
                .hasSize(1);
        assertThat(history.createUserOperationLogQuery()
                        .processInstanceId(instance)
                        .list())
                .extracting("userId", "operationType")
                .contains(
                        org.assertj.core.groups.Tuple.tuple("officer310105", "Create"),
                        org.assertj.core.groups.Tuple.tuple("unithead310105", "Claim"),
                        org.assertj.core.groups.Tuple.tuple("unithead310105", "Complete"));
        for (String table : List.of("act_hi_varinst", "act_hi_detail")) {
            assertThat(rows(table, instance)).as(table).isZero();
        }
        assertThat(identityLinks()).isZero();
    }

    /** The database reckons it, in one statement with the end. */
    @Test
    void howLongSomethingTookIsTheTimeFromItsBeginningToItsEnd() {
        String instance = rejected();

        for (String table : List.of("act_hi_procinst", "act_hi_actinst", "act_hi_taskinst")) {
            assertThat(jdbc.sql("select count(*) filter (where end_time_ is null or duration_ is distinct from "
                                    + "round(extract(epoch from end_time_ - start_time_) * 1000)) from " + table
                                    + " where proc_inst_id_ = ?")
                            .param(instance)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        HistoricProcessInstance known = history.createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult();
        assertThat(known.getDurationInMillis())
                .isEqualTo(known.getEndTime().getTime() - known.getStartTime().getTime());
        assertThat(known.getState()).isEqualTo(HistoricProcessInstance.STATE_COMPLETED);
    }

    @Test
    void whatEndedLongerAgoThanItsTimeToLiveIsRemovedAndNothingElse() {
        String old = rejected();
        String recent = rejected();
        String running = instance(raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT")));
        String oldCase = caseNo(old);
        keptBefore(old);
        String caseFile = as("officer310105").get("/api/cases/" + oldCase).text();
        moreThanTenYearsAgo(old, running);

        history.cleanUpHistoryAsync(true);

        await("the old instance is gone").atMost(Duration.ofSeconds(60)).until(() -> rows("act_hi_procinst", old) == 0);
        for (String table : List.of("act_hi_varinst", "act_hi_detail")) {
            assertThat(rows(table, old)).as(table).isZero();
        }
        assertThat(identityLinks()).isZero();
        for (String table : TABLES) {
            assertThat(rows(table, old)).as(table).isZero();
            assertThat(rows(table, recent)).as(table).isPositive();
            assertThat(rows(table, running)).as(table).isPositive();
        }
        assertThat(as("officer310105").get("/api/cases/" + oldCase).text()).isEqualTo(caseFile);
        does("unithead310105", "approveRequest", caseNo(running), Map.of("decision", "reject", "reason", "材料不足，不予同意"));
    }

    /** Neither by the schedule nor by hand. */
    @Test
    void ofACaseThatIsHeldNothingGoes() {
        String held = rejected();
        String other = rejected();
        String caseNo = caseNo(held);
        assertThat(as("bureauhead310105")
                        .post("/api/cases/" + caseNo + "/holds", Map.of("ground", "LITIGATION", "reason", "当事人提起行政诉讼"))
                        .status())
                .isEqualTo(201);
        moreThanTenYearsAgo(held, other);

        history.cleanUpHistoryAsync(true);

        await("the other is gone").atMost(Duration.ofSeconds(60)).until(() -> rows("act_hi_procinst", other) == 0);
        for (String table : TABLES) {
            assertThat(rows(table, held)).as(table).isPositive();
        }
        assertThatThrownBy(() -> history.deleteHistoricProcessInstance(held)).hasMessageContaining("正在材料保全");
        assertThat(rows("act_hi_procinst", held)).isOne();
    }

    @Test
    void theHistoryIsCleanedAtNight() {
        List<Job> jobs = history.findHistoryCleanupJobs();

        assertThat(jobs).hasSize(1);
        await("between two runs").atMost(Duration.ofSeconds(60)).until(() -> {
            LocalTime due = LocalDateTime.ofInstant(
                            history.findHistoryCleanupJobs().get(0).getDuedate().toInstant(),
                            java.time.ZoneId.of("Asia/Shanghai"))
                    .toLocalTime();
            return !due.isBefore(LocalTime.of(22, 0)) || due.isBefore(LocalTime.of(5, 0));
        });
    }

    /** A request that was refused at once. @return its process instance */
    private String rejected() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "reject", "reason", "材料不足，不予同意"));
        Flow.assertThat(Flow.instance("assistanceRequest", "310105", caseNo)).isEnded();
        return instance(caseNo);
    }

    private void moreThanTenYearsAgo(String... instances) {
        String days = " - interval '3651 days'";
        jdbc.sql("update act_hi_procinst set start_time_ = start_time_" + days + ", end_time_ = end_time_" + days
                        + " where proc_inst_id_ = any(?)")
                .param(instances)
                .update();
    }

    private String instance(String caseNo) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
    }

    private String caseNo(String instance) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getBusinessKey();
    }

    /** What an earlier version of the bridge had written about an instance. */
    private void keptBefore(String instance) {
        jdbc.sql("insert into act_hi_varinst (id_, proc_inst_id_, name_, text_) values ('old-v', ?, 'decision', 'x')")
                .param(instance)
                .update();
        jdbc.sql("""
                        insert into act_hi_detail (id_, type_, time_, proc_inst_id_, name_)
                        values ('old-d', 'VariableUpdate', now(), ?, 'decision')
                        """).param(instance).update();
        jdbc.sql("""
                        insert into act_hi_identitylink (id_, timestamp_, type_, group_id_, task_id_)
                        select 'old-' || id_, now(), 'candidate', 'unitHead', id_ from act_hi_taskinst where proc_inst_id_ = ?
                        """).param(instance).update();
    }

    private long identityLinks() {
        return jdbc.sql("select count(*) from act_hi_identitylink")
                .query(Long.class)
                .single();
    }

    private long rows(String table, String instance) {
        return jdbc.sql("select count(*) from " + table + " where proc_inst_id_ = ?")
                .param(instance)
                .query(Long.class)
                .single();
    }
}
