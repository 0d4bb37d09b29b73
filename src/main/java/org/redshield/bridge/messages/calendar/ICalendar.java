package org.redshield.bridge.messages.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.redshield.bridge.ChinaTime;

/** Writes iCalendar (RFC 5545): the little of it that deadlines need. */
final class ICalendar {

    /** Shown before the deadline, and ends with it. */
    private static final Duration BLOCK = Duration.ofMinutes(30);

    private static final int LONGEST_LINE = 75;
    private static final DateTimeFormatter LOCAL = ChinaTime.like("yyyyMMdd'T'HHmmss");
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** China has had no summer time since 1991. */
    private static final List<String> HEAD = List.of(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Redshield Bridge//Deadlines//ZH",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "X-WR-CALNAME:红盾云桥 办理期限",
            "X-WR-TIMEZONE:Asia/Shanghai",
            "REFRESH-INTERVAL;VALUE=DURATION:PT30M",
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Shanghai",
            "BEGIN:STANDARD",
            "DTSTART:19910915T000000",
            "TZOFFSETFROM:+0800",
            "TZOFFSETTO:+0800",
            "TZNAME:CST",
            "END:STANDARD",
            "END:VTIMEZONE");

    private final StringBuilder text = new StringBuilder();

    ICalendar() {
        HEAD.forEach(this::line);
    }

    /**
     * @param uid the same each time that it is about the same
     * @param stamp when it was made
     */
    ICalendar deadline(String uid, Instant stamp, Instant dueAt, String summary, String description) {
        line("BEGIN:VEVENT");
        line("UID:" + escaped(uid));
        line("DTSTAMP:" + UTC.format(stamp));
        line("DTSTART;TZID=Asia/Shanghai:" + LOCAL.format(dueAt.minus(BLOCK)));
        line("DTEND;TZID=Asia/Shanghai:" + LOCAL.format(dueAt));
        line("SUMMARY:" + escaped(summary));
        line("DESCRIPTION:" + escaped(description));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
        return this;
    }

    String end() {
        line("END:VCALENDAR");
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n")
                .replaceAll("\\p{Cntrl}", "");
    }

    /** Folded by bytes, and never within a character. */
    private void line(String content) {
        int bytes = 0;
        for (int at = 0; at < content.length(); ) {
            String character = Character.toString(content.codePointAt(at));
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > LONGEST_LINE) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.append(character);
            bytes += more;
            at += character.length();
        }
        text.append("\r\n");
    }
}
