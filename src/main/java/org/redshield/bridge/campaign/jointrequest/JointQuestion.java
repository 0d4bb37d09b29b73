package org.redshield.bridge.campaign.jointrequest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.dataset.Dataset;

/**
 * What all who take part ask for at one moment, each for its own subjects: 统一协查 of a platform, or 统一处置.
 *
 * @param id {@code <caseNo>-Q1}
 * @param tenant the lead
 * @param purpose why
 * @param askAt when everything that was approved goes out
 * @param changeable whether its processes hear of changes; those of the release before do not
 * @param withdrawnAt when the lead withdrew all of it
 */
public record JointQuestion(
        String id,
        String caseNo,
        String tenant,
        Kind kind,
        String platform,
        What what,
        String purpose,
        Instant askAt,
        String proposedBy,
        boolean changeable,
        Optional<Instant> withdrawnAt) {

    /** What goes out; the names are stored and stay for ever. */
    @Getter(AccessLevel.PACKAGE)
    @RequiredArgsConstructor
    enum Kind {
        REQUEST("统一协查"),
        DISPOSITION("统一处置");

        private final String title;
    }

    /**
     * What a platform is asked for; which of it is said depends on the kind.
     *
     * @param datasets of a request, with the days from which and until which it asks
     * @param measures of a disposition, by their codes
     * @param legalBasis of a disposition, as a letter cites it
     */
    public record What(
            List<Dataset> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            List<String> measures,
            Optional<String> legalBasis) {}

    /** What one bureau does about it; the names are stored and stay for ever. */
    @Getter(AccessLevel.PACKAGE)
    @RequiredArgsConstructor
    enum State {
        PREPARING("待拟办"),
        PENDING("待负责人审批"),
        APPROVED("已批准，到时间发出"),
        ASKED("已发出"),
        DECLINED("不参加"),
        REFUSED("负责人未批准"),
        LAPSED("到时间未批准，未列入"),
        /** Never stored: what has not ended when the lead withdraws all of it is {@link #LAPSED}, which older nodes can read. */
        WITHDRAWN("牵头单位已撤回");

        private final String title;

        /** Whether the bureau can still do something about it. */
        boolean open() {
            return this == PREPARING || this == PENDING || this == APPROVED;
        }
    }

    /**
     * @param id {@code <questionId>-0} of the lead, then one by one
     * @param memberId as which it was invited; empty for the lead
     * @param preparedBy the officer who asks
     * @param decidedBy the head
     * @param reason what was said last to why not
     */
    record Part(
            String id,
            String questionId,
            String tenant,
            Optional<String> memberId,
            State state,
            Optional<String> preparedBy,
            Optional<String> decidedBy,
            Optional<String> reason) {}

    /** A bureau's part in numbers: how many shops, of how many something went out, and of how many nothing could. */
    record Sum(String questionId, String tenant, State state, int shops, int asked, int refused) {}

    /** A subject of the bureau about which it has a clue or case. */
    record Candidate(UUID subjectId, String shopId, String shopName, String ownCase) {}

    /** One of a bureau's shops. @param requestId the request or disposition that went out @param refusal why none did */
    record Shop(
            String partId,
            UUID subjectId,
            String shopId,
            String ownCase,
            Optional<String> requestId,
            Optional<String> refusal) {}
}
