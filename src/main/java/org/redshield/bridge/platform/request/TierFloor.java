package org.redshield.bridge.platform.request;

import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.LegalGround;

/**
 * The least that law asks for, whatever a table or a model says: without a head's approval only what platforms publish
 * anyway, nothing beyond art. 34 without the bureau's own head and a provision that names it, account data only from a
 * 设区的市级以上 bureau by its 主要负责人, who also approves every measure under 反不正当竞争法 art. 16.
 */
public final class TierFloor {

    private TierFloor() {}

    /** Whether a bureau of this level may have the dataset on this ground at all. */
    public static boolean permits(Dataset dataset, Organisation.Level level, LegalGround ground) {
        boolean highEnough =
                switch (level) {
                    case NATION, PROVINCE, CITY -> true;
                    case COUNTY -> dataset != Dataset.PAYMENT;
                    case PLATFORM -> false;
                };
        return highEnough && ground.opens(dataset);
    }

    /** Who must approve at least. */
    public static Approver approver(Dataset dataset, LegalGround ground) {
        if (ground == LegalGround.UNFAIR_COMPETITION || dataset == Dataset.PAYMENT) {
            return Approver.CHIEF_HEAD;
        }
        return approver(dataset.tier());
    }

    /** Who must approve data of a tier at least. */
    public static Approver approver(Dataset.Tier tier) {
        return switch (tier) {
            case T1 -> Approver.NONE;
            case T2 -> Approver.UNIT_HEAD;
            case T3 -> Approver.BUREAU_HEAD;
        };
    }
}
