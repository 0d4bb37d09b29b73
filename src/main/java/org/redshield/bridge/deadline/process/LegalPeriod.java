package org.redshield.bridge.deadline.process;

import static org.redshield.bridge.deadline.rule.DeadlineUnit.CALENDAR_DAYS;
import static org.redshield.bridge.deadline.rule.DeadlineUnit.HOURS;
import static org.redshield.bridge.deadline.rule.DeadlineUnit.MONTHS;
import static org.redshield.bridge.deadline.rule.DeadlineUnit.WORKING_DAYS;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.AccessLevel;
import lombok.Getter;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.StopEvent;

/**
 * How long the law lets a deadline be at most, by its key in the table. The table may be stricter with the bureaus, never
 * with a party: a party's own time is as the law says.
 */
enum LegalPeriod {
    STATUTORY_REPLY(15, WORKING_DAYS, Law.PROCEDURE.brief(45)),
    PUBLICITY(1, WORKING_DAYS, Law.NET_TRADE.brief(30)),
    /** The party's own time. */
    APPEAL_WINDOW(60, CALENDAR_DAYS, Law.REVIEW.brief(20)),
    CLUE_VERIFICATION(15, WORKING_DAYS, Law.PROCEDURE.brief(18), 15, 1),
    CASE_FILING(15, WORKING_DAYS, Law.PROCEDURE.brief(18), 15, 1),
    JURISDICTION_NEGOTIATION(7, WORKING_DAYS, Law.PROCEDURE.brief(13)),
    JURISDICTION_DECISION(7, WORKING_DAYS, Law.PROCEDURE.brief(16)),
    TRANSFER_NEGOTIATION(7, WORKING_DAYS, Law.PROCEDURE.brief(13)),
    TRANSFER_DESIGNATION(7, WORKING_DAYS, Law.PROCEDURE.brief(16)),
    COMPLAINT_ACCEPTANCE(7, WORKING_DAYS, Law.COMPLAINTS.brief(15)),
    COMPLAINT_DISPUTE(7, WORKING_DAYS, Law.COMPLAINTS.brief(33)),
    MEDIATION(60, CALENDAR_DAYS, Law.COMPLAINTS.brief(22, 23)),
    MEDIATION_END_NOTICE(7, WORKING_DAYS, Law.COMPLAINTS.brief(23)),
    MEDIATION_CLUE(15, WORKING_DAYS, Law.COMPLAINTS.brief(27), 15, 1),
    CASE_HANDLING(90, CALENDAR_DAYS, Law.PROCEDURE.brief(64) + "、" + Law.PENALTY.brief(60), 30, 1),
    CASE_CLOSURE(15, WORKING_DAYS, Law.PROCEDURE.brief(77)),
    REFERRAL_DECISION(3, CALENDAR_DAYS, Law.REFERRAL.brief(5)),
    REFERRAL_HANDOVER(24, HOURS, Law.REFERRAL.brief(5)),
    POLICE_DECISION(3, CALENDAR_DAYS, Law.REFERRAL.brief(8)),
    REFERRAL_CHALLENGE(3, CALENDAR_DAYS, Law.REFERRAL.brief(9)),
    POLICE_REVIEW(3, CALENDAR_DAYS, Law.REFERRAL.brief(9)),
    REFERRAL_GOODS(3, CALENDAR_DAYS, Law.REFERRAL.brief(12)),
    CASE_DECISION(90, CALENDAR_DAYS, Law.PROCEDURE.brief(64) + "、" + Law.PENALTY.brief(60), 30, 1),
    REGISTERED_PRESERVATION(7, WORKING_DAYS, Law.PROCEDURE.brief(35)),
    ON_THE_SPOT_APPROVAL(24, HOURS, Law.PROCEDURE.brief(33, 36)),
    SEIZURE(30, CALENDAR_DAYS, Law.PROCEDURE.brief(38) + "、" + Law.COMPULSION.brief(25), 30, 1),
    CASE_REVIEW(10, WORKING_DAYS, Law.PROCEDURE.brief(55)),
    /** The party's own time. */
    STATEMENT(5, WORKING_DAYS, Law.PROCEDURE.brief(57) + "、" + Law.PENALTY.brief(64)),
    DECISION_SERVICE(7, WORKING_DAYS, Law.PROCEDURE.brief(81) + "、" + Law.PENALTY.brief(61)),
    /** The party's own time. */
    ANNOUNCED_SERVICE(30, CALENDAR_DAYS, Law.PROCEDURE.brief(82)),
    PENALTY_PUBLICITY(20, WORKING_DAYS, Law.PUBLICITY.brief(9)),
    /** The party's own time. */
    FINE_PAYMENT(15, CALENDAR_DAYS, Law.PROCEDURE.brief(72)),
    PAYMENT_REMINDER(10, WORKING_DAYS, Law.PROCEDURE.brief(76)),
    COURT_ENFORCEMENT(3, MONTHS, Law.PROCEDURE.brief(76)),
    CASE_CLOSING(15, WORKING_DAYS, Law.PROCEDURE.brief(77)),
    CRIMINAL_TRANSFER_APPROVAL(3, CALENDAR_DAYS, Law.REFERRAL.brief(5)),
    CRIMINAL_HANDOVER(24, HOURS, Law.REFERRAL.brief(5));

