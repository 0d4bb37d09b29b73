package org.redshield.bridge.campaign.meetings;

import static org.redshield.bridge.Rows.column;
import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Rows;
import org.redshield.bridge.campaign.meetings.Meeting.Decision;
import org.redshield.bridge.campaign.meetings.Meeting.Done;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Minutes and what was done by them: rows that are added and never changed. */
@Repository
@RequiredArgsConstructor
class MeetingStore {

    private final JdbcClient jdbc;

    /** @return false where there are minutes of that id, or others correct the same already */
    boolean insert(Meeting meeting) {
        List<Decision> decisions = meeting.decisions();
        return jdbc.sql("""
                                insert into campaign_meeting (meeting_id, case_no, tenant, held_on, bureaus, agenda, decided, owed_by,
                                       owed_until, corrects, noted_by, noted_at)
                                values (:id, :caseNo, :tenant, :heldOn, :bureaus, :agenda, :decided, :owedBy, :owedUntil, :corrects, :notedBy, :notedAt)
                                on conflict do nothing
                                """)
                        .params(Rows.params(meeting))
                        .param("decided", column(decisions, Decision::what))
                        .param("owedBy", column(decisions, Decision::bureau))
                        .param("owedUntil", column(decisions, one -> one.due().toString()))
                        .update()
                == 1;
    }

    /** Until the transaction ends nobody else corrects these minutes, or says that something in them is done. */
    void hold(UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('campaign-meeting/' || ?, 0))")
                .param(id.toString())
                .query(row -> {});
    }

    /** The campaign that has minutes of that id. */
    Optional<String> campaignOf(UUID id) {
        return jdbc.sql("select case_no from campaign_meeting where meeting_id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** @return false where it is done already */
    boolean done(Meeting meeting, Decision decision, Done done) {
        return jdbc.sql("""
                                insert into campaign_done (done_id, meeting_id, place, case_no, tenant, note, done_by, done_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (meeting_id, place) do nothing
                                """)
                        .params(
                                Ids.next(),
                                meeting.id(),
                                decision.place(),
                                meeting.caseNo(),
                                decision.bureau(),
                                done.note(),
                                done.by(),
                                timestamp(done.at()))
                        .update()
                == 1;
    }

    /** The latest meeting first, of one the newest minutes. */
    List<Meeting> of(String caseNo) {
        Map<UUID, Map<Integer, Done>> done = new HashMap<>();
        jdbc.sql(
                        "select * from campaign_done where meeting_id in (select meeting_id from campaign_meeting where case_no = ?)")
                .param(caseNo)
                .query(row -> {
                    done.computeIfAbsent(row.getObject("meeting_id", UUID.class), id -> new HashMap<>())
                            .put(
                                    row.getInt("place"),
                                    new Done(row.getString("note"), row.getString("done_by"), instant(row, "done_at")));
                });
        List<Meeting> found = jdbc.sql("""
                        select m.*, (select c.meeting_id from campaign_meeting c where c.corrects = m.meeting_id) as corrected_by
                          from campaign_meeting m where m.case_no = ?
                         order by m.held_on desc, m.noted_at desc, m.meeting_id desc
                        """)
                .param(caseNo)
                .query((row, index) -> meeting(row, done))
                .list();
        Map<UUID, Meeting> known = found.stream().collect(Collectors.toMap(Meeting::id, Function.identity()));
        return found.stream().map(one -> carriedOver(one, known)).toList();
    }

    /** By what corrects what, and no clock: nodes' clocks differ. */
    private static Meeting carriedOver(Meeting one, Map<UUID, Meeting> known) {
        return one.corrects()
                .map(known::get)
                .map(before -> one.after(carriedOver(before, known)))
                .orElse(one);
    }

    private static Meeting meeting(ResultSet row, Map<UUID, Map<Integer, Done>> done) throws SQLException {
        UUID id = row.getObject("meeting_id", UUID.class);
        List<String> decided = texts(row, "decided");
        List<String> owedBy = texts(row, "owed_by");
        List<String> owedUntil = texts(row, "owed_until");
        List<Decision> decisions = new ArrayList<>();
        for (int at = 0; at < decided.size(); at++) {
            decisions.add(new Decision(
                    at + 1,
                    decided.get(at),
                    owedBy.get(at),
                    LocalDate.parse(owedUntil.get(at)),
                    Optional.ofNullable(done.getOrDefault(id, Map.of()).get(at + 1))));
        }
        return new Meeting(
                id,
                row.getString("case_no"),
                row.getString("tenant"),
                row.getObject("held_on", LocalDate.class),
                texts(row, "bureaus"),
                row.getString("agenda"),
                decisions,
                Optional.ofNullable(row.getObject("corrects", UUID.class)),
                Optional.ofNullable(row.getObject("corrected_by", UUID.class)),
                row.getString("noted_by"),
                instant(row, "noted_at"));
    }
}
