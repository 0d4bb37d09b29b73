package org.redshield.bridge.access.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The one table of who may do what: its comments, and a line for each operation. */
record DecisionTable(List<String> head, SortedSet<String> roles, SortedMap<Operation, Decision> decisions) {

    private static final Path FILE = Path.of("src/test/resources/isolation/operations.txt");
    private static final String ROLES = "# roles: ";

    static DecisionTable read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedMap<Operation, Decision> decisions = new TreeMap<>();
        lines.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Decision::read)
                .forEach(one -> {
                    if (decisions.put(one.operation(), one) != null) {
                        throw new IllegalStateException("Decided twice: " + one.operation());
                    }
                });
        return new DecisionTable(
                lines.stream().takeWhile(line -> line.startsWith("#")).toList(),
                lines.stream()
                        .filter(line -> line.startsWith(ROLES))
                        .map(line -> Decision.words(line.substring(ROLES.length())))
                        .findFirst()
                        .orElseThrow(),
                decisions);
    }

    /** Writes the table anew, to be read line by line before it is committed. */
    void write(Collection<Decision> found) {
        try {
            Files.write(
                    FILE,
                    Stream.of(head.stream(), Stream.of(""), found.stream().map(Decision::line))
                            .flatMap(lines -> lines)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
