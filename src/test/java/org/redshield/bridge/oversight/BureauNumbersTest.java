package org.redshield.bridge.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Rows;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.letter.pdf.Pdf;
import org.redshield.bridge.letter.pdf.Pdf.Glyph;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a supervisor is told of the bureaus below him, from the country down, against a count of the rows themselves. */
class BureauNumbersTest extends AssistanceScenario {

    private static final List<String> NUMBERS =
            List.of("in", "done", "open", "late", "returned", "declined", "supplemented");

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    @Autowired
    private SupervisionNumbers numbers;

    @Autowired
    private BureauTree tree;

    @Value("${bridge.audit.exports:200}")
    private int mostExports;

    private ManyBureaus bureaus;

    @BeforeEach
    void open() {
        bureaus = new ManyBureaus(jdbc, identity);
        bureaus.open();
    }

    @AfterEach
    void close() {
        bureaus.close();
    }

    private JsonNode told(String user, String under) {
        Http.Answer answer = as(user).get("/api/supervision/numbers" + (under.isEmpty() ? "" : "?under=" + under));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void numbersAddUpOnEveryLevelAndAreThoseOfTheRows() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        acknowledge(caseNo);
        bureaus.areCounted(numbers);

        List<String> levels = new ArrayList<>();
        descend("", levels);

        assertThat(levels).contains("", "330000", "330100", "330110", "310000", "310105");
        assertThat(levels.size()).isGreaterThan(50);
    }

    /** Into each part that has anything. */
    private void descend(String under, List<String> levels) {
        levels.add(under);
        JsonNode told = told("supervisor100000", under);
        JsonNode whole = told.get("whole");
        for (String number : NUMBERS) {
            assertThat(sum(told.get("parts"), number))
                    .as("%s of the parts of %s", number, under)
                    .isEqualTo(whole.get(number).asLong());
        }
        for (int age = 0; age < 5; age++) {
            int one = age;
            assertThat(stream(told.get("parts"))
                            .mapToLong(part -> part.get("ages").get(one).asLong())
                            .sum())
                    .isEqualTo(whole.get("ages").get(age).asLong());
        }
        assertThat(stream(whole.get("ages")).mapToLong(JsonNode::asLong).sum())
                .isEqualTo(whole.get("open").asLong());
        for (String number : List.of("in", "done", "open")) {
            assertThat(sum(told.get("kinds"), number))
                    .isEqualTo(whole.get(number).asLong());
        }
        agreesWithTheRows(under.isEmpty() ? "100000" : under, told);
        for (JsonNode part : told.get("parts")) {
            if (part.get("divided").asBoolean()
                    && NUMBERS.stream().anyMatch(number -> part.get(number).asLong() > 0)) {
                descend(part.get("code").asText(), levels);
            }
        }
    }

    private void agreesWithTheRows(String bureau, JsonNode told) {
        List<String> under = List.copyOf(tree.under(List.of(bureau)));
        LocalDate from = LocalDate.parse(told.get("from").asText());
        assertThat(from).isEqualTo(ChinaTime.day(clock.instant()).minusDays(29));
        JsonNode whole = told.get("whole");
        // One that is being noticed at this moment is counted once it has been told.
        eventually("late deadlines of " + bureau, () -> {
            numbers.run();
            return told("supervisor100000", bureau).get("whole").get("late").asLong()
                    == count(
                            "clock where ended_at is null and (state = 'MISSED' or state = 'RUNNING' and due_at < '"
                                    + clock.instant() + "')",
                            under);
        });
        assertThat(whole.get("returned").asLong())
                .isEqualTo(count("case_event where what = 'LETTER_RETURNED' and " + since("at", from), under));
        assertThat(kind(told, "HANDLER", "in"))
                .as("letters that came to %s", bureau)
                .isEqualTo(
                        count("incoming_letter where feature = 'assistance' and " + since("received_at", from), under));
        assertThat(kind(told, "REQUESTER", "in"))
                .isEqualTo(count("assistance_request where " + since("raised_at", from), under));
        String over = "'"
                + String.join(
                        "', '",
                        Arrays.stream(RequestState.values())
                                .filter(RequestState::over)
                                .map(Enum::name)
                                .toList())
                + "'";
        assertThat(kind(told, "REQUESTER", "open"))
                .as("requests on which %s works", bureau)
                .isEqualTo(count("assistance_request where state not in (" + over + ")", under));
        assertThat(kind(told, "VERIFIER", "in")).isEqualTo(count("clue where " + since("registered_at", from), under));
        platformsAgreeWithTheRows(told, from, under);
        termsAgreeWithTheRows(whole, from, under);
        assertThat(told.get("legs").get(0).get("count").asLong())
                .as("letters delivered")
                .isEqualTo(count(
                        "(select l.tenant from letter l join receipt r on r.letter_id = l.id where r.stage = 'DELIVERED'"
                                + " and " + since("r.at", from) + ") l where true",
                        under));
        deliveryTookWhatTheRowsSay(told, from, under);
    }

