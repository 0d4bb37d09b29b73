package org.redshield.bridge.disposition.severity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** How harsh a measure is, from the mildest to the harshest; at which of them each measure stands says the table. */
@Getter
@RequiredArgsConstructor
public enum Degree {
    WARNING("警示"),
    LIMIT("限制"),
    TAKEDOWN("下架"),
    SUSPENSION("暂停"),
    CLOSURE("关店"),
    BLACKLIST("黑名单");

    /** As the table and people call it. */
    private final String title;

    public boolean isAbove(Degree other) {
        return compareTo(other) > 0;
    }

    static Optional<Degree> of(String title) {
        return Arrays.stream(values())
                .filter(degree -> degree.title.equals(title))
                .findFirst();
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(Degree::title).toList();
    }
}
