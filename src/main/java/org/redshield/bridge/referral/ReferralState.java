package org.redshield.bridge.referral;

import java.util.EnumSet;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;

/** Where a referral stands. */
@Getter
@RequiredArgsConstructor
public enum ReferralState implements WorkState {
    DRAFT("专案组核实"),
    REPORTED("待第二名办案人员确认"),
    PROPOSED("待主要负责人决定"),
    APPROVED("已批准移送，待送交"),
    WITH_POLICE("已移送，待公安机关决定"),
    NOT_FILED("公安机关不予立案"),
    UNDER_REVIEW("已提请复议"),
    UNDER_SUPERVISION("已建议立案监督"),
    FILED("公安机关已立案"),
    HANDED_OVER("公安机关已立案，物品和材料已移交"),
    GIVEN_BACK("司法机关不再追究，待负责人决定"),
    PUNISHABLE("司法机关不再追究，由本局决定行政处罚"),
    SETTLED("司法机关不再追究，不再处罚"),
    SENTENCED("已追究刑事责任"),
    UNFILED("公安机关未立案，由本局继续办理"),
    REFUSED("不移送"),
    WITHDRAWN("已撤回移送"),
    ABANDONED("已放弃移送");

    private static final Set<ReferralState> ENDS =
            EnumSet.of(PUNISHABLE, SETTLED, SENTENCED, UNFILED, REFUSED, WITHDRAWN, ABANDONED);

    private final String title;

    @Override
    public String feature() {
        return ReferralAct.FEATURE;
    }

    @Override
    public boolean over() {
        return ENDS.contains(this);
    }

    /**
     * The police have the case or may still get it, a court has punished it, or the head has said that nothing is to follow: no
     * penalty takes its place (移送规定 art. 11).
     */
    boolean barsPenalty() {
        return barsReferral() || this == SETTLED;
    }

    /** Whether the same case cannot be referred again. */
    boolean barsReferral() {
        return !over() || this == SENTENCED;
    }

    /** Whether a letter may still move it: once the police have filed, what comes is registered as the {@link CriminalOutcome}. */
    boolean awaitsLetters() {
        return !over() && this != FILED && this != HANDED_OVER && this != GIVEN_BACK;
    }
}
