package org.redshield.bridge.measures;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.WorkItem;

/**
 * A measure that a bureau wants to take in a case.
 *
 * @param id {@code <caseNo>-I1}
 * @param about what ordered it
 * @param hands user ids of who asked for it and of the two officers who handle the case
 * @param superior the bureau that also has to approve; empty where the own head's approval is enough
 * @param ownHead whether the own head decides at all: not where he had a hand in it
 * @param citation of the row of the table that said who decides, with its version
 * @param approvedBy the own head
 * @param letterId by which the superior was asked
 * @param answerId by which it answered
 */
public record InvestigativeMeasure(
        String id,
        String caseNo,
        String tenant,
        String about,
        MeasureKind kind,
        String cause,
        Optional<String> filingNo,
        String target,
        String reason,
        MeasureState state,
        List<String> hands,
        Optional<String> superior,
        boolean ownHead,
        Optional<String> citation,
        Optional<String> dutyVersion,
        String raisedBy,
        Instant raisedAt,
        Optional<String> approvedBy,
        Optional<UUID> letterId,
        Optional<UUID> answerId)
        implements WorkItem<MeasureState> {

    Subject subject() {
        return new Subject(caseNo, id, tenant, superior.orElse(tenant), true);
    }

    Approval approval() {
        return new Approval(caseNo, tenant, id, hands, "measures.own-approval");
    }

    /** 查封、扣押与涉嫌不正当竞争行为有关的财物（某仓库内的商品） */
    String inWords() {
        return kind.title() + "（" + target + "）";
    }
}
