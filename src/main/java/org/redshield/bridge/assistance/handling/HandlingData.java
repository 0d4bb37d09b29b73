package org.redshield.bridge.assistance.handling;

import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.ASSIGNED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.IN_PROGRESS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.correspondence.AssistanceClocks;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 调取平台数据: what is asked of the platform for the other side, as long as it asks. */
@Service
@Transactional
@RequiredArgsConstructor
public class HandlingData {

    private final IncomingLetters incoming;
    private final HandlingStore store;
    private final Assignments assignments;
    private final CaseEvents events;
    private final AssistanceClocks replyClocks;
    private final Letters letters;
    private final Organisations organisations;
    private final DataRequests dataRequests;

    /** One data request per dataset that a platform's interface knows; a supplement repeats none. */
    public void orderPlatformData(String requestId, String tenant) {
        IncomingLetter request = incoming.get(requestId, tenant);
        if (request.state() != ASSIGNED) {
            return;
        }
        Letter letter = letters.get(request.letterId());
        RequestedFacts asked = RequestedFacts.of(letter);
        String bureau = organisations.get(tenant).name();
        List<DataRequestOrder.Officer> officers = assignments.officers(request.assigned()).stream()
                .map(officer -> DataRequestOrder.Officer.of(officer.named(Naming.DATA)))
                .toList();
        Optional<Instant> dueAt = replyClocks.inForce(request.subject()).map(ReplyClocks::agreementDueAt);
        asked.datasets().stream()
                .flatMap(code -> Dataset.of(code).stream())
                .forEach(dataset -> dataRequests.create(new DataRequestOrder(
                        requestId,
                        request.caseNo(),
                        tenant,
                        asked.platform(),
                        dataset,
                        TargetType.valueOf(asked.targetType()),
                        asked.targetId(),
                        asked.period().map(DataPeriod::from),
                        asked.period().map(DataPeriod::to),
                        letter.number(),
                        bureau,
                        officers,
                        Optional.of(new DataRequestOrder.OriginalLetter(request.sender(), letter.number())),
                        List.of(LegalBasis.citation(asked.basis())),
                        asked.purpose(),
                        dueAt,
                        request.assigned().users(),
                        Optional.of(letter.id()))));
        incoming.move(request, IN_PROGRESS);
        events.append(request.caseNo(), tenant, CaseEvents.SYSTEM, CaseAct.PLATFORM_DATA_ORDERED, request.id());
    }

    /** The other side took its letter back: the platform is told too. */
    public void recordWithdrawal(String requestId, String tenant) {
        store.open(incoming.withdrawn(CaseAct.FEATURE, requestId, tenant));
        dataRequests.withdrawAll(requestId, tenant, "请求单位已撤回协查请求");
    }
}