    /** Told is the first of the ends before which half of the rows were over, and nothing between two of them. */
    private void deliveryTookWhatTheRowsSay(JsonNode told, LocalDate from, List<String> under) {
        List<Double> minutes = jdbc.sql("select (extract(epoch from r.at - l.issued_at) / 60)::float8 from letter l"
                        + " join receipt r on r.letter_id = l.id"
                        + " where r.stage = 'DELIVERED' and l.tenant = any(:tenants) and " + since("r.at", from))
                .param("tenants", under.toArray(String[]::new))
                .query(Double.class)
                .list();
        Map<Integer, String> ends = new TreeMap<>(Map.of(15, "不超过 15 分钟", 60, "不超过 1 小时", 240, "不超过 4 小时"));
        ends.putAll(Map.of(480, "不超过 8 小时", 1440, "不超过 1 天", 2880, "不超过 2 天"));
        Optional<String> half = ends.entrySet().stream()
                .filter(end ->
                        minutes.stream().filter(took -> took < end.getKey()).count() * 2 >= minutes.size())
                .map(Map.Entry::getValue)
                .findFirst();
        assertThat(told.get("legs").get(0).path("median").asText())
                .isEqualTo(minutes.isEmpty() ? "" : half.orElseThrow());
    }

    /** What runs and is not due yet is neither kept nor missed. */
    private void termsAgreeWithTheRows(JsonNode part, LocalDate from, List<String> under) {
        String ranOut = "(state = 'MISSED' or state = 'RUNNING' and due_at < '" + clock.instant() + "')";
        Map.of("termOfDays", "('WORKING_DAYS', 3)", "termOfMinutes", "('MINUTES', 15)")
                .forEach((term, length) -> {
                    String rows = "clock where (unit, amount) = " + length + " and " + since("due_at", from) + " and ";
                    assertThat(part.get(term).get("due").asLong())
                            .as("%s that ended or ran out", term)
                            .isEqualTo(count(rows + "(state = 'MET' or " + ranOut + ")", under));
                    assertThat(part.get(term).get("missed").asLong())
                            .as("%s that ran out", term)
                            .isEqualTo(count(rows + ranOut, under));
                });
    }

    @Test
    void aRateIsOfWhatEndedOrRanOutAndOfNothingThatStillRuns() {
        bureaus.areCounted(numbers);
        JsonNode before = minutes();
        quarterHours("RUNNING", "14 minutes", null);
        assertMore(before, 0, 0);
        quarterHours("PAUSED", "-1 minute", null);
        assertMore(before, 0, 0);
        // Nobody has noticed yet that these ran out, and nothing was added up.
        quarterHours("RUNNING", "-1 minute", null);
        assertThat(minutes().get("due").asLong()).isEqualTo(before.get("due").asLong() + 4);
        assertMore(before, 4, 4);
        jdbc.sql("update clock set state = 'MISSED', missed_at = due_at"
                        + " where case_no like '330110-2026-99999%' and state = 'RUNNING' and due_at < :now")
                .param("now", Rows.timestamp(clock.instant()))
                .update();
        assertMore(before, 4, 4);
        quarterHours("MET", "-1 minute", "-2 minutes");
        assertMore(before, 8, 4);
        quarterHours("CANCELLED", "-1 minute", "-2 minutes");
        assertMore(before, 8, 4);
        jdbc.sql("update clock set state = 'MET', ended_at = started_at"
                        + " where case_no like '330110-2026-99999%' and state = 'RUNNING'")
                .update();
        assertMore(before, 12, 4);
    }

    private JsonNode minutes() {
        return told("supervisor330000", "330110").get("whole").get("termOfMinutes");
    }

    private void assertMore(JsonNode before, int due, int missed) {
        bureaus.areCounted(numbers);
        JsonNode now = minutes();
        assertThat(now.get("due").asInt()).isEqualTo(before.get("due").asInt() + due);
        assertThat(now.get("missed").asInt()).isEqualTo(before.get("missed").asInt() + missed);
    }

