package org.redshield.bridge.clues;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.casework.Assignment;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.Subject;

/**
 * One allegation about one subject: a clue, and after its filing the case.
 *
 * @param id {@code <caseNo>-C1}
 * @param limitationUntil the last day on which the act can still be found out and punished (行政处罚法 art. 36)
 * @param linkedTo the clue that it is the same as
 * @param orderedAbout what ordered it, see {@link org.redshield.bridge.cases.order.Order#about}
 * @param filingNo 案号
 * @param dispatchedBy the unit head who gave it to two officers
 */
public record Clue(
        String id,
        String caseNo,
        String tenant,
        Report report,
        ClueState state,
        Accused accused,
        String cause,
        String content,
        Optional<LocalDate> limitationUntil,
        Optional<String> linkedTo,
        Optional<String> orderedAbout,
        Optional<String> filingNo,
        Optional<Instant> filedAt,
        String registeredBy,
        Instant registeredAt,
        Optional<String> dispatchedBy) {

    static final Entries ENTRIES = new Entries(ClueAct.FEATURE);

    /** An authority has nobody on the other side. */
    Subject subject() {
        return new Subject(caseNo, id, tenant, tenant, false);
    }

    ClueClock clock() {
        if (state == ClueState.DECIDED) {
            return ClueClock.CASE_CLOSURE;
        }
        return state.beforeFiling() ? ClueClock.CLUE_VERIFICATION : ClueClock.CASE_HANDLING;
    }

    /** Neither who proposed it nor one of the two officers decides about it, and the two heads are two persons. */
    Approval approval(Matter matter, Assignment officers) {
        return new Approval(
                caseNo,
                tenant,
                id,
                Stream.of(officers.users().stream(), Stream.of(matter.proposedBy()), matter.reviewedBy().stream())
                        .flatMap(Function.identity())
                        .toList(),
                "clues.own-approval");
    }

    /**
     * Whether it was too late when the authority learned of the act: what is not found out within the period is punished no
     * more (行政处罚法 art. 36); how long the verification takes afterwards changes nothing.
     *
     * @throws Refusal {@code clues.limitation-passed}
     */
    void checkLimitation() {
        limitationUntil
                .filter(until -> ChinaTime.day(report.receivedAt()).isAfter(until))
                .ifPresent(until -> {
                    throw new Refusal("clues.limitation-passed", until, ChinaTime.day(report.receivedAt()));
                });
    }
}
