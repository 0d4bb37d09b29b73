package org.redshield.bridge.installation;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What lies in a directory or a bucket and says whose it is: lines {@code name=value} in a file {@value #FILE}, written once. It is copied and
 * moved with all else that lies there.
 *
 * @param role what is kept there: {@code evidence} or {@code numbers}
 */
record Mark(UUID installation, String role, Kind kind) {

    static final String FILE = "installation.id";

    String written() {
        return """
                # Redshield Bridge: whose files these are. It belongs to them, also in copies; see docs/operations.md.
                installation=%s
                role=%s
                kind=%s
                """.formatted(installation, role, kind);
    }

    /** @return empty when it is no mark */
    static Optional<Mark> read(String text) {
        Map<String, String> values = text.lines()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')).strip(),
                        line -> line.substring(line.indexOf('=') + 1).strip(),
                        (one, other) -> other));
        try {
            return Optional.of(new Mark(
                    UUID.fromString(values.getOrDefault("installation", "")),
                    values.getOrDefault("role", ""),
                    Kind.valueOf(values.getOrDefault("kind", ""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
