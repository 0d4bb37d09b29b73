package org.redshield.bridge.clues;

import java.util.EnumSet;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;

/** Where a clue stands, and the case that it became. */
@Getter
@RequiredArgsConstructor
public enum ClueState implements WorkState {
    /** Came in bulk, and nobody has sent it to the officers yet. */
    RECEIVED("待分派"),
    REGISTERED("待指派"),
    VERIFYING("核查中"),
    VERIFICATION_PAUSED("核查期限中止计算"),
    FILED("已立案，调查中"),
    CASE_PAUSED("办案期限中止计算"),
    SUSPENDED("中止调查"),
    DECIDED("已作出决定"),
    CLOSED("已结案"),
    TERMINATED("终止调查"),
    NOT_FILED("不予立案"),
    PASSED_ON("已移送"),
    /** The same as another one that is worked on. */
    LINKED("并入在办线索"),
    /** Nobody had begun to work on it when who had found it said that it was wrong. */
    WITHDRAWN("来源已撤回");

    private static final Set<ClueState> ENDS = EnumSet.of(CLOSED, TERMINATED, NOT_FILED, PASSED_ON, LINKED, WITHDRAWN);

    private final String title;

    @Override
    public String feature() {
        return ClueAct.FEATURE;
    }

    @Override
    public boolean over() {
        return ENDS.contains(this);
    }

    /** Whether it is a clue still, and no case yet. */
    boolean beforeFiling() {
        return this == RECEIVED || this == REGISTERED || this == VERIFYING || this == VERIFICATION_PAUSED;
    }
}
