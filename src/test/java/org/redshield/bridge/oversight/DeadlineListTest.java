package org.redshield.bridge.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.timer;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list, the numbers and the chart of deadlines over HTTP, with 1,000 late cases of 50 bureaus, against the rows. */
class DeadlineListTest extends Scenario {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String LATE =
            "ended_at is null and (state = 'MISSED' or state = 'RUNNING' and due_at < now())";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    @Autowired
    private DeadlineMetrics metrics;

    @Autowired
    private SupervisionNumbers numbers;

    @Autowired
    private Environment environment;

    private ManyBureaus bureaus;

    @BeforeEach
    void open() {
        bureaus = new ManyBureaus(jdbc, identity);
        bureaus.open();
        bureaus.areCounted(numbers);
    }

    @AfterEach
    void close() {
        bureaus.close();
    }

    @Test
    void aSupervisorSeesEveryLateDeadlineOfAllHisBureausOnceAndNoOther() {
        assertThat(bureaus.tenants()).hasSize(50);
        List<JsonNode> all = pages(ManyBureaus.SUPERVISOR, "state=LATE&size=200");

        assertThat(all).hasSizeGreaterThanOrEqualTo(1000);
        assertThat(ids(all)).hasSameSizeAs(all).isEqualTo(rows(LATE + " and tenant in (:tenants)", bureaus.tenants()));
        assertThat(all).extracting(row -> row.get("dueAt").asText()).isSorted();
        // Cases of other tests may have run out under a clock of their own.
        assertThat(all)
                .filteredOn(row -> row.get("caseNo").asText().contains("-2026-9"))
                .allSatisfy(row -> {
                    assertThat(row.get("overdue").asBoolean()).isTrue();
                    assertThat(row.get("remainingWorkingDays").asInt()).isLessThanOrEqualTo(0);
                    assertThat(row.get("remaining").asText()).startsWith("已逾期");
                    assertThat(row.get("overdueSince")).isEqualTo(row.get("dueAt"));
                    assertThat(row.get("tenantName").asText()).endsWith("市场监督管理局");
                });
        assertThat(ids(pages("officer310105", "state=LATE")))
                .isEqualTo(rows(LATE + " and tenant in (:tenants)", List.of("310105")));
        assertThat(ids(pages("admin", "state=LATE&size=200"))).isEqualTo(rows(LATE, List.of()));
    }

    @Test
    void limitsHoldTogether() {
        LocalDate day = LocalDate.now(ZONE).minusDays(5);
        String tenant = bureaus.tenants().get(7);

        assertThat(ids(pages(ManyBureaus.SUPERVISOR, "state=LATE&kind=ACKNOWLEDGEMENT&before=" + day)))
                .isEqualTo(rows(
                        LATE + " and tenant in (:tenants) and kind = 'ACKNOWLEDGEMENT' and due_at < '" + day
                                + "T00:00:00+08:00'",
                        bureaus.tenants()))
                .isNotEmpty();
        assertThat(ids(pages(ManyBureaus.SUPERVISOR, "state=MET,CANCELLED&tenant=" + tenant)))
                .isEqualTo(rows("state in ('MET', 'CANCELLED') and tenant in (:tenants)", List.of(tenant)))
                .isNotEmpty();
        assertThat(ids(pages(ManyBureaus.SUPERVISOR, "state=DUE_SOON")))
                .isEqualTo(rows(
                        "state = 'RUNNING' and due_at >= now() and due_at < '"
                                + summary(ManyBureaus.SUPERVISOR)
                                        .get("dueSoonUntil")
                                        .asText()
                                + "'::timestamptz + interval '1 second' and tenant in (:tenants)",
                        bureaus.tenants()))
                .hasSizeGreaterThanOrEqualTo(300);
        assertThat(pages("officer310105", "state=LATE&tenant=" + tenant)).isEmpty();
    }

