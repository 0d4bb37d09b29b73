package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.oversight.ManyBureaus;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A supervisor of 50 bureaus with 1,000 late cases at Cockpit: what the screen says is what the clocks say. With {@code
 * -Ddocs.pictures=true} it also takes the pictures of docs/supervision.md.
 */
@Tag("browser")
class CockpitTest extends Scenario {

    private static final Path PICTURES = Path.of("target", "supervision");
    /** Those that docs/supervision.md shows. */
    private static final Path SHOWN = Boolean.getBoolean("docs.pictures") ? Path.of("docs", "supervision") : PICTURES;

    private static final String MINE = " and tenant in (:tenants)";
    private static final String LATE =
            "ended_at is null and (state = 'MISSED' or state = 'RUNNING' and due_at < now())" + MINE;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskService tasks;

    @Autowired
    private SupervisionNumbers numbers;

    private final List<String> scriptErrors = new ArrayList<>();
    private ManyBureaus bureaus;
    private String caseNo;

    @BeforeEach
    void open() {
        bureaus = new ManyBureaus(jdbc, identity);
        bureaus.open();
        caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意办理，情况属实"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        fires("acknowledgementOverdue", caseNo);
        clock.reset();
        // The longest overdue of all stands first in the list.
        jdbc.sql("""
                        update clock set started_at = started_at - interval '60 days', half_at = half_at - interval '60 days',
                               four_fifths_at = four_fifths_at - interval '60 days', due_at = due_at - interval '60 days'
                         where case_no = :caseNo and tenant = '330110' and kind = 'ACKNOWLEDGEMENT'
                        """).param("caseNo", caseNo).update();
        bureaus.areCounted(numbers);
    }

    @AfterEach
    void close() {
        bureaus.close();
    }

    @Test
    void theSupervisorSeesWhatIsLateAndWhyRemindsAndReadsTheAnswer() {
        at(ManyBureaus.SUPERVISOR, cockpit -> {
            cockpit.dashboard();
            assertThat(cockpit.number("已逾期")).isEqualTo(rows(LATE)).isGreaterThan(1000);
            assertThat(cockpit.number("全部未办结")).isEqualTo(rows("ended_at is null" + MINE));
            assertThat(cockpit.number("即将到期")).isEqualTo(soon());
            assertThat(cockpit.lines()).hasSize(20);
            assertThat(cockpit.lineOf(caseNo)).contains("签收", "余杭", "已逾期", "待认领：签收来函（办案人员）");
            cockpit.picture(SHOWN.resolve("dashboard.png"));
            assertThat(cockpit.more().lines()).hasSize(40);
            assertThat(cockpit.shown()).contains("已显示 40 条", "共 %,d 条".formatted(rows(LATE)));
            cockpit.groupedBy("按期限").scrollTo(".ov-legend").picture(PICTURES.resolve("chart.png"));

            cockpit.limit("单位", "杭州市余杭区市场监督管理局").limit("期限", "签收").scrollTo(".ov h3");
            String limited = LATE + " and tenant = '330110' and kind = 'ACKNOWLEDGEMENT'";
            assertThat(cockpit.number("已逾期")).isEqualTo(rows(limited));
            cockpit.remind(caseNo, "请说明为何仍未签收来函，并于今日内签收。").picture(PICTURES.resolve("remind.png"));
            cockpit.sendReminder();
            assertThat(cockpit.lineOf(caseNo)).contains("等待答复");
        });
        String task = waitingTask("unithead330110", "answerReminder", caseNo)
                .get("id")
                .asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead330110")) {
            desk.open(task).type("办理情况", "承办人出差，已改派他人，今日签收。");
            desk.picture(SHOWN.resolve("answer.png"));
            desk.complete();
            scriptErrors.addAll(desk.errors());
        }
        isDone("unithead330110", "answerReminder", caseNo, task);
        at(ManyBureaus.SUPERVISOR, cockpit -> {
            cockpit.dashboard().openInstance(caseNo);
            assertThat(cockpit.tab()).contains("签收", "已答复", "承办人出差，已改派他人，今日签收。", caseNo + "-U1");
            cockpit.picture(SHOWN.resolve("instance.png"));
            cockpit.dashboard().choose("已发出的催办");
            assertThat(cockpit.lineOf(caseNo)).contains("请说明为何仍未签收来函", "承办人出差");
            cockpit.picture(PICTURES.resolve("reminders.png"));
        });
        assertThat(scriptErrors).isEmpty();
    }

    @Test
    @Tag("thorough")
    void whoDoesNotSuperviseHasCockpitAsItWas() {
        try (Cockpit cockpit = new Cockpit(CHROMIUM, address(), "operator")) {
            cockpit.withoutSupervision();
            assertThat(cockpit.shows("期限督办")).isFalse();
            assertThat(cockpit.shows("扩展页面")).isFalse();
            assertThat(cockpit.shows("当前情况")).isTrue();
            scriptErrors.addAll(cockpit.errors());
        }
        assertThat(scriptErrors).isEmpty();
    }

    @Test
    @Tag("thorough")
    void tasklistListsWhatIsLateInTheBureau() {
        Task late = tasks.createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .taskDefinitionKey("acknowledgeLetter")
                .singleResult();
        late.setDueDate(Date.from(clock.instant().minusSeconds(60)));
        tasks.saveTask(late);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead330110")) {
            desk.filter("本单位已逾期");
            assertThat(desk.cards()).anySatisfy(card -> assertThat(card).contains("签收来函", "已逾期", "到期"));
            desk.picture(PICTURES.resolve("tasklist.png"));
            scriptErrors.addAll(desk.errors());
        }
        assertThat(scriptErrors).isEmpty();
    }

    private long rows(String condition) {
        return jdbc.sql("select count(*) from clock where " + condition)
                .param("tenants", bureaus.tenants())
                .query(Long.class)
                .single();
    }

    private long soon() {
        Instant until = Instant.parse(as(ManyBureaus.SUPERVISOR)
                .get("/api/deadlines/summary")
                .json()
                .get("dueSoonUntil")
                .asText());
        return jdbc.sql("""
                        select count(*) from clock
                         where state = 'RUNNING' and due_at >= now() and due_at <= :until and tenant in (:tenants)
                        """)
                .param("until", until.atOffset(java.time.ZoneOffset.UTC))
                .param("tenants", bureaus.tenants())
                .query(Long.class)
                .single();
    }

    private void at(String user, Consumer<Cockpit> work) {
        try (Cockpit cockpit = new Cockpit(CHROMIUM, address(), user)) {
            try {
                work.accept(cockpit);
            } catch (PlaywrightException | AssertionError e) {
                cockpit.picture(Path.of("target", "cockpit-failed.png"));
                throw e;
            }
            scriptErrors.addAll(cockpit.errors());
        }
    }
}
