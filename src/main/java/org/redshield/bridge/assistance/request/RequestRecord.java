package org.redshield.bridge.assistance.request;

import java.time.InstantSource;
import java.util.Map;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.letter.Letter;
import org.springframework.stereotype.Component;

/** A request's row and what is entered into the record of its case, for the use cases of the asking bureau. */
@Component
record RequestRecord(RequestStore store, CaseEvents events, OfficerDirectory officers, InstantSource time) {

    void move(AssistanceRequest request, RequestState next) {
        store.state(request, next, time.instant());
    }

    void event(AssistanceRequest request, String actor, CaseAct act) {
        events.append(request.caseNo(), request.tenant(), actor, act, request.requestId());
    }

    void event(AssistanceRequest request, String actor, CaseAct act, Letter letter) {
        events.append(
                request.caseNo(),
                request.tenant(),
                actor,
                act,
                Map.of(
                        "requestId", request.requestId(),
                        "letterId", letter.id().toString()));
    }

    /** Who answers for the request, by the telephone that it says. */
    Officer.Named contact(AssistanceRequest request) {
        // Valid when the request was raised; an expiry meanwhile must not hold up what was approved.
        return officers.byUser(request.raisedBy())
                .orElseThrow(() -> new Refusal("assistance.no-certificate"))
                .named(Naming.REQUEST)
                .reachedBy(request.draft().contactPhone());
    }
}
