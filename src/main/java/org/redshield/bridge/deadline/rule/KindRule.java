package org.redshield.bridge.deadline.rule;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the table says of one kind of deadline.
 *
 * @param kind key of the table
 * @param title the clock's name as an officer reads it
 * @param startEvent what starts it, in Chinese
 * @param byNotice whether a notice states the length, which then comes from the officer and not from the table
 * @param stopEvents what pauses it; nothing else does
 * @param extension empty where the law allows none
 * @param movedByNotice whether a notice before expiry moves it (程序规定 art. 45(2))
 * @param version the version of the table that said so
 */
public record KindRule(
        String kind,
        String title,
        Basis basis,
        String startEvent,
        DeadlineRule rule,
        boolean byNotice,
        List<StopEvent> stopEvents,
        Optional<ExtensionRule> extension,
        boolean movedByNotice,
        ReminderRule reminders,
        Optional<String> version) {

    public KindRule {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(startEvent, "startEvent");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(extension, "extension");
        Objects.requireNonNull(reminders, "reminders");
        Objects.requireNonNull(version, "version");
        stopEvents = List.copyOf(stopEvents);
    }

    /** The same with another length and ground. */
    public KindRule with(DeadlineRule other) {
        return new KindRule(
                kind,
                title,
                basis,
                startEvent,
                other,
                byNotice,
                stopEvents,
                extension,
                movedByNotice,
                reminders,
                version);
    }

    /** As that version of the table said it. */
    public KindRule ofVersion(String id) {
        return new KindRule(
                kind,
                title,
                basis,
                startEvent,
                rule,
                byNotice,
                stopEvents,
                extension,
                movedByNotice,
                reminders,
                Optional.of(id));
    }
}