    /** Four deadlines of a quarter of an hour, with nothing behind them. */
    private void quarterHours(String state, String due, String ended) {
        jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount,
                                           due_at, half_at, four_fifths_at, state, provisional, calendar_version, explanation, title,
                                           ended_at)
                        select '330110-2026-99999' || n, '330110-2026-99999' || n || '-' || :state || :due, '330110', 'AUTOMATIC_ITEM', 1,
                               '平台协作备忘录', due - interval '15 minutes', 'MINUTES', 15, due, due - interval '7 minutes',
                               due - interval '3 minutes', :state, false, '2026-1', '测试期限', '自动核查项', :now + cast(:ended as interval)
                          from generate_series(1, 4) n, lateral (select :now + cast(:due as interval) as due) d
                        """)
                .param("state", state)
                .param("due", due)
                .param("ended", ended)
                .param("now", Rows.timestamp(clock.instant()))
                .update();
    }

    private void platformsAgreeWithTheRows(JsonNode told, LocalDate from, List<String> under) {
        String binding =
                "(due_at is null or greatest(approved_at, submitted_at, due_at - interval '1 s') < due_at) and ";
        String answered = "platform_request where status in ('ANSWERED', 'PARTIAL', 'NO_RECORD') and " + binding
                + since("answered_at", from) + " and ";
        String awaited = "platform_request where status in ('SUBMITTED', 'LIAISON')";
        assertThat(sum(told.get("platforms"), "inTime"))
                .isEqualTo(count(answered + "coalesce(answered_at <= due_at, true)", under));
        assertThat(sum(told.get("platforms"), "late"))
                .isEqualTo(count(answered + "answered_at > due_at", under)
                        + count(
                                "platform_request where status = 'WITHDRAWN' and overdue_at is not null and " + binding
                                        + since("answered_at", from) + " and answered_at > due_at",
                                under));
        assertThat(sum(told.get("platforms"), "refused"))
                .isEqualTo(count("platform_request where status = 'REFUSED' and " + since("answered_at", from), under));
        assertThat(sum(told.get("platforms"), "awaited")).isEqualTo(count(awaited, under));
        assertThat(sum(told.get("platforms"), "overdue"))
                .isEqualTo(count(
                        awaited + " and " + binding + "(overdue_at >= due_at or due_at < '"
                                + ChinaTime.startOf(ChinaTime.day(clock.instant())) + "')",
                        under));
    }

    /** Until today: other tests' clocks have been days ahead. */
    private String since(String column, LocalDate from) {
        return column + " between '" + ChinaTime.startOf(from) + "' and '"
                + ChinaTime.startOf(ChinaTime.day(clock.instant()).plusDays(1)) + "'";
    }

    private long count(String rows, List<String> tenants) {
        return jdbc.sql("select count(*) from " + rows + " and tenant = any(:tenants)")
                .param("tenants", tenants.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private static long kind(JsonNode told, String code, String number) {
        return stream(told.get("kinds"))
                .filter(kind -> kind.get("code").asText().equals(code))
                .mapToLong(kind -> kind.get(number).asLong())
                .sum();
    }

    private static long sum(JsonNode rows, String number) {
        return stream(rows).mapToLong(row -> row.get(number).asLong()).sum();
    }

    private static Stream<JsonNode> stream(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    @Test
    void eachSupervisorIsToldOfWhatStandsBelowAndNobodyElseAnything() {
        bureaus.areCounted(numbers);
        assertThat(told("supervisor330000", "").get("path").get(0).get("code").asText())
                .isEqualTo("330000");
        assertThat(told("supervisor330000", "330110").get("whole").get("late").asLong())
                .isPositive();
        assertThat(told("supervisor330110", "").get("parts")).hasSize(1);
        for (String elsewhere : List.of("310105", "310000", "nowhere")) {
            JsonNode told = told("supervisor330000", elsewhere);
            assertThat(told.get("parts")).as(elsewhere).isEmpty();
            assertThat(told.get("path")).isEmpty();
            assertThat(told.get("kinds")).isEmpty();
            for (String number : NUMBERS) {
                assertThat(told.get("whole").get(number).asLong()).isZero();
            }
        }
        for (String nobody : List.of("officer330110", "unithead330110", "auditor", "operator", "liaisontaobao")) {
            assertThat(as(nobody).get("/api/supervision/numbers").status())
                    .as(nobody)
                    .isEqualTo(403);
        }
    }

    @Test
    void platformsAreToldByWhenTheyAnsweredWhatTheyRefusedAndWhatTheyOwe() {
        bureaus.areCounted(numbers);
        JsonNode before = platform(told("supervisor330000", "330110"));
        bureaus.askPlatform(clock.instant());
        try {
            platformHasMore(before, Map.of("inTime", 2, "late", 2, "refused", 1, "awaited", 4, "overdue", 1));
            jdbc.sql(
                            "update platform_request set status = 'ANSWERED', answered_at = :now where request_no = '330110-2026-900000-R6-ITEM'")
                    .param("now", Rows.timestamp(clock.instant()))
                    .update();
            platformHasMore(before, Map.of("inTime", 2, "late", 3, "refused", 1, "awaited", 3, "overdue", 0));
            assertThat(answersThatCount(before)).containsExactly(5, 3);
            jdbc.sql(
                            "update platform_request set due_at = :now - interval '1 s', overdue_at = :now where request_no = '330110-2026-900000-R5-ITEM'")
                    .param("now", Rows.timestamp(clock.instant()))
                    .update();
            platformHasMore(before, Map.of("inTime", 2, "late", 3, "refused", 1, "awaited", 3, "overdue", 1));
            assertThat(answersThatCount(before))
                    .as("what ran out a second ago, without an answer, is not kept")
                    .containsExactly(6, 4);
        } finally {
            bureaus.askNothing();
        }
        platformHasMore(before, Map.of("inTime", 0, "late", 0, "refused", 0, "awaited", 0, "overdue", 0));
    }

    /** Of these, and of how many. */
    private List<Integer> answersThatCount(JsonNode before) {
        JsonNode now = platform(told("supervisor330000", "330110"));
        return Stream.of("due", "missed")
                .map(number -> now.path("kept").path(number).asInt()
                        - before.path("kept").path(number).asInt())
                .toList();
    }

    private void platformHasMore(JsonNode before, Map<String, Integer> more) {
        bureaus.areCounted(numbers);
        JsonNode now = platform(told("supervisor330000", "330110"));
        more.forEach((number, n) -> assertThat(now.path(number).asInt())
                .as(number)
                .isEqualTo(before.path(number).asInt() + n));
        platformsAgreeWithTheRows(
                told("supervisor330000", ""),
                ChinaTime.day(clock.instant()).minusDays(29),
                List.copyOf(tree.under(List.of("330000"))));
    }

    private static JsonNode platform(JsonNode told) {
        return stream(told.get("platforms"))
                .filter(one -> one.get("code").asText().equals("taobao"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    @Test
    void whatIsTakenAlongSaysWhatThePageSaysAndWhoTookIt() throws Exception {
        bureaus.areCounted(numbers);
        JsonNode told = told("supervisor330000", "330100");
        int before = exports("supervisor330000").size();

        HttpResponse<byte[]> csv = as("supervisor330000").file("/api/supervision/numbers.csv?under=330100");
        HttpResponse<byte[]> pdf = as("supervisor330000").file("/api/supervision/numbers.pdf?under=330100");

        List<List<String>> rows = rows(csv.body());
        assertThat(rows.get(0).get(0)).isEqualTo("监督总览 杭州市市场监督管理局");
        int parts = told.get("parts").size();
        for (int row = 0; row <= parts; row++) {
            JsonNode part = row < parts ? told.get("parts").get(row) : told.get("whole");
            assertThat(rows.get(3 + row))
                    .startsWith(texts(part, "name", "in", "done", "open").toArray(String[]::new));
            assertThat(rows.get(3 + row).subList(9, 13))
                    .isEqualTo(texts(part, "late", "returned", "declined", "supplemented"));
        }
        for (String kind : List.of("kinds", "platforms", "legs", "days")) {
            for (JsonNode row : told.get(kind)) {
                String name = row.path("title").asText(row.path("day").asText());
                assertThat(rows.stream().map(cells -> cells.get(0))).as(kind).contains(name);
            }
        }
        assertThat(rows.get(rows.size() - 1).get(0))
                .startsWith("水印：")
                .contains("（浙江省市场监督管理局）")
                .endsWith("用途：监督督办");
        assertThat(Pdf.text(pdf.body())).contains("监督总览杭州市市场监督管理局", "杭州市余杭区市场监督管理局", "各环节用时", "近30天走势");
        Map<Integer, String> pages = Pdf.glyphs(pdf.body()).stream()
                .collect(Collectors.groupingBy(Glyph::page, Collectors.mapping(Glyph::text, Collectors.joining())));
        assertThat(pages.values()).hasSizeGreaterThan(1).allSatisfy(page -> assertThat(page)
                .contains("水印：", "（浙江省市场监督管理局）", "用途：监督督办"));
        assertThat(Pdf.faults(pdf.body())).isEmpty();
        Files.write(Files.createDirectories(Path.of("target", "oversight")).resolve("numbers.pdf"), pdf.body());
        as("supervisor330000").file("/api/supervision/numbers.csv");
        assertThat(exports("supervisor330000").stream().skip(before))
                .as("of which bureau is on record, also where he began without naming it")
                .containsExactly("330100", "330100", "330000");
    }

    private static List<String> texts(JsonNode row, String... numbers) {
        return Arrays.stream(numbers).map(number -> row.get(number).asText()).toList();
    }

    private static List<List<String>> rows(byte[] csv) throws IOException {
        String text = new String(csv, StandardCharsets.UTF_8).replace("\uFEFF", "");
        return CSVParser.parse(text, CSVFormat.RFC4180).stream()
                .map(CSVRecord::toList)
                .toList();
    }

    /** Of which bureaus, the oldest first. */
    private List<String> exports(String user) {
        return jdbc.sql("select coalesce(subject_id, '') from access_log"
                        + " where what = 'SUPERVISION_EXPORT' and user_id = ? order by id")
                .param(user)
                .query(String.class)
                .list();
    }

    @Test
    void nobodyTakesAlongWhatHeDoesNotSeeNorMoreThanADaysExports() {
        for (String file : List.of("numbers.csv", "numbers.pdf")) {
            Http.Answer elsewhere = as("supervisor330000").get("/api/supervision/" + file + "?under=310105");
            assertThat(elsewhere.status()).as(file).isEqualTo(404);
            assertThat(elsewhere.json().get("code").asText()).isEqualTo("oversight.bureau-unknown");
            for (String nobody : List.of("officer330110", "unithead330110", "auditor", "liaisontaobao")) {
                assertThat(as(nobody).get("/api/supervision/" + file).status())
                        .as(nobody)
                        .isEqualTo(403);
            }
        }
        jdbc.sql("insert into access_log (at, user_id, what) select :now, :user, 'SUPERVISION_EXPORT'"
                        + " from generate_series(1, :most)")
                .param("now", Rows.timestamp(clock.instant()))
                .param("user", ManyBureaus.SUPERVISOR)
                .param("most", mostExports)
                .update();
        Http.Answer onceMore = as(ManyBureaus.SUPERVISOR).get("/api/supervision/numbers.csv");
        assertThat(onceMore.status()).isEqualTo(422);
        assertThat(onceMore.json().get("code").asText()).isEqualTo("access.exports-used-up");
    }

    @Test
    void aWrongNumberRaisesAnAlarmAtNightAndIsMended() throws Exception {
        // Nobody works there: its numbers are those of rows that stay as they are.
        String bureau = bureaus.tenants().stream()
                .filter(code -> code.startsWith("3205"))
                .findFirst()
                .orElseThrow();
        bureaus.areCounted(numbers);
        night();
        // Whatever ran before, in this and other tests, was counted as it happened.
        assertThat(found()).as("wrong without anybody having touched them").isEmpty();
        JsonNode right = told("supervisor320000", bureau);

        jdbc.sql("update supervision_count set n = n + 5 where measure = 'CLOCK_LATE' and node = ?")
                .param(bureau)
                .update();
        jdbc.sql("delete from supervision_count where measure = 'CLOCK_LATE' and node = '320000' and below")
                .update();
        assertThat(told("supervisor320000", bureau).get("whole")).isNotEqualTo(right.get("whole"));
        double alarms = alarms();
        night();

        assertThat(alarms()).isGreaterThan(alarms);
        assertThat(found()).contains(bureau).allMatch(List.of(bureau, "320500", "320000", "100000")::contains);
        JsonNode mended = told("supervisor320000", bureau);
        assertThat(mended.get("whole")).isEqualTo(right.get("whole"));
        assertThat(mended.get("parts")).isEqualTo(right.get("parts"));
        assertThat(mended.get("wrong").get("differences").asLong()).isPositive();
        assertThat(told("supervisor330000", "").hasNonNull("wrong")).isFalse();
        byte[] file = as("supervisor320000")
                .file("/api/supervision/numbers.csv?under=" + bureau)
                .body();
        assertThat(rows(file).get(1).get(0))
                .as("the file warns as the page does")
                .contains("处数字与案件记录不一致");

        jdbc.sql("update supervision_check set found_at = null, differences = 0")
                .update();
        night();
        assertThat(found()).as("mended").isEmpty();

        // What pages read of many bureaus is held against these numbers in turn.
        jdbc.sql("update supervision_total set open = open + 3 where node = ? and day = 'infinity'")
                .param(bureau)
                .update();
        jdbc.sql("delete from supervision_total where node = '320000' and below")
                .update();
        night();
        assertThat(found()).containsExactlyInAnyOrder(bureau, "320000");
        assertThat(told("supervisor320000", bureau).get("whole")).isEqualTo(right.get("whole"));
        jdbc.sql("update supervision_check set found_at = null, differences = 0")
                .update();
        night();
        assertThat(found()).isEmpty();
        assertThat(mended(bureau))
                .as("what is right is neither written nor locked")
                .isZero();
    }

    /** How many of its rows a comparison that finds nothing has touched. */
    private long mended(String node) {
        String rows = "select ctid || ' ' || xmin || ' ' || xmax from supervision_total where node = ?";
        List<String> before = jdbc.sql(rows).param(node).query(String.class).list();
        assertThat(before).isNotEmpty();
        jdbc.sql("select supervision_totals_mend(?)")
                .param(node)
                .query(Long.class)
                .single();
        return jdbc.sql(rows).param(node).query(String.class).list().stream()
                .filter(row -> !before.contains(row))
                .count();
    }

    @Test
    void aNodeThatComesBetweenSnapshotAndLockIsNoFault() {
        bureaus.areCounted(numbers);
        jdbc.sql("create sequence between_nodes").update();
        jdbc.sql("""
                        create function between_nodes() returns trigger language plpgsql as $$
                        begin
                            if nextval('between_nodes') = 1 then
                                raise 'could not serialize access' using errcode = 'serialization_failure';
                            end if;
                            return null;
                        end
                        $$""").update();
        jdbc.sql("create trigger between_nodes before delete on supervision_due"
                        + " for each statement execute function between_nodes()")
                .update();
        try {
            eventually("compared", () -> numbers.differences("310105").isPresent());
        } finally {
            jdbc.sql("drop trigger between_nodes on supervision_due").update();
            jdbc.sql("drop function between_nodes").update();
            jdbc.sql("drop sequence between_nodes").update();
        }
    }

    /** Of the bureaus in which there is anything: 3,000 others would be looked at for nothing. */
    private double alarms() {
        return meters.get("bridge.supervision.differences").counter().count();
    }

    private void night() {
        // Not a day less: another test's clock may have been days ahead.
        jdbc.sql("update supervision_night set day = current_date - 2").update();
        numbers.night();
        onlyThoseWithAnything();
        bureaus.areCounted(numbers);
    }

    private void onlyThoseWithAnything() {
        jdbc.sql("""
                        delete from supervision_due where case_no is null and tenant not in (
                            select tenant from supervised_work union select tenant from clock union select tenant from letter
                            union select node from supervision_count)
                        """).update();
    }

    private List<String> found() {
        return jdbc.sql("select tenant from supervision_check where found_at is not null")
                .query(String.class)
                .list();
    }

    @Test
    @Tag("long")
    void allNumbersAreMadeAnewByOneCall() {
        bureaus.areCounted(numbers);
        Map<String, JsonNode> before =
                Map.of("100000", told("supervisor100000", ""), "330110", told("supervisor100000", "330110"));
        bureaus.areCounted(numbers);
        jdbc.sql("truncate supervision_count, supervised_work").update();
        assertThat(told("supervisor100000", "").get("legs").get(1).get("count").asLong())
                .isZero();

        jdbc.sql("call supervise_again()").update();
        bureaus.areCounted(numbers);

        before.forEach((bureau, right) -> {
            JsonNode again = told("supervisor100000", bureau);
            for (String part : List.of("whole", "parts", "kinds", "platforms", "legs", "days")) {
                assertThat(again.get(part)).as("%s of %s", part, bureau).isEqualTo(right.get(part));
            }
        });
    }
}
