package org.redshield.bridge.campaign.together;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.platform.dataset.Dataset;

/**
 * 统一协查: what all who take part ask a platform, each for its own subjects.
 *
 * @param id {@code <caseNo>-Q1}
 * @param tenant the lead
 * @param askAt when everything that was approved goes out
 */
public record JointQuestion(
        String id,
        String caseNo,
        String tenant,
        String platform,
        List<Dataset> datasets,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String purpose,
        Instant askAt,
        String proposedBy) {

    List<String> datasetTitles() {
        return datasets.stream().map(Dataset::title).toList();
    }

    Optional<String> period() {
        return from.map(day -> day + " 至 " + to.orElseThrow());
    }

    /** What one bureau does about it; the names are stored and stay for ever. */
    enum State {
        PREPARING("待拟办"),
        PENDING("待负责人审批"),
        APPROVED("已批准，到时间发出"),
        ASKED("已发出"),
        DECLINED("不参加"),
        REFUSED("负责人未批准"),
        LAPSED("到时间未批准，未列入");

        private final String title;

        State(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * @param id {@code <questionId>-0} of the lead, then one by one
     * @param memberId as which it was invited; empty for the lead
     * @param preparedBy the officer who asks
     * @param decidedBy the head
     */
    record Part(
            String id,
            String questionId,
            String tenant,
            Optional<String> memberId,
            State state,
            Optional<String> preparedBy,
            Optional<String> decidedBy) {}

    /** A bureau's part in numbers: how many shops, of how many a request went out, and of how many none could. */
    record Sum(String questionId, String tenant, State state, int shops, int asked, int refused) {}

    /** One of a bureau's shops. @param requestId the request that went out @param refusal why none did */
    record Shop(
            String partId,
            UUID subjectId,
            String shopId,
            String ownCase,
            Optional<String> requestId,
            Optional<String> refusal) {}
}
