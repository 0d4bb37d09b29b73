package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Warns before the same is asked twice: it is for people to judge whether it is the same, and nothing is refused for it. */
@Repository
@RequiredArgsConstructor
public class EarlierRequests {

    private static final DateTimeFormatter DAY = ChinaTime.like("M月d日");
    private static final int MOST = 3;

    private final JdbcClient jdbc;
    private final AssistanceSettings settings;
    private final InstantSource time;

    private record Earlier(String caseNo, Instant at, RequestState state, String purpose) {}

    /** Of a request that waits for its approval. */
    public Optional<String> warning(AssistanceRequest request) {
        RequestDraft draft = request.draft();
        return warning(
                request.tenant(),
                draft.platform(),
                draft.targetId(),
                draft.requestedBureau(),
                request.requestId(),
                draft.purpose());
    }

    /** Of a request that somebody is about to raise. */
    public Optional<String> warning(String tenant, String platform, String shopId, Optional<String> bureau) {
        return warning(tenant, platform, shopId, bureau, "", "");
    }

    private Optional<String> warning(
            String tenant, String platform, String shopId, Optional<String> bureau, String except, String purpose) {
        List<Earlier> found = jdbc.sql("""
                        select case_no, raised_at as "at", state, purpose from assistance_request
                         where tenant = :tenant and target_id = :shop and platform = :platform
                           and requested_bureau is not distinct from cast(:bureau as text) and raised_at >= :since
                           and state <> 'WITHDRAWN' and (state <> 'CLOSED' or approved_by is not null or letter_id is not null)
                           and request_id <> :except
                         order by raised_at desc limit :most
                        """)
                .param("tenant", tenant)
                .param("shop", shopId)
                .param("platform", platform)
                .param("bureau", bureau.orElse(null))
                .param("since", timestamp(time.instant().minus(settings.repeatedWithin())))
                .param("except", except)
                .param("most", MOST)
                .query(Rows.as(Earlier.class))
                .list();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("注意：" + settings.repeatedWithin().toDays() + " 天内已就同一网店向同一单位提出协查请求，请核对是否重复："
                        + found.stream()
                                .map(one -> one.caseNo() + "（" + DAY.format(one.at()) + "提出，"
                                        + one.state().title()
                                        + (one.purpose().equals(purpose) ? "，目的相同" : "") + "）")
                                .collect(Collectors.joining("、")));
    }
}
