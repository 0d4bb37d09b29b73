package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.deadline.ArrangementText;
import org.redshield.bridge.deadline.ClockRows;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A revised calendar while many clocks run: how long until the last one is recomputed. Not a test: run its main; the
 * arguments are the number of open clocks (100,000 unless given), of which a fifth is touched, and of real cases with
 * their processes on top (30 unless given).
 */
final class CalendarRevision {

    private final Installation installation;
    private final JdbcClient jdbc;
    private final Http operator;
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private final int year = today.getYear() + 1;
    private int revision;

    private CalendarRevision(Installation installation) {
        this.installation = installation;
        this.jdbc = JdbcClient.create(installation.database);
        this.operator = new Http(installation.bridge.address(), "operator");
    }

    public static void main(String[] args) throws Exception {
        int open = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int cases = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        try (Installation installation = new Installation("512m")) {
            new CalendarRevision(installation).measure(open, cases);
        }
        System.exit(0);
    }

    private void measure(int open, int cases) {
        load("the first arrangement of " + year + ", no clocks", List.of());
        List<String> raised = new ArrayList<>();
        for (int n = 0; n < cases; n++) {
            String caseNo = installation.desk.raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
            installation.approve(caseNo);
            raised.add(caseNo);
        }
        for (String caseNo : raised) {
            installation.desk.does(
                    "officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        }
        LocalDate monday = LocalDate.of(year, 3, 7).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        ClockRows.insert(jdbc, operator, open / 5, monday.minusDays(4).toString());
        ClockRows.insert(jdbc, operator, open - open / 5, monday.plusDays(40).toString());
        jdbc.sql("analyze clock").update();
        // Inside the statutory clocks of the real cases, where the year's arrangement can reach them.
        LocalDate december = LocalDate.of(year - 1, 12, 2);
        load("a day off that touches a fifth", List.of(monday + ",OFF,试验"));
        load("the real cases' day off as well", List.of(monday + ",OFF,试验", december + ",OFF,试验"));
        load("back again, both", List.of());
    }

    private void load(String what, List<String> more) {
        revision++;
        String version = year + "-" + revision;
        long start = System.nanoTime();
        Http.Answer answer = operator.put(
                "/api/calendars/" + year, ArrangementText.csv(version, today, more.toArray(String[]::new)));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.text());
        }
        long answered = System.nanoTime();
        await(version)
                .atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql("select state = 'DONE' from calendar_pass where version = ?")
                        .param(version)
                        .query(Boolean.class)
                        .single());
        long done = System.nanoTime();
        Map<String, Object> pass = jdbc.sql("""
                        select examined, changed, failed,
                               (select count(*) from clock where fired_at is null and ended_at is null) as open,
                               (select count(*) from clock_change x join clock c on c.id = x.clock_id
                                 where x.version = p.version
                                   and exists (select 1 from act_ru_variable v where v.text_ = c.subject_id)) as real
                          from calendar_pass p where version = ?
                        """).param(version).query().singleRow();
        System.out.printf(
                "%s: answered after %,d ms, done after %,d ms: %s open, %s examined, %s changed (%s with a process), %s failed%n",
                what,
                (answered - start) / 1_000_000,
                (done - start) / 1_000_000,
                pass.get("open"),
                pass.get("examined"),
                pass.get("changed"),
                pass.get("real"),
                pass.get("failed"));
    }
}
