package org.redshield.bridge.deadline.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.redshield.bridge.Rows;
import org.redshield.bridge.deadline.ArrangementText;
import org.redshield.bridge.deadline.ClockDatabase;
import org.redshield.bridge.deadline.calendar.CalendarLoading;
import org.redshield.bridge.deadline.calendar.CalendarRefusal;
import org.redshield.bridge.deadline.calendar.CalendarStore;
import org.redshield.bridge.deadline.calendar.CalendarStore.Origin;
import org.redshield.bridge.deadline.calendar.Calendars;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.calendar.PackagedCalendar;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.calendar.StatutoryDays;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;
import org.redshield.bridge.deadline.rule.ClockTerms;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.deadline.rule.ReminderRule;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/** The pass over open clocks that a new arrangement brings: which clocks, in what portions, and what if it is broken off. */
@SpringJUnitConfig(ClockDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecomputationTest {

    private static final Origin TEST = new Origin("operator", "test");
    private static final String TENANT = "310105";
    private static final Instant LOADED = Instant.parse("2026-09-21T01:00:00Z");

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    ClockDatabase.SettableTime time;

    private CalendarStore store;
    private Calendars calendars;
    private CalendarLoading loading;
    private DeadlineCalculator calculator;

    /** The machine stops: no handler of ours is run. */
    private static final class PowerCut extends Error {}

    @BeforeAll
    void calendarTables() throws Exception {
        try (Connection connection = database.getConnection();
                Liquibase liquibase = new Liquibase(
                        "db/changelog/calendar.sql",
                        new ClassLoaderResourceAccessor(),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            liquibase.update(new Contexts());
        }
    }

    @BeforeEach
    void packagedCalendarAndNoClocks() {
        for (String table : List.of("calendar_version", "calendar_day", "calendar_load", "clock_change")) {
            jdbc.sql("alter table " + table + " disable trigger user").update();
        }
        jdbc.sql("truncate clock, calendar_version cascade").update();
        jdbc.sql("truncate calendar_load").update();
        for (String table : List.of("calendar_version", "calendar_day", "calendar_load", "clock_change")) {
            jdbc.sql("alter table " + table + " enable trigger user").update();
        }
        time.set(LOADED);
        store = new CalendarStore(jdbc);
        calendars = new Calendars(store, transactions, new Signals(database), settings(), time);
        calendars.afterPropertiesSet();
        calculator = new DeadlineCalculator(calendars, LocalTime.of(15, 0));
        loading = new CalendarLoading(store, calendars, transactions, time);
    }

    @Test
    void theDatabaseGivesTheCalendarThatIsPackaged() {
        assertThat(calendars.current().inForce(2020))
                .isEqualTo(WorkingCalendar.packaged().inForce(2020));
        assertThat(store.arrangements()).containsExactlyElementsOf(PackagedCalendar.arrangements());
        calendars.afterPropertiesSet();
        assertThat(store.arrangements())
                .as("a second start")
                .hasSize(PackagedCalendar.arrangements().size());
        assertThat(store.openPass()).isEmpty();
    }

    @Test
    void anotherNodeSeesWhatWasLoaded() {
        Calendars other = new Calendars(store, transactions, new Signals(database), settings(), time);
        other.afterPropertiesSet();
        WorkingCalendar before = other.current();
        revise();
        assertThat(other.current()).isSameAs(before);
        transactions.executeWithoutResult(status -> other.holdStill());
        assertThat(other.current().isWorking(LocalDate.parse("2026-09-30"))).isFalse();
        assertThat(before.isWorking(LocalDate.parse("2026-09-30")))
                .as("a snapshot")
                .isTrue();
    }

    /** 1,000 clocks, a third of which span the day that is off now. */
    @Test
    @Tag("long")
    void movesWhatItTouchesInPortionsAndLeavesTheRestAlone() {
        List<UUID> touched = clocks(334, "2026-09-18");
        List<UUID> before = clocks(333, "2026-08-03");
        List<UUID> after = clocks(333, "2026-10-12");
        Map<UUID, Long> rows = versionsOfRows();
        List<UUID> followed = new ArrayList<>();
        revise();

        recomputation((was, now) -> followed.add(now.id())).recount();

        Map<UUID, Long> rowsNow = versionsOfRows();
        before.forEach(id -> assertThat(rowsNow.get(id)).isEqualTo(rows.get(id)));
        after.forEach(id -> assertThat(rowsNow.get(id)).isEqualTo(rows.get(id)));
        assertThat(followed).containsExactlyInAnyOrderElementsOf(touched);
        assertThat(changes()).containsOnlyKeys(touched).allSatisfy((id, dates) -> assertThat(dates)
                .isEqualTo("2026-10-08 2026-10-09"));
        CalendarStore.Pass pass = lastPass();
        assertThat(pass.done()).isTrue();
        assertThat(pass.movedDays()).containsExactly(LocalDate.parse("2026-09-30"));
        assertThat(pass.examined()).isEqualTo(334);
        assertThat(pass.changed()).isEqualTo(334);
        assertThat(pass.batches()).isEqualTo(4);
    }

    @Test
    void brokenOffItGoesOnWhereItStood() {
        List<UUID> touched = clocks(450, "2026-09-18");
        revise();
        List<UUID> first = new ArrayList<>();

        assertThatThrownBy(() -> recomputation((was, now) -> {
                            first.add(now.id());
                            if (first.size() == 250) {
                                throw new PowerCut();
                            }
                        })
                        .recount())
                .isInstanceOf(PowerCut.class);
        assertThat(changes()).as("two whole portions").hasSize(200);
        assertThat(store.openPass())
                .hasValueSatisfying(pass -> assertThat(pass.batches()).isEqualTo(2));
        assertThatThrownBy(() -> load("2026-3"))
                .isInstanceOf(CalendarRefusal.class)
                .hasMessageContaining("2026-2");

        List<UUID> second = new ArrayList<>();
        recomputation((was, now) -> second.add(now.id())).recount();
        assertThat(second).as("what was committed is not done again").hasSize(250);
        assertThat(changes()).containsOnlyKeys(touched);
        assertThat(jdbc.sql("select count(*) from clock_change")
                        .query(Long.class)
                        .single())
                .isEqualTo(450);
        assertThat(lastPass().done()).isTrue();
    }

    /** Like the Spring Festival of 2020, prolonged while deadlines ran out: the mark comes before the process acts. */
    @Test
    void whatWasMarkedButNotActedUponRunsOn() {
        UUID marked = start("marked", Period.workingDays(9), "2026-09-18", null);
        UUID fired = start("fired", Period.workingDays(9), "2026-09-18", null);
        Instant noon = Instant.parse("2026-10-09T04:00:00Z");
        time.set(noon);
        ClockService clocks = clockService();
        assertThat(new MissedClocks(jdbc).mark(noon, 10)).isEqualTo(2);
        assertThat(clocks.missed(fired, noon)).isTrue();
        revise();
        recomputation((was, now) -> {}).recount();

        assertThat(dueAt(marked)).isEqualTo(endOf("2026-10-09"));
        assertThat(clocks.get(marked).state()).isEqualTo(ClockState.RUNNING);
        assertThatThrownBy(() -> clocks.missed(marked, noon))
                .as("a job that was taken before the clock moved")
                .isInstanceOf(DeadlineRefusal.class)
                .hasMessageContaining("现在不能记为超期");
        assertThat(dueAt(fired)).isEqualTo(endOf("2026-10-08"));
        assertThat(clocks.get(fired).state()).isEqualTo(ClockState.MISSED);
        Instant late = endOf("2026-10-09").plusSeconds(1);
        assertThat(new MissedClocks(jdbc).mark(late, 10)).isEqualTo(1);
        assertThat(clocks.missed(marked, late)).isTrue();
        assertThat(clocks.missed(marked, late)).isFalse();
    }

    /** One that stays overdue by the new calendar too keeps its mark. */
    @Test
    void whatIsStillOverdueStaysMarked() {
        UUID marked = start("marked", Period.workingDays(9), "2026-09-18", null);
        Instant later = Instant.parse("2026-10-12T04:00:00Z");
        time.set(later);
        new MissedClocks(jdbc).mark(later, 10);
        revise();
        recomputation((was, now) -> {}).recount();
        assertThat(dueAt(marked)).isEqualTo(endOf("2026-10-09"));
        assertThat(clockService().get(marked).state()).isEqualTo(ClockState.MISSED);
        assertThat(clockService().missed(marked, later)).isTrue();
    }

    private ClockService clockService() {
        return new ClockService(new ClockStore(jdbc), null, calculator, new Signals(database), time);
    }

    /** A client that lost the answer sends the same once more, without having named a version. */
    @Test
    void theSameWithoutAVersionIsNoNewVersion() {
        byte[] content = ArrangementText.csv("2027-1", LocalDate.parse("2026-09-19"))
                .replace("2027-1,", ",")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(loading.load(2027, content, TEST).changed()).isTrue();
        assertThat(loading.load(2027, content, TEST))
                .as("also while the first is still being worked on")
                .returns(false, CalendarLoading.Result::changed)
                .returns("2027-1", CalendarLoading.Result::version);
        recomputation((was, now) -> {}).recount();
        byte[] other = ArrangementText.csv("2027-1", LocalDate.parse("2026-09-19"), "2027-05-03,OFF,劳动节")
                .replace("2027-1,", ",")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(loading.load(2027, other, TEST).version()).isEqualTo("2027-2");
    }

    @Test
    void aClockThatCannotBeMovedDoesNotHoldUpTheOthers() {
        List<UUID> touched = clocks(150, "2026-09-18");
        UUID broken = touched.get(40);
        revise();

        recomputation((was, now) -> {
                    if (now.id().equals(broken)) {
                        throw new IllegalStateException("the engine refuses");
                    }
                })
                .recount();

        assertThat(changes()).hasSize(149).doesNotContainKey(broken);
        assertThat(lastPass()).returns(true, CalendarStore.Pass::done).returns(1L, CalendarStore.Pass::failed);
        assertThat(jdbc.sql("select clock_id, error from clock_change_failure")
                        .query()
                        .listOfRows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("clock_id", broken)
                        .extractingByKey("error")
                        .asString()
                        .contains("the engine refuses"));
    }

    @Test
    void aClockInsideAnotherFollowsIt() {
        UUID outer = start("outer", Period.workingDays(9), "2026-09-18", null);
        Instant outerDue = dueAt(outer);
        UUID inner = start("outer", Period.workingDays(20), "2026-09-18", outerDue);
        assertThat(dueAt(inner)).isEqualTo(endOf("2026-09-30"));
        revise();
        recomputation((was, now) -> {}).recount();
        assertThat(dueAt(outer)).isEqualTo(endOf("2026-10-09"));
        assertThat(dueAt(inner)).isEqualTo(endOf("2026-10-08"));
        assertThat(changes())
                .as("each listed once, without a date that never held")
                .containsEntry(inner, "2026-09-30 2026-10-08")
                .hasSize(2);
    }

    @Test
    void theArrangementOfANewYearSettlesWhatWasProvisional() {
        clocks(10, "2026-12-10");
        List<UUID> november = clocks(10, "2026-11-02");
        time.set(Instant.parse("2026-12-11T02:00:00Z"));
        loading.load(
                2027,
                ArrangementText.csv("2027-1", LocalDate.parse("2026-12-11")).getBytes(StandardCharsets.UTF_8),
                TEST);
        recomputation((was, now) -> {
                    throw new AssertionError("no date has changed");
                })
                .recount();
        assertThat(changes()).hasSize(10).doesNotContainKeys(november.toArray(UUID[]::new));
        assertThat(jdbc.sql("select count(*) from clock where provisional or explanation like '%尚未公布%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from clock_change where old_provisional and not new_provisional")
                        .query(Long.class)
                        .single())
                .isEqualTo(10);
    }

    /** 30 September 2026, a Wednesday, becomes a day off. */
    private void revise() {
        load("2026-2");
    }

    private void load(String version) {
        String[] lines = PackagedCalendar.arrangements().stream()
                .filter(arrangement -> arrangement.version().equals("2026-1"))
                .flatMap(arrangement -> arrangement.days().stream())
                .filter(day -> StatutoryDays.festival(day.date()).isEmpty())
                .map(day -> day.date() + "," + day.kind() + "," + day.festival())
                .collect(Collectors.collectingAndThen(Collectors.toList(), days -> {
                    days.add("2026-09-30,OFF,国庆");
                    return days.toArray(String[]::new);
                }));
        loading.load(
                2026,
                ArrangementText.csv(version, LocalDate.parse("2026-09-20"), lines)
                        .getBytes(StandardCharsets.UTF_8),
                TEST);
    }

    private static DeadlineSettings settings() {
        return new DeadlineSettings(
                LocalTime.of(15, 0),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                RollOver.NON_WORKING,
                Duration.ofMillis(500),
                100,
                null,
                Duration.ofSeconds(10));
    }

    private Recomputation recomputation(ClockMoves follower) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("follower", follower));
        return new Recomputation(
                store,
                new RecountStore(jdbc, new JdbcTemplate(database)),
                new ClockStore(jdbc),
                calculator,
                beans.getBeanProvider(ClockMoves.class),
                transactions,
                settings(),
                time);
    }

    private List<UUID> clocks(int count, String day) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(start(day + "-" + i, Period.workingDays(9), day, null));
        }
        return ids;
    }

    private UUID start(String subject, Period period, String day, Instant outer) {
        Instant startedAt = Instant.parse(day + "T02:00:00Z");
        ClockTerms terms =
                ClockTerms.of(startedAt, DeadlineRule.of(period, "程序规定第四十五条"), java.util.Optional.ofNullable(outer));
        Deadline due = calculator.due(terms);
        ReminderPoints at = calculator.reminders(terms, due.dueAt(), ReminderRule.USUAL);
        return jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, title, sequence, citation, started_at, unit, amount,
                                           outer_due_at, due_at, half_at, four_fifths_at, state, provisional,
                                           calendar_version, explanation)
                        values ('310105-2026-000001', :subject, :tenant, :kind, '法定答复', 1, '程序规定第四十五条', :started,
                                'WORKING_DAYS', :amount, :outer, :due, :half, :fifths, 'RUNNING', :provisional, :version,
                                :explanation)
                        returning id
                        """)
                .param("subject", subject)
                .param("tenant", TENANT)
                .param("kind", outer == null ? "STATUTORY_REPLY" : "AGREEMENT_REPLY")
                .param("started", Rows.timestamp(startedAt))
                .param("amount", period.amount())
                .param("outer", outer == null ? null : Rows.timestamp(outer), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("due", Rows.timestamp(due.dueAt()))
                .param("half", Rows.timestamp(at.halfAt()))
                .param("fifths", Rows.timestamp(at.fourFifthsAt()))
                .param("provisional", due.provisional())
                .param("version", due.calendarVersion())
                .param("explanation", due.explanation())
                .query(UUID.class)
                .single();
    }

    private Instant dueAt(UUID id) {
        return jdbc.sql("select due_at from clock where id = ?")
                .param(id)
                .query((row, i) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .single();
    }

    private static Instant endOf(String day) {
        return Instant.parse(day + "T15:59:59Z");
    }

    /** By clock, old and new day in Shanghai. */
    private Map<UUID, String> changes() {
        return jdbc
                .sql("select clock_id, (old_due_at at time zone 'Asia/Shanghai')::date || ' '"
                        + " || (new_due_at at time zone 'Asia/Shanghai')::date as dates from clock_change")
                .query()
                .listOfRows()
                .stream()
                .collect(Collectors.toMap(row -> (UUID) row.get("clock_id"), row -> (String) row.get("dates")));
    }

    private Map<UUID, Long> versionsOfRows() {
        return jdbc.sql("select id, xmin::text::bigint as x from clock").query().listOfRows().stream()
                .collect(Collectors.toMap(row -> (UUID) row.get("id"), row -> (Long) row.get("x")));
    }

    private CalendarStore.Pass lastPass() {
        return store.loaded(java.util.Optional.empty()).stream()
                .flatMap(loaded -> loaded.pass().stream())
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