    @Test
    void aRealCaseSaysWhoHasItAndWhere() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        Map<String, Object> fault = Map.of("fault", "HTTP_502", "key", caseNo, "apiName", "request.query", "times", -1);
        assertThat(sandbox().put("/admin/faults", fault).status()).isEqualTo(200);
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意办理，情况属实"));
        timer("answerOverdue", caseNo);

        JsonNode row =
                get("supervisor310105", "caseNo=" + caseNo).get("deadlines").get(0);

        assertThat(row.get("kindTitle").asText()).isEqualTo("店铺主体信息");
        assertThat(row.get("reason").get("type").asText()).isEqualTo("WAITING");
        assertThat(row.get("reason").get("text").asText()).isEqualTo("等待：等待平台答复");
        String instance = row.get("processInstanceId").asText();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getProcessDefinitionId())
                .startsWith("platformDataRequest:");
        assertThat(ids(pages("supervisor310105", "processInstance=" + instance)))
                .containsExactly(row.get("clockId").asText());
        assertThat(pages("supervisor330110", "processInstance=" + instance)).isEmpty();
        sandbox().delete("/admin/faults");
    }

    @Test
    void theNumbersAgreeWithTheRows() {
        Map<String, Long> late = new HashMap<>();
        Map<String, Long> open = new HashMap<>();
        summary(ManyBureaus.SUPERVISOR).get("counts").forEach(count -> {
            String key = count.get("tenant").asText() + " " + count.get("kind").asText();
            late.put(key, count.get("late").asLong());
            open.put(key, count.get("open").asLong());
        });

        assertThat(open).isEqualTo(grouped("ended_at is null"));
        late.values().removeIf(number -> number == 0);
        assertThat(late).isEqualTo(grouped(LATE));
    }

    @Test
    void theChartAgreesWithTheRowsDayByDay() {
        LocalDate to = LocalDate.now(ZONE);
        LocalDate from = to.minusDays(29);
        for (String by : List.of("bureau", "kind")) {
            JsonNode series = as(ManyBureaus.SUPERVISOR)
                    .get("/api/deadlines/statistics?by=" + by + "&from=" + from + "&to=" + to)
                    .json()
                    .get("series");
            assertThat(series).hasSizeGreaterThanOrEqualTo(5);
            for (LocalDate day : List.of(from, from.plusDays(13), to.minusDays(1), to)) {
                int index = (int) from.until(day, java.time.temporal.ChronoUnit.DAYS);
                String column = by.equals("bureau") ? "tenant" : "kind";
                String end = "'" + day.plusDays(1) + "T00:00:00+08:00'::timestamptz";
                assertThat(of(series, index, "open"))
                        .as("open by %s on %s", by, day)
                        .isEqualTo(counted(
                                column, "started_at < " + end + " and (ended_at is null or ended_at >= " + end + ")"));
                String due = "due_at >= " + end + " - interval '1 day' and due_at < " + end;
                assertThat(of(series, index, "due"))
                        .as("due by %s on %s", by, day)
                        .isEqualTo(counted(column, due + " and state <> 'CANCELLED'"));
                assertThat(of(series, index, "missed"))
                        .as("missed by %s on %s", by, day)
                        .isEqualTo(counted(
                                column, due + " and (state = 'MISSED' or state = 'RUNNING' and due_at < now())"));
            }
        }
    }

    @Test
    void theMetricsAgreeWithTheRows() {
        metrics.refresh();
        String scrape = new Http("http://localhost:" + environment.getRequiredProperty("local.management.port"), null)
                .get("/actuator/prometheus")
                .text();
        double missed = scrape.lines()
                .filter(line -> line.startsWith("bridge_deadlines_missed{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();

        assertThat(missed).isEqualTo(rows(LATE, List.of()).size());
        assertThat(scrape)
                .contains(
                        "bridge_deadlines_open{",
                        "bridge_deadlines_due_within_day{",
                        "kind=\"PUBLICITY\",title=\"处置公示\"");
    }

    @Test
    void whatCannotBeReadIsRefusedInChinese() {
        """
                ?state=OVERDUE | oversight.state-unknown
                ?kind=reply | oversight.kind-invalid
                ?before=soon | oversight.instant-invalid
                ?before=2026-13-01 | oversight.instant-invalid
                ?size=0 | oversight.size-invalid
                ?size=many | oversight.size-invalid
                ?after=7 | oversight.position-invalid
                /statistics?from=2026-01-01 | oversight.date-missing
                /statistics?from=2026-01-01&to=2025-01-01 | oversight.period-invalid
                /statistics?from=2024-01-01&to=2026-01-01 | oversight.period-invalid
                /statistics?from=2026-01-01&to=2026-01-02&by=officer | oversight.by-unknown
                """.lines().map(line -> line.split(" \\| ")).forEach(one -> {
            Http.Answer answer = as("supervisor310105").get("/api/deadlines" + one[0]);

            assertThat(answer.status()).as(one[0]).isEqualTo(400);
            assertThat(answer.json().get("code").asText()).as(one[0]).isEqualTo(one[1]);
            assertThat(answer.json().get("detail").asText()).matches("[\\s\\S]*\\p{IsHan}[\\s\\S]*。");
        });
    }

    @Test
    void whoDoesNoCaseWorkSeesNoDeadlines() {
        for (String user : List.of("operator", "modeler", "auditor")) {
            assertThat(as(user).get("/api/deadlines").status()).isEqualTo(403);
            assertThat(as(user).get("/api/deadlines/summary").status()).isEqualTo(403);
            assertThat(as(user).get("/api/supervision/reminders").status()).isEqualTo(403);
        }
        assertThat(new Http(address(), null).get("/api/deadlines").status()).isEqualTo(401);
    }

    @Test
    void aPersonAtCockpitReadsWithHisSession() {
        Browser cockpit = Browser.signedIn(address(), ManyBureaus.SUPERVISOR);

        assertThat(cockpit.get("/api/deadlines/summary").json()).isNotEmpty().allSatisfy(node -> assertThat(node)
                .isNotNull());
    }

    private JsonNode get(String user, String parameters) {
        Http.Answer answer = as(user).get("/api/deadlines?" + parameters);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode summary(String user) {
        return as(user).get("/api/deadlines/summary").json();
    }

    /** All pages; the first one's total must be how many there are. */
    private List<JsonNode> pages(String user, String parameters) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = get(user, parameters);
        long total = page.get("total").asLong();
        page.get("deadlines").forEach(all::add);
        while (page.hasNonNull("next")) {
            page = get(
                    user,
                    parameters + "&after=" + URLEncoder.encode(page.get("next").asText(), StandardCharsets.UTF_8));
            page.get("deadlines").forEach(all::add);
        }
        assertThat(all).hasSize((int) total);
        return all;
    }

    private static Set<String> ids(List<JsonNode> rows) {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.get("clockId").asText()));
        return ids;
    }

    private Set<String> rows(String condition, List<String> tenants) {
        var statement = jdbc.sql("select id from clock where " + condition);
        return new HashSet<>((tenants.isEmpty() ? statement : statement.param("tenants", tenants))
                .query(String.class)
                .list());
    }

    private Map<String, Long> grouped(String condition) {
        return counted("tenant || ' ' || kind", condition);
    }

    private Map<String, Long> counted(String key, String condition) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select " + key + " as key, count(*) as n from clock where " + condition
                        + " and tenant in (:tenants) group by 1")
                .param("tenants", bureaus.tenants())
                .query((row, n) -> counts.put(row.getString(1), row.getLong(2)))
                .list();
        return counts;
    }

    private static Map<String, Long> of(JsonNode series, int day, String number) {
        Map<String, Long> counts = new HashMap<>();
        series.forEach(one -> {
            long value = one.get("days").get(day).get(number).asLong();
            if (value != 0) {
                counts.put(one.get("key").asText(), value);
            }
        });
        return counts;
    }
}
