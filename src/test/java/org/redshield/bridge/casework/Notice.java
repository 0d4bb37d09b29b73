package org.redshield.bridge.casework;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.service;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;

import java.util.Optional;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterKind;

/** A cooperation as small as one can be: one bureau tells another of something, which takes it up or not. */
final class Notice {

    static final IncomingKind KIND = new IncomingKind(
            "notice",
            "noticeId",
            Kind.NOTICE,
            Kind.NOTICE_RETURN,
            Kind.NOTICE_DECLINE,
            State.values(),
            Act.values(),
            Why.values(),
            "不予受理的原因",
            letter -> new IncomingKind.About(
                    LetterFacts.need(letter, "cause"), Optional.empty(), Optional.empty(), Optional.empty()));

    private Notice() {}

    enum Kind implements LetterKind {
        NOTICE(letter("通", "通报函", Carriage.starts("Notice", "noticeId"), "cause")),
        NOTICE_RETURN(letter("通退", "通报退回函", answer(), "originalLetterNo missingItems")),
        NOTICE_DECLINE(letter("通复", "不予受理通报复函", answer(), "originalLetterNo reasonTitle note"));

        private final Terms terms;

        Kind(Terms terms) {
            this.terms = terms;
        }

        private static Carriage answer() {
            return Carriage.wakes("NoticeAnswer", "noticeId");
        }

        @Override
        public Terms terms() {
            return terms;
        }
    }

    /** What a process would do to it. */
    static final Moves MOVES = Moves.from(State.RECEIVED)
            .by(
                    form("sign").in(State.RECEIVED).to(State.ACKNOWLEDGED),
                    form("return").in(State.ACKNOWLEDGED).to(State.RETURNED_FOR_CORRECTION),
                    form("decline").in(State.ACKNOWLEDGED).to(State.DECLINED),
                    form("accept").in(State.ACKNOWLEDGED).to(State.ACCEPTED),
                    form("assign").in(State.ACCEPTED).to(State.ASSIGNED),
                    message("withdrawal")
                            .in(State.RECEIVED, State.ACKNOWLEDGED, State.ACCEPTED)
                            .to(State.WITHDRAWN),
                    service("corrected").in(State.RETURNED_FOR_CORRECTION).to(State.RECEIVED));

    enum State implements WorkState {
        RECEIVED,
        ACKNOWLEDGED,
        RETURNED_FOR_CORRECTION,
        DECLINED,
        ACCEPTED,
        ASSIGNED,
        WITHDRAWN;

        @Override
        public String title() {
            return name();
        }

        @Override
        public String feature() {
            return "notice";
        }

        @Override
        public boolean over() {
            return this == RETURNED_FOR_CORRECTION || this == DECLINED || this == WITHDRAWN;
        }
    }

    enum Act implements RecordedAct {
        LETTER_RECEIVED,
        CORRECTED_LETTER_RECEIVED,
        LETTER_ACKNOWLEDGED,
        ACKNOWLEDGEMENT_OVERDUE,
        LETTER_ACCEPTED,
        REJECTION_DRAFTED,
        REJECTION_APPROVED,
        REJECTION_SENT_BACK,
        LETTER_RETURNED,
        LETTER_DECLINED,
        OFFICERS_ASSIGNED,
        WITHDRAWAL_RECEIVED,
        SUPERVISION_NOTED;

        @Override
        public String title() {
            return name();
        }
    }

    enum Why implements Reason {
        NOT_OURS;

        @Override
        public String title() {
            return "不属于本局管辖";
        }
    }
}
