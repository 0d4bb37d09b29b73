package org.redshield.bridge.letter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a kind of letter gets to its receiver, and what it moves there.
 *
 * @param message name of the BPMN message; empty where no process waits
 * @param subject the process variable by which the receiver's instance is found: its value is the letter's fact of that
 *     name, or else what the letter is about
 * @param says variables that every letter of the kind sets at the receiver
 * @param passes facts of the letter that become variables of the receiver; {@link #LETTER_ID} is the letter's id
 * @param receipt the kind of message by which the receiver's installation confirms the delivery to the sender's process
 * @param signature the kind of message by which the sender's process learns that a person has signed for it
 * @param formerly the names under which envelopes of the kind were stored by earlier versions
 */
public record Carriage(
        Way way,
        String message,
        String subject,
        Map<String, String> says,
        Set<String> passes,
        Optional<LetterKind> receipt,
        Optional<LetterKind> signature,
        Set<String> formerly) {

    public static final String LETTER_ID = "letterId";

    /** What becomes of it when it has arrived. */
    public enum Way {
        /** It starts an instance at the receiver. */
        STARTS,
        /** It wakes the instance that waits for it. */
        WAKES,
        /** It belongs to the file only. */
        FILED,
        /** A platform's interface carries it, not our post. */
        INTERFACE
    }

    public static Carriage starts(String message, String subject) {
        return plain(Way.STARTS, message, subject);
    }

    public static Carriage wakes(String message, String subject) {
        return plain(Way.WAKES, message, subject);
    }

    public static Carriage filed() {
        return plain(Way.FILED, "", "");
    }

    public static Carriage byInterface() {
        return plain(Way.INTERFACE, "", "");
    }

    private static Carriage plain(Way way, String message, String subject) {
        return new Carriage(way, message, subject, Map.of(), Set.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    public Carriage saying(String variable, String value) {
        return new Carriage(way, message, subject, Map.of(variable, value), passes, receipt, signature, formerly);
    }

    public Carriage passing(String... facts) {
        return new Carriage(way, message, subject, says, Set.of(facts), receipt, signature, formerly);
    }

    public Carriage confirmedBy(LetterKind kind) {
        return new Carriage(way, message, subject, says, passes, Optional.of(kind), signature, formerly);
    }

    public Carriage signedBy(LetterKind kind) {
        return new Carriage(way, message, subject, says, passes, receipt, Optional.of(kind), formerly);
    }

    public Carriage formerly(String... names) {
        return new Carriage(way, message, subject, says, passes, receipt, signature, Set.of(names));
    }

    /** By what the receiver's instance is found. */
    public String subjectOf(Letter letter) {
        return letter.content().facts().getOrDefault(subject, letter.subjectId());
    }

    /** What the receiver's instance is told. */
    public Map<String, String> variablesOf(Letter letter) {
        Map<String, String> variables = new LinkedHashMap<>(says);
        letter.content().facts().forEach((name, value) -> {
            if (passes.contains(name)) {
                variables.put(name, value);
            }
        });
        if (passes.contains(LETTER_ID)) {
            variables.put(LETTER_ID, letter.id().toString());
        }
        return variables;
    }
}
