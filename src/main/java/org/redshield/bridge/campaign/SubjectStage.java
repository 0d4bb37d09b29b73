package org.redshield.bridge.campaign;

import java.util.EnumSet;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.order.Progress;

/**
 * How far a subject is, as all members see it: by what its holder recorded when he checked it, and by his case. A case can be in several: who was penalised was
 * also checked and filed.
 */
@Getter
@RequiredArgsConstructor
public enum SubjectStage {
    CHECKED("已核查"),
    IRREGULAR("发现问题"),
    CORRECTED("督促改正"),
    FILED("立案"),
    PENALISED("行政处罚"),
    /** To others than the bureaus of the campaign: what a member takes is that member's, with what it reaches. */
    REFERRED("移送（其他单位）");

    /** The grounds of 程序规定 art. 20 that say that something was wrong, and is not any more. */
    private static final Set<String> CORRECTION = Set.of("MINOR_CORRECTED", "FIRST_MINOR_CORRECTED");

    private final String title;

    /** What was reached and is no more: nobody took what was to be handed over. */
    static Set<SubjectStage> undone(Progress progress) {
        return progress.step() == Progress.Step.RESUMED && progress.facts().containsKey(Progress.TAKEN_BACK)
                ? EnumSet.of(REFERRED)
                : EnumSet.noneOf(SubjectStage.class);
    }

    /** What has been reached with that step of a clue or its case. */
    static Set<SubjectStage> of(Progress progress) {
        return switch (progress.step()) {
            case FILED -> EnumSet.of(CHECKED, IRREGULAR, FILED);
            case NOT_FILED ->
                CORRECTION.contains(progress.facts().get("ground"))
                        ? EnumSet.of(CHECKED, IRREGULAR, CORRECTED)
                        : EnumSet.of(CHECKED);
            case PASSED_ON, REFERRED -> EnumSet.of(REFERRED);
            case DECIDED ->
                "PENALTY".equals(progress.facts().get("decision"))
                        ? EnumSet.of(PENALISED)
                        : EnumSet.noneOf(SubjectStage.class);
            default -> EnumSet.noneOf(SubjectStage.class);
        };
    }
}
