package org.redshield.bridge.messages.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;

/** One's deadlines in one's own calendar, read by a reader that is not ours. */
class CalendarFeedTest extends AssistanceScenario {

    private static final String LEAD = "officer330110";

    private HttpResponse<String> read(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static Calendar parsed(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static List<VEvent> events(String text, String caseNo) throws Exception {
        return parsed(text).<VEvent>getComponents(Component.VEVENT).stream()
                .filter(event -> event.getSummary().getValue().contains(caseNo))
                .toList();
    }

    @Test
    void theCalendarHasOnesOwnDeadlinesAndNothingElse() throws Exception {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        as(LEAD).delete("/api/calendar");
        assertThat(as(LEAD).get("/api/calendar").json().has("madeAt")).isFalse();
        String path = as(LEAD).post("/api/calendar", null).json().get("path").asText();

        HttpResponse<String> answer = read(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/calendar;charset=UTF-8");
        assertThat(answer.body().lines().map(line -> line.getBytes(StandardCharsets.UTF_8).length))
                .allMatch(length -> length <= 75);
        assertThat(answer.body()).contains("TZID:Asia/Shanghai").doesNotContain("S1000001", "虚假", "有限公司");
        var task = waitingTask(LEAD, "investigate", caseNo);
        List<VEvent> mine = events(answer.body(), caseNo);
        assertThat(mine).hasSize(1);
        assertThat(mine.get(0).getSummary().getValue()).isEqualTo(caseNo + " 核查并形成结论");
        assertThat(mine.get(0).getUid().orElseThrow().getValue())
                .isEqualTo(task.get("id").asText() + "@redshield-bridge");
        Instant due = OffsetDateTime.parse(task.get("due").asText().replaceAll("(\\d\\d)$", ":$1"))
                .toInstant();
        assertThat(mine.get(0).<ZonedDateTime>getDateTimeEnd().getDate().toInstant())
                .isEqualTo(due);

        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(read(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        reply(caseNo);
        HttpResponse<String> later = read(path, "If-None-Match", tag);
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(events(later.body(), caseNo)).isEmpty();
        confirmAndClose(caseNo);
    }

    @Test
    void theAddressCanBeReplacedAndTakenAway() throws Exception {
        String first = as(LEAD).post("/api/calendar", null).json().get("path").asText();
        String second = as(LEAD).post("/api/calendar", null).json().get("path").asText();
        assertThat(read(first).statusCode()).isEqualTo(404);
        assertThat(read(second).statusCode()).isEqualTo(200);
        // Nobody else takes it away, and nobody without a sign-in makes one.
        as("officer310105").delete("/api/calendar");
        assertThat(read(second).statusCode()).isEqualTo(200);
        assertThat(new Http(address(), null).post("/api/calendar", null).status())
                .isEqualTo(401);
        assertThat(new Http(address(), null).get("/api/calendar").status()).isEqualTo(401);
        as(LEAD).delete("/api/calendar");
        assertThat(read(second).statusCode()).isEqualTo(404);
        assertThat(read("/api/calendar/.ics").statusCode()).isEqualTo(404);
    }

    @Test
    void whatNeedsItIsEscapedAndFolded() throws Exception {
        String name = "核查；结论,（甲;乙）\\ 很长".repeat(12);
        String text = new ICalendar()
                .deadline("id@x", Instant.EPOCH, Instant.parse("2026-11-27T15:59:59Z"), name, "一\n二")
                .end();
        assertThat(text.lines().map(line -> line.getBytes(StandardCharsets.UTF_8).length))
                .allMatch(length -> length <= 75);
        VEvent event = parsed(text).<VEvent>getComponents(Component.VEVENT).get(0);
        assertThat(event.getSummary().getValue()).isEqualTo(name);
        assertThat(event.getDescription().getValue()).isEqualTo("一\n二");
    }
}
