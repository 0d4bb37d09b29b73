package org.redshield.bridge.engine.view;

import java.util.List;

/**
 * What lies open of the case's file beside the forms of these user tasks; the rest is folded.
 *
 * @param tasks ids of user tasks
 * @param open in the order in which they are read
 */
public record Beside(List<String> tasks, List<FileSection> open) {

    /** Beside a task that no contract knows, because a modeler drew it. */
    public static final List<FileSection> UNKNOWN =
            List.of(FileSection.SUMMARY, FileSection.LETTERS, FileSection.OPINIONS, FileSection.CLOCKS);

    public Beside {
        tasks = List.copyOf(tasks);
        open = List.copyOf(open);
    }

    public static Beside tasks(String... ids) {
        return new Beside(List.of(ids), List.of());
    }

    public Beside lie(FileSection... open) {
        return new Beside(tasks, List.of(open));
    }
}
