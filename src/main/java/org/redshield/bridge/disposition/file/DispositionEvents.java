package org.redshield.bridge.disposition.file;

import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents;
import org.springframework.stereotype.Component;

/** What happened to a disposition goes into the record of its case. */
@Component
@RequiredArgsConstructor
public class DispositionEvents {

    private final CaseEvents events;

    public void append(Disposition disposition, String actor, DispositionAct act, String note) {
        append(disposition, actor, act, Map.of(), note);
    }

    /** It happened to one of the targets. */
    public void append(Disposition disposition, String targetId, String actor, DispositionAct act, String note) {
        append(disposition, actor, act, Map.of("targetId", targetId), note);
    }

    private void append(
            Disposition disposition, String actor, DispositionAct act, Map<String, String> detail, String note) {
        events.append(
                disposition.caseNo(),
                disposition.tenant(),
                actor,
                act,
                disposition.id(),
                detail,
                Optional.of(note).filter(text -> !text.isEmpty()));
    }
}
