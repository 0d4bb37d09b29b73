package org.redshield.bridge.clues;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * What an officer wants in a clue or a case and a head must approve (立案审批表, 不予立案审批表, 有关事项审批表): proposed, looked
 * at by the unit head, decided by the bureau's head.
 *
 * @param id {@code <clue>-M1}
 * @param details codes, numbers and days, by the names of the form's fields
 */
public record Matter(
        String id,
        String clueId,
        Kind kind,
        Map<String, String> details,
        String reason,
        String proposedBy,
        Instant proposedAt,
        Optional<String> reviewedBy,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<Boolean> approved) {

    static final String GROUND = "ground";
    static final String UNTIL = "extendTo";
    static final String FILING_NO = "filingNo";
    static final String RECEIVER = "receiverBureau";
    static final String ARTICLES = "articles";
    /** What the officer knows of the place of things, by the names of orders. */
    public static final List<String> STATED = List.of("act", "actualPlace", "domicile");

    static final String MEASURES = "measures";
    static final String LEGAL_HOOK = "legalHook";
    static final String OUTCOME = "outcome";
    static final String DECISION_NO = "decisionNo";
    static final String DATASETS = "datasets";
    static final String FROM = "periodFrom";
    static final String TO = "periodTo";

    /** The names are also values of the process variable {@code matter}. */
    @Getter
    @RequiredArgsConstructor
    public enum Kind {
        /** Asked of a platform without the head of the clue: the data's own tier says who approves. */
        DATA("调取平台数据"),
        FILE("立案"),
        NOT_FILE("不予立案"),
        EXTEND("延长期限"),
        TRANSFER("移送"),
        SUSPEND("中止调查"),
        TERMINATE("终止调查"),
        DISPOSE("商请处置"),
        DECIDE("作出决定"),
        CLOSE("结案");

        private final String title;
    }

    Optional<String> detail(String name) {
        return Optional.ofNullable(details.get(name));
    }

    /** What is proposed, as a head reads it; without the reason. */
    String inWords() {
        String more = Stream.of(
                        detail(FILING_NO).map(no -> "案号 " + no),
                        ground(),
                        detail(UNTIL).map(day -> "延至 " + day),
                        detail(LEGAL_HOOK).map(hook -> "依据 " + hook),
                        detail(DECISION_NO).map(no -> "文书 " + no))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("；"));
        return kind.title() + (more.isEmpty() ? "" : "（" + more + "）");
    }

    private Optional<String> ground() {
        Optional<String> code = detail(GROUND).or(() -> detail(OUTCOME));
        FilingGrounds.Titled[] list =
                switch (kind) {
                    case NOT_FILE -> FilingGrounds.NotFiling.values();
                    case SUSPEND -> FilingGrounds.Suspension.values();
                    case DECIDE -> FilingGrounds.Decision.values();
                    default -> new FilingGrounds.Titled[0];
                };
        return Stream.of(list)
                .filter(one -> code.filter(one.name()::equals).isPresent())
                .map(FilingGrounds.Titled::title)
                .findFirst();
    }
}
