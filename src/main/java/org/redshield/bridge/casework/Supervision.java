package org.redshield.bridge.casework;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 督办: what a supervisor, or a head who was reminded, notes about something late. */
@Service
@RequiredArgsConstructor
public class Supervision {

    private final JdbcClient jdbc;
    private final CaseEvents events;
    private final InstantSource time;

    /**
     * @param feature whose sentence refuses where nothing is noted
     * @param act that the cooperation records
     * @param task the user task in which it is noted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(
            String feature,
            RecordedAct act,
            String caseNo,
            String subjectId,
            String tenant,
            String task,
            String user,
            Optional<String> note) {
        jdbc.sql("""
                        insert into supervision_note (id, tenant, request_id, case_no, task, note, written_by, written_at)
                        values (:id, :tenant, :subject, :caseNo, :task, :note, :user, :now)
                        """)
                .param("id", Ids.next())
                .param("tenant", tenant)
                .param("subject", subjectId)
                .param("caseNo", caseNo)
                .param("task", task)
                .param("note", new Entries(feature).reason(note, "处理情况"))
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .update();
        events.append(caseNo, tenant, user, act, subjectId, Map.of("task", task), Optional.empty());
    }
}
