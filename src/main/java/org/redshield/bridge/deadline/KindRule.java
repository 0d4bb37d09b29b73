package org.redshield.bridge.deadline;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What holds for one kind of deadline between two organisations.
 *
 * @param kind key of the table
 * @param title the clock's name as an officer reads it
 * @param stopEvents what pauses it; nothing else does
 * @param extension empty where the law allows none
 * @param movedByNotice whether a notice before expiry moves it (程序规定 art. 45(2))
 * @param version the version of the table that said so; empty where none did
 */
public record KindRule(
        String kind,
        String title,
        DeadlineRule rule,
        List<StopEvent> stopEvents,
        Optional<ExtensionRule> extension,
        boolean movedByNotice,
        ReminderRule reminders,
        Optional<String> version) {

    public KindRule {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(extension, "extension");
        Objects.requireNonNull(reminders, "reminders");
        Objects.requireNonNull(version, "version");
        stopEvents = List.copyOf(stopEvents);
    }

    /** The same with the length and ground of an agreement. */
    public KindRule agreed(DeadlineRule agreement) {
        return new KindRule(kind, title, agreement, stopEvents, extension, movedByNotice, reminders, version);
    }
}
