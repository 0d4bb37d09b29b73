package org.redshield.bridge.assistance;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.cases.CaseEvents;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a supervisor, or a head who was reminded, notes about something late. */
@Service
@Transactional
public class Supervision {

    private final HandlingStore store;
    private final CaseEvents events;
    private final InstantSource time;

    Supervision(HandlingStore store, CaseEvents events, InstantSource time) {
        this.store = store;
        this.events = events;
        this.time = time;
    }

    /** @param task the user task in which it is noted */
    public void note(String requestId, String caseNo, String tenant, String task, String user, Optional<String> note) {
        store.note(requestId, caseNo, tenant, task, Texts.required(note, "处理情况"), user, time.instant());
        events.append(caseNo, tenant, user, CaseAct.SUPERVISION_NOTED, Map.of("requestId", requestId, "task", task));
    }
}
