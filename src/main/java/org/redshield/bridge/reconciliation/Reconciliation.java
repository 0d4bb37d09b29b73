package org.redshield.bridge.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.reconciliation.match.EntryStanding;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.Shop;

/**
 * One run of a platform's shops against an extract of the register.
 *
 * @param shops read so far, without rows that were refused
 * @param entries of the register
 * @param matched shops of which the result is there
 * @param refusals rows that were refused, or kept with something wrong
 * @param toReview shops about which persons have not decided yet
 * @param levels how many shops have which level
 * @param weights version of those by which it is matched; 1 are those by hand
 * @param base the one whose register this one's table changes; absent: the table is the register
 * @param shopsCase case out of whose records the table of shops was written; absent: it was brought
 * @param shopsAnswers numbers of the requests whose answers these are, the newest answer first
 * @param waitsFor why it stands still, what is kept, and that it goes on by itself; absent while nothing is in its way
 * @param failure what happened and what to do; absent unless it failed
 * @param told how many rows say what some discrepancies need: who does not say was not looked at for them
 * @param rowsGone whether its rows have left by the schedule; its tables and what persons decided are kept
 * @param bureau whose it is
 * @param cancellable whether whoever is told this may cancel it
 */
record Reconciliation(
        UUID id,
        State state,
        Instant startedAt,
        Optional<Instant> endedAt,
        long shops,
        long entries,
        long matched,
        long refusals,
        long toReview,
        Map<Level, Long> levels,
        String startedBy,
        int weights,
        Optional<UUID> base,
        Optional<String> shopsCase,
        List<String> shopsAnswers,
        Optional<String> waitsFor,
        Optional<String> failure,
        Told told,
        boolean rowsGone,
        String bureau,
        boolean cancellable) {

    /**
     * @param categories shops of which it is said what they trade in
     * @param scopes entries of which that is said, as are permits and both lists
     */
    @Schema(name = "ReconciliationTellings")
    record Told(long categories, long scopes, long permits, long abnormal, long serious) {

        static final Told NOTHING = new Told(0, 0, 0, 0, 0);

        Told and(Shop shop) {
            return shop.category().isEmpty() ? this : new Told(categories + 1, scopes, permits, abnormal, serious);
        }

        Told and(EntryStanding of) {
            return of.equals(EntryStanding.UNSAID)
                    ? this
                    : new Told(
                            categories,
                            scopes + one(of.scope()),
                            permits + one(of.permits()),
                            abnormal + one(of.abnormal()),
                            serious + one(of.serious()));
        }

        private static int one(String said) {
            return said.isEmpty() || said.equals(EntryStanding.UNREAD) ? 0 : 1;
        }
    }

    /** As it is told to a person. @param name of who began it, for his user id */
    Reconciliation seenBy(Caller caller, String name) {
        return new Reconciliation(
                id,
                state,
                startedAt,
                endedAt,
                shops,
                entries,
                matched,
                refusals,
                toReview,
                levels,
                name,
                weights,
                base,
                shopsCase,
                shopsAnswers,
                waitsFor,
                failure,
                told,
                rowsGone,
                bureau,
                state == State.RUNNING && isEndedBy(caller));
    }

    /** Who may cancel it: who began it, and operators. */
    boolean isEndedBy(Caller caller) {
        return isOperator(caller) || startedBy.equals(caller.userId());
    }

    /** Who looks after the system and brings in nothing himself. */
    static boolean isOperator(Caller caller) {
        return caller.hasRole(Role.OPERATOR.group()) && !CaseAccess.doesCaseWork(caller);
    }

    /** @throws Refusal {@code reconciliation.rows-gone} where there are none any more */
    Reconciliation withRows() {
        if (rowsGone) {
            throw new Refusal("reconciliation.rows-gone");
        }
        return this;
    }

    enum State {
        RUNNING,
        /** All is matched, and persons have to decide about some: every match that is WEAK, and what was taken back. */
        REVIEW,
        /** All is matched, and every match is sure, none, or decided. */
        DONE,
        /** The tables cannot be read, or it failed again and again; nothing was matched. */
        FAILED,
        /** Two processes died under it: nobody tries a third time by himself. */
        SET_ASIDE,
        /** Ended by who began it, or by an operator. */
        CANCELLED;

        /** Whether it ended without a result that counts. */
        boolean isWithoutResult() {
            return this == FAILED || this == SET_ASIDE || this == CANCELLED;
        }

        /** @param open so many shops wait for a decision */
        State reviewed(long open) {
            return this == DONE && open > 0 ? REVIEW : this;
        }
    }
}
