package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.rule.Finding;

/** A bureau may ask for a higher signature than the delivered table of approvals, never for a lower one: at the deployment of each row. */
class LowerApprovalsTest {

    private static final String TABLE = text();
    private static final Pattern SIGNER =
            Pattern.compile("id=\"(\\w+)_(approver|substitute)\">\\s*<text>\"(\\w+)\"</text>");

    static Stream<Arguments> signers() {
        return SIGNER.matcher(TABLE)
                .results()
                .map(cell -> Arguments.of(
                        cell.group(1), cell.group(2), Head.of(cell.group(3)).orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("signers")
    void noLowerOneIsTaken(String row, String cell, Head head) {
        for (Head lower : Head.values()) {
            if (!lower.isAtLeast(head)) {
                assertThat(refused(with(row, cell, lower))).as(lower.group()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("signers")
    void aHigherOneIsTaken(String row, String cell, Head head) {
        for (Head higher : Head.values()) {
            if (higher.compareTo(head) > 0) {
                // Nobody above the chief head is left to go to.
                String table =
                        with(row, cell, higher).replaceFirst("(?s)(id=\"" + row + "_next\">\\s*<text>)[^<]*", "$1");
                assertThat(refused(table)).as(higher.group()).isEmpty();
            }
        }
    }

    private static List<String> refused(String table) {
        return HouseOnPaper.findings(Map.of("approvals.dmn", table.getBytes(StandardCharsets.UTF_8))).stream()
                .map(Finding::sentence)
                .toList();
    }

    private static String with(String row, String cell, Head head) {
        Matcher place = Pattern.compile("(id=\"" + row + "_" + cell + "\">\\s*<text>)[^<]*")
                .matcher(TABLE);
        return place.replaceFirst("$1\"" + head.group() + "\"");
    }

    private static String text() {
        try {
            return Files.readString(Path.of("processes/approvals.dmn"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
