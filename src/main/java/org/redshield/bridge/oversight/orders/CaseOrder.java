package org.redshield.bridge.oversight.orders;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a superior ordered about a case of a bureau below, and what came of it.
 *
 * @param id {@code <caseNo>-U1}, in one series with the reminders of the case
 * @param tenant the bureau that got it; {@code superior} the one that ordered it
 * @param citation the law on which it stands
 * @param dueAt until when it is to be answered; of a listed case, until when that is to be done
 * @param state OPEN, ANSWERED, LATE (not answered, or not taken off, in time) or ENDED
 * @param letterNo of the letter in which it stands
 * @param endNote why it was ended
 * @param returns how often its answer was sent back (退回重报)
 * @param returnNote why it was last; {@code answerAgainBy} until when it is to be answered anew
 * @param earlier the answers that were sent back, the oldest first, as the record of the case has them; only in its file
 */
public record CaseOrder(
        String id,
        SupervisionOrderKind kind,
        String kindTitle,
        String caseNo,
        String tenant,
        String tenantName,
        String superior,
        String superiorName,
        String reason,
        String citation,
        Optional<String> letterNo,
        String orderedBy,
        String orderedByName,
        Instant orderedAt,
        Instant dueAt,
        String state,
        String stateTitle,
        Optional<String> answer,
        Optional<String> answeredByName,
        Optional<Instant> answeredAt,
        Optional<String> endedByName,
        Optional<Instant> endedAt,
        Optional<String> endNote,
        int returns,
        Optional<String> returnNote,
        Optional<Instant> answerAgainBy,
        List<Earlier> earlier) {

    /** An answer that was sent back, and why. */
    public record Earlier(String answer, Instant answeredAt, String returnNote, Instant returnedAt) {}

    /** How an order stands, and what an officer calls that. */
    static String state(Instant dueAt, boolean answered, boolean ended, SupervisionOrderKind kind, Instant now) {
        if (ended) {
            return "ENDED";
        }
        boolean done = answered && kind == SupervisionOrderKind.CALL_UP;
        return !done && now.isAfter(dueAt) ? "LATE" : answered ? "ANSWERED" : "OPEN";
    }

    static String stateTitle(String state, SupervisionOrderKind kind, boolean asksAgain) {
        boolean listed = kind == SupervisionOrderKind.LISTING;
        return switch (state) {
            case "OPEN" -> asksAgain ? "已退回，待重新报告" : listed ? "挂牌督办中" : "待答复";
            case "ENDED" -> listed ? "已摘牌" : "已结束";
            case "LATE" -> listed ? "逾期未摘牌" : "逾期未答复，可以调阅";
            case "ANSWERED" -> listed ? "已报告，待摘牌" : "已答复，可以调阅";
            default -> throw new IllegalArgumentException(state);
        };
    }

    /** With names in place of the codes and accounts that have one. */
    CaseOrder named(Map<String, String> organisations, Map<String, String> people) {
        return new CaseOrder(
                id,
                kind,
                kindTitle,
                caseNo,
                tenant,
                organisations.getOrDefault(tenant, tenant),
                superior,
                organisations.getOrDefault(superior, superior),
                reason,
                citation,
                letterNo,
                orderedBy,
                people.getOrDefault(orderedBy, orderedBy),
                orderedAt,
                dueAt,
                state,
                stateTitle,
                answer,
                answeredByName.map(user -> people.getOrDefault(user, user)),
                answeredAt,
                endedByName.map(user -> people.getOrDefault(user, user)),
                endedAt,
                endNote,
                returns,
                returnNote,
                answerAgainBy,
                earlier);
    }

    /** With the answers before. */
    CaseOrder after(List<Earlier> before) {
        return new CaseOrder(
                id,
                kind,
                kindTitle,
                caseNo,
                tenant,
                tenantName,
                superior,
                superiorName,
                reason,
                citation,
                letterNo,
                orderedBy,
                orderedByName,
                orderedAt,
                dueAt,
                state,
                stateTitle,
                answer,
                answeredByName,
                answeredAt,
                endedByName,
                endedAt,
                endNote,
                returns,
                returnNote,
                answerAgainBy,
                before);
    }
}
