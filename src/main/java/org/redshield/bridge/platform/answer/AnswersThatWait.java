package org.redshield.bridge.platform.answer;

import static org.redshield.bridge.Rows.instant;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers to a case's requests that the platform has ready and that are not in the case yet: for want of room, or of luck. */
@Component
@RequiredArgsConstructor
class AnswersThatWait implements CaseSection {

    private static final Pattern CLASS_NAME = Pattern.compile("[A-Za-z0-9_$]*");

    private final JdbcClient jdbc;
    private final Space space;
    private final Organisations organisations;

    /**
     * @param title of the dataset
     * @param since when the platform had said that the answer is there
     */
    record AnswerWithoutRoom(String platformName, String title, Instant since) {}

    /**
     * @param tries in vain
     * @param why the last one failed, a Chinese sentence
     * @param nextAt when it is tried again
     */
    record AnswerDelayed(String platformName, String title, Instant since, int tries, String why, Instant nextAt) {}

    private record Row(
            String platform, String title, Instant since, boolean room, int tries, String fault, Instant nextAt) {

        /** What went wrong here is on record as the name of an exception. */
        String why() {
            return CLASS_NAME.matcher(fault).matches()
                    ? new Refusal("platform.answer-not-taken-in").getMessage()
                    : fault;
        }
    }

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("withoutRoom", AnswerWithoutRoom.class, "delayed", AnswerDelayed.class);
    }

    @Override
    public String version() {
        return """
                select string_agg(concat(request_no, l.fault, l.next_at), ',' order by request_no)
                  from platform_load l join platform_request using (request_no)
                 where case_no = :caseNo and tenant = :tenant
                """;
    }

    /** While a disk is full none is taken; else those that were tried in vain, for want of room the one too large for what is left. */
    @Override
    public void contribute(CaseFolder folder) {
        List<Row> waiting = jdbc.sql("""
                        select r.platform, r.dataset, l.since, l.attempts, l.fault, l.next_at,
                               not (:full or l.fault = :fault) as room
                          from platform_load l join platform_request r using (request_no)
                         where r.case_no = :caseNo and r.tenant = :tenant and l.letter_id is null and not l.loaded
                           and l.outcome not in ('LIAISON', 'WITHDRAWN') and (:full or l.fault is not null)
                         order by l.since
                        """)
                .param("caseNo", folder.caseNo())
                .param("tenant", folder.tenant())
                .param("full", !space.isRoom())
                .param("fault", NoRoom.CODE)
                .query((row, number) -> new Row(
                        row.getString("platform"),
                        Dataset.valueOf(row.getString("dataset")).title(),
                        instant(row, "since"),
                        row.getBoolean("room"),
                        row.getInt("attempts"),
                        row.getString("fault"),
                        instant(row, "next_at")))
                .list();
        Set<String> platforms = waiting.stream().map(Row::platform).collect(Collectors.toSet());
        Map<String, String> names = organisations.names(platforms);
        folder.list(
                "withoutRoom",
                waiting.stream()
                        .filter(row -> !row.room())
                        .map(row -> new AnswerWithoutRoom(
                                names.getOrDefault(row.platform(), row.platform()), row.title(), row.since()))
                        .toList());
        folder.list(
                "delayed",
                waiting.stream()
                        .filter(Row::room)
                        .map(row -> new AnswerDelayed(
                                names.getOrDefault(row.platform(), row.platform()),
                                row.title(),
                                row.since(),
                                row.tries(),
                                row.why(),
                                row.nextAt()))
                        .toList());
    }
}
