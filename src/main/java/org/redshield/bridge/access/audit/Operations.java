package org.redshield.bridge.access.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;

/**
 * What a call of each of our addresses is, by {@code access/operations.txt}: a line for each, with method, address and an {@link
 * Act}. {@code OWN} says that the feature records it itself, in the transaction and with more than the address tells; {@code
 * OWN_EXPORT} the same of what counts as an export; {@code NOTHING} that it shows nothing of a case, a person or a setting.
 */
final class Operations {

    private static final String FILE = "access/operations.txt";
    private static final String OWN = "OWN";
    private static final String OWN_EXPORT = "OWN_EXPORT";
    private static final String NOTHING = "NOTHING";

    /**
     * What was decided about an address.
     *
     * @param act recorded by the filter; empty where it is not
     * @param export whether it counts as an export of the person's day
     * @param first whether it is on record before anything is shown
     */
    record Treatment(Optional<AuditAct> act, boolean export, boolean first) {}

    private static final Map<String, Treatment> ALL = read();

    private Operations() {}

    /** Addresses with their method, as {@code GET /api/cases/{caseNo}}. */
    static Map<String, Treatment> all() {
        return ALL;
    }

    /** Empty where nobody has decided. */
    static Optional<Treatment> of(String method, String pattern) {
        return Optional.ofNullable(ALL.get((method.equals("HEAD") ? "GET" : method) + " " + pattern));
    }

    private static Map<String, Treatment> read() {
        Map<String, Treatment> all = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ClassPathResource(FILE).getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] words = line.split("\\s+");
                        if (words.length != 3 || all.put(words[0] + " " + words[1], treatment(words[2])) != null) {
                            throw new IllegalStateException(FILE + " has a line twice, or one that is none: " + line);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Treatment treatment(String word) {
        return switch (word) {
            case NOTHING -> new Treatment(Optional.empty(), false, false);
            case OWN -> new Treatment(Optional.empty(), false, true);
            case OWN_EXPORT -> new Treatment(Optional.empty(), true, true);
            default -> {
                AuditAct act = AuditAct.valueOf(word);
                yield new Treatment(Optional.of(act), act.kind() == AuditAct.Kind.EXPORT, act.first());
            }
        };
    }
}
