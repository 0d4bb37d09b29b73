package org.redshield.bridge.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.letter.Letters;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.SQLWarningException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of cases on PostgreSQL with the real change logs. */
class CaseListTest {

    private static DataSource database;
    private static JdbcClient jdbc;
    private static Involvements involvements;
    private static SearchDatabase searches;
    private static AnnotationConfigApplicationContext context;

    @BeforeAll
    static void database() throws Exception {
        DataSource dataSource = TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/deadline.sql",
                "db/changelog/letter.sql",
                "db/changelog/evidence.sql",
                "db/changelog/platform.sql",
                "db/changelog/assistance.sql",
                "db/changelog/disposition.sql",
                "db/changelog/casefile.sql",
                "db/changelog/cases.sql",
                "db/changelog/casework.sql");
        database = dataSource;
        jdbc = JdbcClient.create(dataSource);
        for (String table :
                List.of("assistance_request", "assistance_handling", "disposition", "case_deadline", "clock")) {
            // Without statistics all plans are the same in each run.
            jdbc.sql("alter table " + table + " set (autovacuum_enabled = false)")
                    .update();
        }
        searches = new SearchDatabase(pool(dataSource), new CaseSearchSettings(1, Duration.ofMillis(500)));
        context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.register(Involvements.class);
        // What the features contribute, and nothing else of theirs.
        for (String feature : List.of(
                "assistance.AssistanceInCases",
                "disposition.DispositionInCases",
                "platform.PlatformInCases",
                "deadline.registered.DeadlinesInCases",
                "letter.LettersInCases")) {
            context.register(Class.forName("org.redshield.bridge." + feature));
        }
        context.registerBean(Letters.class, () -> new Letters(jdbc, null, null, null, null, null, null));
        // Of what the features contribute only the standings are made.
        context.addBeanFactoryPostProcessor(beans -> Stream.of(beans.getBeanDefinitionNames())
                .map(beans::getBeanDefinition)
                .forEach(bean -> bean.setLazyInit(true)));
        context.refresh();
        involvements = context.getBean(Involvements.class);
        request("310105-2026-000001", "310105", "RECEIVED", "S1", "2026-09-01T02:00:00Z");
        request("310105-2026-000002", "310105", "CLOSED", "S2", "2026-09-02T02:00:00Z");
        request("321300-2026-000001", "321300", "RECEIVED", "S1", "2026-09-03T02:00:00Z");
        handling("330110", "310105-2026-000001", "IN_PROGRESS", "S1", "2026-09-01T03:00:00Z");
        disposition("330110", "310105-2026-000001", "REQUESTED");
        disposition("330110", "321300-2026-000001", "ISSUED");
        deadline("110105", "110105-2026-000001", 1, "PAUSED", null, "2026-09-01T02:00:00Z");
        deadline("110105", "110105-2026-000001", 2, "MET", null, "2026-09-02T02:00:00Z");
        deadline("110105", "110105-2026-000002", 3, "MET", null, "2026-09-03T02:00:00Z");
        deadline("110105", "110105-2026-000002", 4, "CANCELLED", "登记有误", "2026-09-04T02:00:00Z");
        deadline("110105", "110105-2026-000003", 5, "RUNNING", null, "2026-09-05T02:00:00Z");
        deadline("110105", "110105-2026-000003", 10, "MISSED", null, "2026-09-06T02:00:00Z");
        deadline("321300", "321300-2026-000001", 11, "RUNNING", null, "2026-09-07T02:00:00Z");
    }

    @AfterAll
    static void close() {
        context.close();
        searches.close();
    }

    /** As the bridge's main pool, which only tells the other one where the database is. */
    private static DataSource pool(DataSource dataSource) throws SQLException {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(TestDatabase.url(dataSource));
        pool.setUsername("postgres");
        return pool;
    }

    private static void request(String caseNo, String tenant, String state, String shop, String at) {
        jdbc.sql("insert into enforcement_case (case_no, tenant, cause, source_no, opened_by, opened_at)"
                        + " values (?, ?, '案由', ?, 'o', ?::timestamptz)")
                .params(caseNo, tenant, "线索-" + caseNo, at)
                .update();
        jdbc.sql("""
                        insert into assistance_request (request_id, case_no, tenant, cause, source_no, state, route, platform,
                               requested_bureau, target_type, target_id, purpose, legal_basis, contact_phone, raised_by,
                               raised_at, edited_by, changed_at)
                        values (? || '-R1', ?, ?, '案由', ?, ?, 'HOME_BUREAU', 'taobao', '330110', 'SHOP', ?, 'p', 'b', '1', 'o',
                               ?::timestamptz, 'o', ?::timestamptz)
                        """)
                .params(caseNo, caseNo, tenant, "线索-" + caseNo, state, shop, at, at)
                .update();
    }

    private static void handling(String tenant, String caseNo, String state, String shop, String at) {
        jdbc.sql("""
                        insert into incoming_letter (tenant, subject_id, feature, case_no, sender, state, letter_id,
                               received_at, cause, platform, shop_id, changed_at)
                        values (?, ? || '-R1', 'assistance', ?, '310105', ?, uuidv7(), ?::timestamptz, '案由', 'taobao', ?,
                               ?::timestamptz)
                        """).params(tenant, caseNo, caseNo, state, at, shop, at).update();
    }

    private static void deadline(String tenant, String caseNo, int number, String state, String end, String at) {
        String subject = caseNo + "-D" + number;
        boolean ended = state.equals("MET") || state.equals("CANCELLED");
        UUID clock = jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount,
                               due_at, half_at, four_fifths_at, state, provisional, calendar_version, explanation,
                               title, ended_at, end_reason, missed_at)
                        values (?, ?, ?, 'CASE_FILING', 1, 'c', ?::timestamptz, 'WORKING_DAYS', 15,
                               '2026-09-25T15:59:59Z', '2026-09-15T02:00:00Z', '2026-09-20T02:00:00Z', ?, false, 'v',
                               'e', '核查与立案', ?::timestamptz, ?, ?::timestamptz) returning id
                        """)
                .params(
                        caseNo,
                        subject,
                        tenant,
                        at,
                        state,
                        ended ? at : null,
                        end,
                        state.equals("MISSED") ? "2026-09-26T02:00:00Z" : null)
                .query(UUID.class)
                .single();
        jdbc.sql("insert into case_deadline (subject_id, case_no, tenant, own_case_number, cause, ground,"
                        + " registered_by, clock_id, registered_at, changed_at)"
                        + " values (?, ?, ?, '案-' || ?, '虚假宣传', '收到材料', 'o', ?, ?::timestamptz, ?::timestamptz)")
                .params(subject, caseNo, tenant, number, clock, at, at)
                .update();
    }

    private static void disposition(String tenant, String caseNo, String stage) {
        jdbc.sql("""
                        insert into disposition (id, case_no, tenant, request_id, requester, platform,
                               request_letter_id, stage, taken_over_at)
                        values (? || '-D1', ?, ?, ? || '-R1', '310105', 'taobao', uuidv7(), ?,
                               '2026-09-05T02:00:00Z')
                        """).params(caseNo, caseNo, tenant, caseNo, stage).update();
    }

    private static List<String> page(String tenant, String state, String text, int offset, int limit) {
        return involvements
                .page(jdbc, tenant, Optional.ofNullable(state), Optional.ofNullable(text), offset, limit)
                .stream()
                .map(one -> one.standing().role() + " " + one.caseNo() + " "
                        + one.state().title())
                .toList();
    }

    private static int total(String tenant, String state, String text) {
        return involvements.count(jdbc, tenant, Optional.ofNullable(state), Optional.ofNullable(text), 100);
    }

    /** All that letters ask of it is that it is there. */
    private static void organisation(String code) {
        jdbc.sql("insert into organisation (code, kind, name, letter_prefix, level, connected)"
                        + " values (?, 'BUREAU', ?, ?, 'NATION', true)")
                .params(code, code, code)
                .update();
    }

    private static UUID letter(String sender, int serial, String receiver, String caseNo, String subject) {
        return jdbc.sql("""
                        insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id,
                               sender_name, receiver, receiver_name, subject, content, issued_by, issued_at)
                        values (uuidv7(), ? || ?, ?, 'REQUEST', '协查', 2026, ?, ? || '〔2026〕' || ? || '号', ?, ?, 's', ?,
                               'r', 's', '{}', 'o', '2026-09-01T02:00:00Z') returning id
                        """)
                .params(sender, serial, sender, serial, sender, serial, caseNo, subject, receiver)
                .query(UUID.class)
                .single();
    }

    private static void delivered(UUID letter) {
        jdbc.sql("insert into receipt (letter_id, stage, at) values (?, 'DELIVERED', '2026-09-01T03:00:00Z')")
                .param(letter)
                .update();
    }

    private static void liaison(String subject, UUID letter, String decision) {
        jdbc.sql("""
                        insert into platform_liaison_request (tenant, request_no, case_no, bureau, letter_id, received_at,
                               decision)
                        values ('taobao', ?, '310105-2026-000009', '310105', ?, '2026-09-01T03:00:00Z', ?)
                        """).params(subject, letter, decision).update();
    }

    private static List<String> subjects(String tenant, String text) {
        return involvements.page(jdbc, tenant, Optional.empty(), Optional.of(text), 0, 20).stream()
                .map(Involvement::subjectId)
                .sorted()
                .toList();
    }

    @Test
    void everyOrganisationListsItsOwnNewestFirst() {
        assertThat(page("310105", null, null, 0, 20))
                .containsExactly("REQUESTER 310105-2026-000002 已办结", "REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("310105", null, null, 1, 1)).containsExactly("REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("320324", null, null, 0, 20)).isEmpty();
        assertThat(total("310105", null, null)).isEqualTo(2);
        assertThat(total("320324", null, null)).isZero();
    }

    @Test
    void aDispositionHasALineOfItsOwnOnlyWhereTheBureauDidNotHandleTheRequest() {
        assertThat(page("330110", null, null, 0, 20))
                .containsExactly("DISPOSER 321300-2026-000001 已发函，平台执行中", "HANDLER 310105-2026-000001 核查中");
        assertThat(total("330110", null, null)).isEqualTo(2);
        assertThat(involvements.ofCase("310105-2026-000001", "330110"))
                .extracting(Involvement::subjectId)
                .containsExactly("310105-2026-000001-R1", "310105-2026-000001-D1");
    }

    @Test
    void aCaseOfDeadlinesIsOneLineToldByWhatIsOpenOrElseByTheLast() {
        assertThat(page("110105", null, null, 0, 20))
                .containsExactly(
                        "OWNER 110105-2026-000003 期限已逾期",
                        "OWNER 110105-2026-000002 期限登记已撤销",
                        "OWNER 110105-2026-000001 期限中止中");
        assertThat(total("110105", null, null)).isEqualTo(3);
        assertThat(page("110105", "PAUSED", null, 0, 20)).containsExactly("OWNER 110105-2026-000001 期限中止中");
        assertThat(page("110105", null, "案-10", 0, 20)).containsExactly("OWNER 110105-2026-000003 期限已逾期");
        assertThat(involvements.ofCase("110105-2026-000003", "110105"))
                .extracting(Involvement::subjectId)
                .as("each deadline takes files of its own")
                .containsExactly("110105-2026-000003-D5", "110105-2026-000003-D10");
        assertThat(involvements.ofCase("110105-2026-000003", "310105")).isEmpty();
    }

    @Test
    void aDeadlineInARequestsCaseLeavesTheCaseAsItIs() {
        assertThat(page("321300", null, null, 0, 20)).containsExactly("REQUESTER 321300-2026-000001 对方已收到");
        assertThat(total("321300", null, null)).isEqualTo(1);
        assertThat(involvements.ofCase("321300-2026-000001", "321300"))
                .extracting(one -> one.standing().role())
                .containsExactly("REQUESTER", "OWNER");
    }

    @Test
    void aCaseIsFoundByPartOfItsNumberAndNeverOneOfOthers() {
        assertThat(page("310105", null, "310105-2026-000002", 0, 20))
                .containsExactly("REQUESTER 310105-2026-000002 已办结");
        assertThat(page("310105", null, "000001", 0, 20)).containsExactly("REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("321300", null, "000001", 0, 20)).containsExactly("REQUESTER 321300-2026-000001 对方已收到");
        assertThat(total("321300", null, "2026-")).isEqualTo(1);
        assertThat(page("310105", null, "321300-2026", 0, 20)).isEmpty();
        assertThat(page("310105", null, "%", 0, 20)).isEmpty();
        assertThat(page("310105", null, "310105_2026", 0, 20)).isEmpty();
        assertThat(total("320324", null, "0")).isZero();
    }

    @Test
    void aCaseIsFoundByWhateverNumberOfItIsShown() {
        for (String text : List.of("-R1", "-R1-TRADE", "-D1", "-R1-TRADE-U2")) {
            assertThat(subjects("310105", "310105-2026-000002" + text))
                    .as(text)
                    .containsExactly("310105-2026-000002-R1");
            assertThat(subjects("321300", "310105-2026-000002" + text)).as(text).isEmpty();
        }
        assertThat(subjects("110105", "110105-2026-000003-D5"))
                .as("a deadline that has no line of its own")
                .containsExactly("110105-2026-000003-D10");
        assertThat(subjects("310105", "310105-2026-0000021")).isEmpty();
        assertThat(subjects("310105", "R1")).isEmpty();
    }

    @Test
    void aLiaisonFindsTheLetterThatIsShownAndABureauTheCaseOfALetter() {
        List.of("310105", "330110", "taobao").forEach(CaseListTest::organisation);
        request("310105-2026-000009", "310105", "RECEIVED", "S9", "2026-09-01T02:00:00Z");
        String trade = "310105-2026-000009-R1-TRADE";
        String item = "310105-2026-000009-R1-ITEM";
        UUID first = letter("310105", 12, "taobao", "310105-2026-000009", trade);
        UUID second = letter("310105", 13, "taobao", "310105-2026-000009", item);
        delivered(first);
        liaison(trade, first, null);
        liaison(item, second, "ANSWER");
        UUID reply = letter("330110", 14, "310105", "310105-2026-000009", "310105-2026-000009-R1");

        assertThat(subjects("taobao", trade)).containsExactly(trade);
        assertThat(subjects("taobao", "310105-2026-000009-R1")).containsExactly(item, trade);
        assertThat(subjects("taobao", "000009")).containsExactly(item, trade);
        assertThat(subjects("taobao", "310105-2026-000009-R2")).isEmpty();
        assertThat(subjects("taobao", "310105〔2026〕12号")).containsExactly(trade);
        assertThat(subjects("taobao", "310105〔2026〕13号")).as("not delivered").isEmpty();
        assertThat(subjects("310105", "310105〔2026〕12号")).containsExactly("310105-2026-000009-R1");
        assertThat(subjects("310105", "330110〔2026〕14号")).as("not delivered").isEmpty();
        delivered(reply);
        assertThat(subjects("310105", "330110〔2026〕14号")).containsExactly("310105-2026-000009-R1");
        assertThat(subjects("taobao", "330110〔2026〕14号"))
                .as("a letter of others")
                .isEmpty();
        assertThat(subjects("310105", "310105〔2026〕1")).isEmpty();
        jdbc.sql("delete from platform_liaison_request").update();
        jdbc.sql("delete from assistance_request where case_no = '310105-2026-000009'")
                .update();
    }

    /**
     * Three kinds of work in cases of their own, of which the database knows nothing yet: it guesses that another work speaks
     * for nearly all. Judged by the rows that its plan has touched, which no load on the machine changes.
     */
    @Test
    void listingTouchesEachRowAFewTimesAndNotEachOnceForEveryOther() throws Exception {
        int each = 7_000;
        jdbc.sql("""
                        insert into enforcement_case (case_no, tenant, cause, opened_by, opened_at)
                        select '500000-2026-' || lpad(n::text, 6, '0'), '500000', '案由', 'o',
                               timestamptz '2026-09-01 02:00Z' + n * interval '1 minute'
                          from generate_series(1, :each * 3) n
                        """).param("each", each).update();
        jdbc.sql("""
                        insert into assistance_request (request_id, case_no, tenant, cause, state, route, platform,
                               requested_bureau, target_type, target_id, purpose, legal_basis, contact_phone, raised_by,
                               raised_at, edited_by, changed_at)
                        select case_no || '-R1', case_no, tenant, cause, 'RECEIVED', 'HOME_BUREAU', 'taobao', '330110',
                               'SHOP', 'S3', 'p', 'b', '1', 'o', opened_at, 'o', opened_at
                          from enforcement_case where tenant = '500000' order by case_no limit :each
                        """).param("each", each).update();
        jdbc.sql("""
                        insert into disposition (id, case_no, tenant, request_id, requester, platform, request_letter_id,
                               stage, taken_over_at)
                        select case_no || '-D1', case_no, '500000', case_no || '-R1', '310105', 'taobao', uuidv7(),
                               'REQUESTED', opened_at
                          from enforcement_case where tenant = '500000' order by case_no offset :each limit :each
                        """).param("each", each).update();
        jdbc.sql("""
                        with k as (
                          insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount,
                                 due_at, half_at, four_fifths_at, state, provisional, calendar_version, explanation, title)
                          select case_no, case_no || '-T1', '500000', 'CASE_FILING', 1, 'c', opened_at, 'WORKING_DAYS', 15,
                                 'infinity', opened_at, opened_at, 'RUNNING', false, 'v', 'e', 't'
                            from enforcement_case where tenant = '500000' order by case_no offset :each * 2 returning *)
                        insert into case_deadline (subject_id, case_no, tenant, cause, ground, registered_by, clock_id,
                               registered_at, changed_at)
                        select subject_id, case_no, tenant, 'c', 'g', 'o', id, started_at, started_at from k
                        """).param("each", each).update();
        long touched = touched(db -> involvements.page(db, "500000", Optional.empty(), Optional.empty(), 0, 20));
        long counted =
                touched(db -> involvements.count(db, "500000", Optional.empty(), Optional.of("-2026-"), 4 * each));
        for (String table :
                List.of("case_deadline", "clock", "disposition", "assistance_request", "enforcement_case")) {
            jdbc.sql("delete from " + table + " where tenant = '500000'").update();
        }
        assertThat(touched).isLessThan(30L * each);
        assertThat(counted).isLessThan(30L * each);
    }

    /** Rows that any step of the statement's plan has read, counted as often as it did. */
    private static long touched(Consumer<JdbcClient> question) throws Exception {
        PGSimpleDataSource explained = new PGSimpleDataSource();
        explained.setUrl(TestDatabase.url(database));
        explained.setUser("postgres");
        explained.setOptions("-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
                + " -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c auto_explain.log_format=json"
                + " -c auto_explain.log_level=notice -c statement_timeout=60000");
        JdbcTemplate asking = new JdbcTemplate(explained);
        asking.setIgnoreWarnings(false);
        try {
            question.accept(JdbcClient.create(asking));
        } catch (SQLWarningException plan) {
            String text = plan.SQLWarning().getMessage();
            return rows(new ObjectMapper()
                    .readTree(text.substring(text.indexOf('{')))
                    .get("Plan"));
        }
        throw new AssertionError("The database has not told its plan");
    }

    private static long rows(JsonNode step) {
        double once = Stream.of("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")
                .mapToDouble(rows -> step.path(rows).asDouble())
                .sum();
        long below = StreamSupport.stream(step.path("Plans").spliterator(), false)
                .mapToLong(CaseListTest::rows)
                .sum();
        return Math.round(once * step.path("Actual Loops").asDouble()) + below;
    }

    @Test
    void itIsCountedNoFurtherThanAsked() {
        assertThat(involvements.count(jdbc, "310105", Optional.empty(), Optional.empty(), 1))
                .isEqualTo(1);
        assertThat(involvements.count(jdbc, "310105", Optional.empty(), Optional.empty(), 9))
                .isEqualTo(2);
    }

    @Test
    void aSearchThatTakesTooLongOrFindsNoConnectionIsToldInChinese() {
        Supplier<Object> sleep =
                () -> searches.ask(db -> db.sql("select pg_sleep(3)").query().listOfRows());
        unavailable(sleep, "casefile.search-too-slow", "用时太长");
        Supplier<Object> another =
                () -> searches.ask(db -> db.sql("select 1").query().listOfRows());
        unavailable(
                () -> searches.ask(db ->
                        db.sql("select 1").query((row, number) -> another.get()).list()),
                "casefile.search-busy",
                "查询案件的人太多");
        assertThat(another.get()).as("and afterwards it works again").isNotNull();
    }

    @Test
    void aSearchWritesNothing() {
        assertThatThrownBy(() ->
                        searches.ask(db -> db.sql("create table found (id int)").update()))
                .hasMessageContaining("read-only");
    }

    private static void unavailable(Supplier<Object> search, String code, String sentence) {
        assertThatThrownBy(search::get)
                .isInstanceOfSatisfying(SearchDatabase.Unavailable.class, unavailable -> assertThat(unavailable.code())
                        .isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    @Test
    void otherFiltersAreExactAndNeverReachOthers() {
        assertThat(page("310105", "CLOSED", null, 0, 20)).containsExactly("REQUESTER 310105-2026-000002 已办结");
        assertThat(total("310105", "CLOSED", null)).isEqualTo(1);
        assertThat(total("310105", null, "S1")).isEqualTo(1);
        assertThat(page("310105", null, "S1", 0, 20)).containsExactly("REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("310105", null, "线索-310105-2026-000002", 0, 20)).hasSize(1);
        assertThat(page("310105", null, "S", 0, 20)).isEmpty();
        assertThat(page("310105", null, "321300-2026-000001", 0, 20)).isEmpty();
    }

    @Test
    void aCaseIsOpenWhileTheOrganisationWorksOnAnythingOfIt() {
        List<String> cases = List.of("310105-2026-000001", "310105-2026-000002", "321300-2026-000001");
        assertThat(involvements.open(cases, "310105")).containsExactly("310105-2026-000001");
        handling("330100", "310105-2026-000002", "CONFIRMED", "S2", "2026-09-02T03:00:00Z");
        assertThat(involvements.open(cases, "330100")).isEmpty();
        disposition("330100", "310105-2026-000002", "ISSUED");
        assertThat(involvements.open(cases, "330100")).containsExactly("310105-2026-000002");
        assertThat(involvements.open(List.of(), "330100")).isEmpty();
        assertThat(involvements.open("310105-2026-000001", "310105")).isTrue();
        assertThat(involvements.open("310105-2026-000002", "310105")).isFalse();
    }

    @Test
    void anothersCaseIsNotThere() {
        assertThat(involvements.ofCase("310105-2026-000001", "321300")).isEmpty();
        assertThat(involvements.ofCase("310105-2026-000001", "330110")).isNotEmpty();
    }
}
