package org.redshield.bridge.campaign.rings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.cases.Approval;

/**
 * Which of its records a bureau lets be looked at together with those of others.
 *
 * @param impact what its head decides about (个人信息保护法第五十五条、第五十六条)
 * @param reason why its head refused it, or why the bureau took it back
 */
record RingOffer(
        UUID id,
        String caseNo,
        String tenant,
        State state,
        Impact impact,
        String offeredBy,
        Instant offeredAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<Instant> withdrawnAt,
        Optional<String> reason) {

    /** The names are stored. */
    @Getter(AccessLevel.PACKAGE)
    @RequiredArgsConstructor
    enum State {
        PENDING("待负责人决定"),
        APPROVED("已同意"),
        REFUSED("负责人不同意"),
        WITHDRAWN("已撤回同意"),
        REPLACED("已由新的一份代替");

        private final String title;
    }

    /**
     * 个人信息保护影响评估.
     *
     * @param records rows of orders, at most one person each
     * @param receivers who may read what comes of it
     */
    record Impact(
            String purpose,
            String basis,
            String data,
            long records,
            String receivers,
            String effect,
            String protection) {}

    /** An answer of orders of a shop that the bureau holds in the pool with a case. */
    record Answer(String requestNo, UUID subjectId, String ownCase, String platform, String shopId, long records) {}

    /** An answer whose bureau has agreed and may still let it be looked at. */
    record Agreed(UUID offer, String tenant, Answer answer) {}

    Approval approval() {
        return new Approval(caseNo, tenant, Campaign.id(caseNo), List.of(offeredBy), "rings.own-offer");
    }
}
