package org.redshield.bridge.platform.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.dataset.TargetType;

/**
 * A request for one dataset to one platform.
 *
 * @param requestNo {@code <requestId>-<DATASET>}, e.g. {@code 310105-2026-000123-R1-TRADE}; the process variable
 *     {@code dataRequestId}
 * @param tenant the bureau that asks
 * @param rows rows received
 */
public record DataRequest(
        String requestNo,
        String requestId,
        String caseNo,
        String tenant,
        String platform,
        Dataset dataset,
        Scope scope,
        Status status,
        Permission permission,
        Said said,
        Times times,
        long rows) {

    /** Whose data is asked for, and of which days. */
    public record Scope(TargetType targetType, String targetId, Optional<LocalDate> from, Optional<LocalDate> to) {}

    /**
     * Whether it may be sent.
     *
     * @param decision what the table of data tiers decided for it; empty until it is classified
     * @param approvedBy user id of who approved or declined it; empty before and where no approval is needed
     * @param approvedAs in which office
     */
    public record Permission(
            Optional<TierDecision> decision, Optional<String> approvedBy, Optional<Approver> approvedAs) {}

    /**
     * What was last said about it.
     *
     * @param platformRequestId the platform's own id
     * @param platformStatus the platform's status as it said it, also one that we do not know
     * @param refusalReason only a reason of our list; any other stands in {@code explanation}
     * @param explanation what the platform, the liaison or we say about the state, in the words received
     * @param newDueAt the date the platform put forward
     */
    public record Said(
            Optional<String> platformRequestId,
            Optional<String> platformStatus,
            Optional<RefusalReason> refusalReason,
            Optional<String> explanation,
            Optional<Instant> newDueAt) {}

    /** @param dueAt when the answer is due */
    public record Times(
            Optional<Instant> dueAt, Optional<Instant> submittedAt, Optional<Instant> answeredAt, boolean overdue) {}

    /** Where it stands. */
    @Getter
    @RequiredArgsConstructor
    public enum Status {
        DRAFT("待提交", false),
        APPROVED("已批准", false),
        /** With the platform. */
        SUBMITTED("平台办理中", false),
        /** With the platform's liaison. */
        LIAISON("专员办理中", false),
        ANSWERED("已答复", true),
        PARTIAL("部分答复", true),
        NO_RECORD("查无记录", true),
        REFUSED("不予提供", true),
        /** The head who was asked did not approve it. */
        DECLINED("未获批准", true),
        WITHDRAWN("已撤回", true);

        /** As an officer reads it. */
        private final String title;

        /** Nothing more will come. */
        private final boolean ended;
    }
}
