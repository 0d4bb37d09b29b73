package org.redshield.bridge.access.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was decided of one operation; a line of {@code operations.txt}.
 *
 * @param who the roles whose people of the owner's bureau it is for; {@link #NOBODY}, {@link #EVERYBODY} or {@link #ANYBODY}
 * @param others what people of other roles get, of the owner's bureau or of none
 * @param strangers what people of other organisations get, whatever their roles
 * @param sent what is sent with it: a query, a body, or both; ids of the owner's by name
 */
record Decision(Operation operation, String who, SortedSet<String> others, SortedSet<String> strangers, String sent) {

    /** Closed altogether. */
    static final String NOBODY = "nobody";
    /** Whoever has signed in; there is nothing of a bureau in it. */
    static final String EVERYBODY = "everybody";
    /** Whoever asks, with a sign-in or without. */
    static final String ANYBODY = "anybody";

    static final String SEPARATOR = " | ";

    static Decision read(String line) {
        String[] columns = line.split("\\s*\\|\\s*", 5);
        String[] operation = columns[0].strip().split("\\s+");
        return new Decision(
                new Operation(operation[0], operation[1]),
                columns[1].strip(),
                words(columns[2]),
                words(columns[3]),
                columns.length < 5 ? "" : columns[4].strip());
    }

    static SortedSet<String> words(String list) {
        return Arrays.stream(list.strip().split("\\s+"))
                .filter(word -> !word.isEmpty() && !word.equals("-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The people of a bureau who work on cases, in one word. */
    private static final String WORK = "work";

    private static final List<String> AT_WORK =
            List.of("officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor");

    private static final String SIGNED_OUT = "nobody=";
    private static final String RULE = "rule=";

    boolean isFor(String role) {
        SortedSet<String> words = words(who);
        return words.contains(EVERYBODY)
                || words.contains(ANYBODY)
                || words.contains(role)
                || words.contains(WORK) && AT_WORK.contains(role);
    }

    /** Whether there is something of one bureau in it, which other organisations must not get. */
    boolean isOfABureau() {
        return !strangers.isEmpty();
    }

    boolean isClosed() {
        return words(who).contains(NOBODY);
    }

    /** What somebody gets who has not signed in: 401 unless it is said otherwise. */
    String nobody() {
        return said(SIGNED_OUT).orElse("401");
    }

    /**
     * Whether whoever it is for got what he asked for. Where it says by {@code rule=422}, he came as far as a rule of the matter
     * that refuses this particular request.
     */
    boolean isSuccess(String token) {
        return said(RULE)
                .map(answers -> List.of(answers.split(",")).contains(token))
                .orElseGet(() -> token.equals("shown")
                        || token.startsWith("2")
                        || token.equals("302")
                        || token.equals("empty") && !isOfABureau());
    }

    /** What somebody of another organisation may get, with that role there. */
    boolean isRightForStranger(String role, String token) {
        if (isOfABureau()) {
            return strangers.contains(token);
        }
        return isFor(role) ? isSuccess(token) : others.contains(token);
    }

    private Optional<String> said(String key) {
        return words(who).stream()
                .filter(word -> word.startsWith(key))
                .map(word -> word.substring(key.length()))
                .findFirst();
    }

    /** Roles in as few words as can be. */
    static String named(SortedSet<String> roles) {
        if (!roles.containsAll(AT_WORK)) {
            return String.join(" ", roles);
        }
        return Stream.concat(Stream.of(WORK), roles.stream().filter(role -> !AT_WORK.contains(role)))
                .collect(Collectors.joining(" "));
    }

    String line() {
        return String.join(
                        SEPARATOR,
                        String.format("%-8s%s", operation.method(), operation.path()),
                        who,
                        others.isEmpty() ? "-" : String.join(" ", others),
                        strangers.isEmpty() ? "-" : String.join(" ", strangers),
                        sent)
                .stripTrailing();
    }
}