    private static final Set<LegalPeriod> OF_PARTIES =
            Set.of(APPEAL_WINDOW, STATEMENT, ANNOUNCED_SERVICE, FINE_PAYMENT);

    /** What the law does not count (程序规定第十八条、第三十八条、第六十四条，投诉举报处理办法第二十二条). */
    private static final Map<LegalPeriod, Set<StopEvent>> STOPPED_BY = Map.of(
            CLUE_VERIFICATION, Set.of(StopEvent.TESTING, StopEvent.IDENTIFICATION),
            CASE_FILING, Set.of(StopEvent.TESTING, StopEvent.IDENTIFICATION),
            MEDIATION, Set.of(StopEvent.TESTING),
            CASE_HANDLING, Set.of(StopEvent.values()),
            CASE_DECISION, Set.of(StopEvent.values()),
            SEIZURE, Set.of(StopEvent.TESTING));

    /** Late only with notice before expiry (程序规定第四十五条第二款). */
    private static final Set<LegalPeriod> MOVED_BY_NOTICE = Set.of(STATUTORY_REPLY);

    /** Where heads may set another end, as the law says. */
    private static final Set<LegalPeriod> SET_ANEW = Set.of(CASE_HANDLING, CASE_DECISION, CASE_REVIEW, FINE_PAYMENT);

    private static final double HOURS_A_DAY = 24;

    @Getter(AccessLevel.PACKAGE)
    private final Period longest;

    @Getter(AccessLevel.PACKAGE)
    private final String citation;

    private final int extension;
    private final int times;

    LegalPeriod(int amount, DeadlineUnit unit, String citation) {
        this(amount, unit, citation, 0, 0);
    }

    /** @param extension by how much the law lets it be extended, in the same unit, and how often */
    LegalPeriod(int amount, DeadlineUnit unit, String citation, int extension, int times) {
        this.longest = new Period(amount, unit);
        this.citation = citation;
        this.extension = extension;
        this.times = times;
    }

    static Optional<LegalPeriod> of(String kind) {
        return Arrays.stream(values())
                .filter(period -> period.name().equals(kind))
                .findFirst();
    }

    boolean protectsParty() {
        return OF_PARTIES.contains(this);
    }

    /** Whether the period can last longer than the law's; in another unit it must be shorter under all circumstances. */
    boolean isExceededBy(Period period) {
        return exceeds(period, longest);
    }

    /** Whether the law lets that stop the clock. */
    boolean isStoppedBy(StopEvent event) {
        return STOPPED_BY.getOrDefault(this, Set.of()).contains(event);
    }

    boolean isMovedByNotice() {
        return MOVED_BY_NOTICE.contains(this);
    }

    boolean isSetAnew() {
        return SET_ANEW.contains(this);
    }

    boolean isExtendedTooFarBy(Period period, int often) {
        return often > times || exceeds(period, new Period(extension, longest.unit()));
    }

    private static boolean exceeds(Period period, Period most) {
        return period.unit() == most.unit() ? period.amount() > most.amount() : mostHours(period) > leastHours(most);
    }

    private static double leastHours(Period period) {
        return period.amount()
                * switch (period.unit()) {
                    case MINUTES -> 1.0 / 60;
                    case HOURS -> 1;
                    case SAME_DAY -> 0;
                    case WORKING_DAYS, CALENDAR_DAYS -> HOURS_A_DAY;
                    case MONTHS -> 28 * HOURS_A_DAY;
                };
    }

    private static double mostHours(Period period) {
        return switch (period.unit()) {
            case MINUTES -> period.amount() / 60.0;
            case HOURS -> period.amount();
            // A holiday may lie before it.
            case SAME_DAY -> 10 * HOURS_A_DAY;
            case WORKING_DAYS -> (period.amount() * 2 + 10) * HOURS_A_DAY;
            case CALENDAR_DAYS -> (period.amount() + 10) * HOURS_A_DAY;
            case MONTHS -> (period.amount() * 31 + 10) * HOURS_A_DAY;
        };
    }
}
