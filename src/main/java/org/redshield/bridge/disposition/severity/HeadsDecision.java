package org.redshield.bridge.disposition.severity;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.duty.LegalAct;
import org.redshield.bridge.engine.duty.Head;
import org.springframework.stereotype.Component;

/**
 * As what a draft counts in the table of approvals, where its content takes a higher head than the form on which it is decided.
 * The names stand in {@code processes/approvals.dmn}.
 */
@Getter
@RequiredArgsConstructor
public enum HeadsDecision {
    DISPOSITION_ABOVE_WARNING("重于警示的处置", Head.BUREAU_HEAD),
    KEYWORD_SWEEP("全网排查关键字", Head.BUREAU_HEAD),
    DISPOSITION_BEYOND_REQUEST("超出商请范围的处置", Head.BUREAU_HEAD),
    /** Nobody widens by himself what he was asked for: what a bureau head drafts goes to the chief head. */
    DISPOSITION_BEYOND_BY_HEAD("部门负责人自己提出的超出商请范围的处置", Head.CHIEF_HEAD),
    LIFT_ABOVE_WARNING("重于警示的处置的解除", Head.BUREAU_HEAD);

    /** As an officer reads it. */
    private final String title;

    /** The lowest head who may decide, whatever the table says. */
    private final Head least;

    public static List<String> names(List<HeadsDecision> decisions) {
        return decisions.stream().map(HeadsDecision::name).toList();
    }

    /** Told to the check of the table of approvals. */
    @Component("dispositionActsByLaw")
    static final class ByLaw implements LegalAct.Contribution {

        @Override
        public Set<LegalAct> acts() {
            return Arrays.stream(values())
                    .map(one -> new LegalAct(one.name(), one.title, one.least, Set.of()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
