package org.redshield.bridge.letter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.redshield.bridge.cases.act.Instrument;

/**
 * A kind of letter that organisations write to each other, or of message that needs no letter. Each feature's enum
 * declares its own; letters and envelopes are stored under the constants' names.
 */
public interface LetterKind extends Instrument {

    Terms terms();

    /** What stands for the kind in a number (文种代字); kinds with the same code share one series of numbers. */
    default String code() {
        return terms().code();
    }

    /** The Chinese title above the letter. */
    @Override
    default String title() {
        return terms().title();
    }

    /** Whether it has a number and a text; else it is a message that travels without a letter. */
    default boolean isLetter() {
        return !code().isEmpty();
    }

    default Carriage carriage() {
        return terms().carriage();
    }

    default OnPaper onPaper() {
        return terms().onPaper();
    }

    /** Its template under {@code letters/}. */
    default String template() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".ftlh";
    }

    /**
     * What a kind declares.
     *
     * @param code empty for a message without a letter
     * @param fields the facts and words that the template reads; one that may be missing ends in {@code ?}
     */
    record Terms(String code, String title, Carriage carriage, List<String> fields, OnPaper onPaper) {

        /** @param fields their names, with a space between */
        public static Terms letter(String code, String title, Carriage carriage, String fields) {
            return new Terms(code, title, carriage, List.of(fields.split(" ")), OnPaper.NEVER);
        }

        public static Terms message(Carriage carriage) {
            return new Terms("", "", carriage, List.of(), OnPaper.NEVER);
        }

        /** It may go on paper to a bureau that is not on the system. */
        public Terms byPaper() {
            return with(onPaper.goingOut());
        }

        /** On paper it answers letters of these kinds; {@code read} says what is read off it. */
        public Terms answering(LetterKind... kinds) {
            return with(onPaper.answering(kinds));
        }

        public Terms reading(OnPaper.Read... what) {
            return with(onPaper.reading(what));
        }

        /** What was read off the paper makes these facts. */
        public Terms meaning(UnaryOperator<Map<String, String>> facts) {
            return with(onPaper.meaning(facts));
        }

        /** With such facts nothing more is to come after it. */
        public Terms lastWhen(Predicate<Map<String, String>> facts) {
            return with(onPaper.last(facts));
        }

        private Terms with(OnPaper how) {
            return new Terms(code, title, carriage, fields, how);
        }
    }
}
