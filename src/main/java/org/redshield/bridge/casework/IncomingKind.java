package org.redshield.bridge.casework;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterKind;

/**
 * What a cooperation says of the letters that want something of a bureau; one bean for each.
 *
 * @param feature stored with each, stays for ever; its messages have all the sentences that casework needs
 * @param subject the fact by which its letters name what they are about
 * @param asks the kind of letter that comes in
 * @param returns sends it back for correction (退回补正)
 * @param declines answers that nothing will be done (不予)
 * @param states of the work; among them the names of {@link Step}
 * @param acts that the cooperation records; among them the names of {@link IncomingAct}
 * @param declineReasons the closed list
 * @param declineField what the form calls the choice among them
 * @param about reads from the letter what the list of cases shows
 */
public record IncomingKind(
        String feature,
        String subject,
        LetterKind asks,
        LetterKind returns,
        LetterKind declines,
        WorkState[] states,
        RecordedAct[] acts,
        Reason[] declineReasons,
        String declineField,
        Function<Letter, About> about) {

    /** What casework refuses, in the words of the cooperation. */
    static final List<String> SENTENCES = List.of(
            "state-forbidden",
            "returned-once",
            "own-approval",
            "two-officers",
            "officer-without-login",
            "lead-only",
            "second-only",
            "field-missing",
            "option-unknown",
            "text-too-short",
            "text-too-long");

    /** The states through which casework itself moves a letter; what follows is the cooperation's. */
    public enum Step {
        /** Delivered to the bureau; nobody has signed for it yet. */
        RECEIVED,
        ACKNOWLEDGED,
        RETURNED_FOR_CORRECTION,
        DECLINED,
        ACCEPTED,
        ASSIGNED,
        WITHDRAWN
    }

    /** What a letter is about, as far as lists show it. */
    public record About(String cause, Optional<String> sourceNo, Optional<String> platform, Optional<String> shopId) {}

    /** @throws RuntimeException when a state, an act or a sentence is missing: the system does not start then */
    public IncomingKind {
        for (Step step : Step.values()) {
            named(states, WorkState::name, step.name());
        }
        for (IncomingAct act : IncomingAct.values()) {
            named(acts, RecordedAct::name, act.name());
        }
        for (String what : SENTENCES) {
            new Refusal(feature + "." + what).getMessage();
        }
    }

    private static <T> T named(T[] all, Function<T, String> nameOf, String name) {
        return Stream.of(all)
                .filter(one -> nameOf.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A cooperation lacks " + name));
    }

    WorkState state(Step step) {
        return state(step.name());
    }

    WorkState state(String name) {
        return named(states, WorkState::name, name);
    }

    RecordedAct act(IncomingAct act) {
        return named(acts, RecordedAct::name, act.name());
    }

    Refusal refusal(String what, Object... arguments) {
        return new Refusal(feature + "." + what, arguments);
    }

    OthersMustDecide othersMust(String what) {
        return new OthersMustDecide(feature + "." + what);
    }

    Entries entries() {
        return new Entries(feature);
    }

    Reason declineReason(Optional<String> code) {
        return entries().oneOf(declineReasons, code, declineField);
    }

    /** What the draft of a rejection says, in one line. */
    public String summary(Rejection rejection) {
        return rejection.kind() == Rejection.Kind.RETURN
                ? "拟退回补正：" + rejection.text()
                : "拟发《" + declines.title() + "》（"
                        + declineReason(rejection.code()).title() + "）：" + rejection.text();
    }

    /**
     * How the bureau that such letters come to stands in the case.
     *
     * @param role a stable code
     */
    public Standing standing(String role, String title) {
        return new Standing(
                role, title, Standing.Weight.MAIN, WorkState.standing(states), "incoming_letter", """
                select i.case_no, i.subject_id, i.state, i.platform, i.sender as counterpart, i.shop_id, i.cause,
                       i.source_no, i.received_at as since, i.changed_at, true as listed
                  from incoming_letter i
                 where i.tenant = :tenant and i.feature = '%s'
                """.formatted(
                                feature));
    }
}
