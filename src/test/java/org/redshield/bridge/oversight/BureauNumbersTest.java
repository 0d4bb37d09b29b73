package org.redshield.bridge.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a supervisor is told of the bureaus below him, from the country down, against a count of the rows themselves. */
class BureauNumbersTest extends AssistanceScenario {

    private static final List<String> NUMBERS =
            List.of("in", "done", "open", "late", "returned", "declined", "supplemented");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    @Autowired
    private SupervisionNumbers numbers;

    @Autowired
    private BureauTree tree;

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
        assertThat(told.get("legs").get(0).get("count").asLong())
                .as("letters delivered")
                .isEqualTo(count(
                        "(select l.tenant from letter l join receipt r on r.letter_id = l.id where r.stage = 'DELIVERED'"
                                + " and " + since("r.at", from) + ") l where true",
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

    private static java.util.stream.Stream<JsonNode> stream(JsonNode rows) {
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
    void aWrongNumberRaisesAnAlarmAtNightAndIsMended() {
        bureaus.areCounted(numbers);
        night();
        // Whatever ran before, in this and other tests, was counted as it happened.
        assertThat(found()).as("wrong without anybody having touched them").isEmpty();
        JsonNode right = told("supervisor310000", "310105");

        jdbc.sql("update supervision_count set n = n + 5 where measure = 'CLOCK_LATE' and node = '310105'")
                .update();
        jdbc.sql("delete from supervision_count where measure = 'CLOCK_LATE' and node = '310000' and below")
                .update();
        assertThat(told("supervisor310000", "310105").get("whole")).isNotEqualTo(right.get("whole"));
        night();

        assertThat(found()).contains("310105").allMatch(List.of("310105", "310000", "310100", "100000")::contains);
        JsonNode mended = told("supervisor310000", "310105");
        assertThat(mended.get("whole")).isEqualTo(right.get("whole"));
        assertThat(mended.get("parts")).isEqualTo(right.get("parts"));
        assertThat(mended.get("wrong").get("differences").asLong()).isPositive();
        assertThat(told("supervisor330000", "").hasNonNull("wrong")).isFalse();

        jdbc.sql("update supervision_check set found_at = null, differences = 0")
                .update();
        night();
        assertThat(found()).as("mended").isEmpty();
    }

    /** Of the bureaus in which there is anything: 3,000 others would be looked at for nothing. */
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
