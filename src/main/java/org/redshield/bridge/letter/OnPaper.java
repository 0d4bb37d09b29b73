package org.redshield.bridge.letter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How a kind of letter goes on paper, to a bureau that is not on the system or from one.
 *
 * @param out whether it may be sent so
 * @param answers the kinds that it answers when it comes so
 * @param read what whoever registers it reads off the paper
 * @param meaning makes of what was read the letter's facts
 * @param last whether nothing more is to come after it, by its facts
 */
public record OnPaper(
        boolean out,
        Set<LetterKind> answers,
        List<Read> read,
        UnaryOperator<Map<String, String>> meaning,
        Predicate<Map<String, String>> last) {

    static final OnPaper NEVER = new OnPaper(false, Set.of(), List.of(), UnaryOperator.identity(), facts -> false);

    /**
     * One thing that is read off the paper.
     *
     * @param fact the name of the fact, and of the form's field
     * @param label as whoever registers it knows the field
     * @param options of a choice, each with its title
     */
    public record Read(String fact, String label, Type type, boolean needed, Map<String, String> options) {

        public enum Type {
            TEXT,
            /** A bureau, by its code. */
            BUREAU,
            /** The fact is the day's first instant. */
            DAY,
            /** One that may lie ahead, as a period that ends then; the fact is the day itself. */
            DAY_TO_COME,
            CHOICE
        }

        public static Read text(String fact, String label) {
            return new Read(fact, label, Type.TEXT, true, Map.of());
        }

        public static Read bureauIfAny(String fact, String label) {
            return new Read(fact, label, Type.BUREAU, false, Map.of());
        }

        public static Read day(String fact, String label) {
            return new Read(fact, label, Type.DAY, true, Map.of());
        }

        public static Read dayToCome(String fact, String label) {
            return new Read(fact, label, Type.DAY_TO_COME, true, Map.of());
        }

        /** Whether the form's field is a date. */
        public boolean isDay() {
            return type == Type.DAY || type == Type.DAY_TO_COME;
        }

        public static Read choice(String fact, String label, Map<String, String> options) {
            return new Read(fact, label, Type.CHOICE, true, options);
        }

        /** As people read it. */
        public String shown(String value) {
            return Optional.ofNullable(options.get(value)).orElse(value);
        }
    }

    OnPaper goingOut() {
        return new OnPaper(true, answers, read, meaning, last);
    }

    OnPaper answering(LetterKind... kinds) {
        return new OnPaper(out, Set.of(kinds), read, meaning, last);
    }

    OnPaper reading(Read... what) {
        return new OnPaper(out, answers, List.of(what), meaning, last);
    }

    OnPaper meaning(UnaryOperator<Map<String, String>> of) {
        return new OnPaper(out, answers, read, of, last);
    }

    OnPaper last(Predicate<Map<String, String>> when) {
        return new OnPaper(out, answers, read, meaning, when);
    }
}
