package org.redshield.bridge.platform.records;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionSettings;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rows of answers go when nobody has needed them for long: archived as a bureau's head would, after their files were found intact. An
 * answer that somebody restored is kept from then on for as long again.
 */
@Component
class RecordRetention implements RetentionRule {

    private final JdbcClient jdbc;
    private final AnswersInUse inUse;
    private final RecordArchives archives;
    private final DataRequests requests;
    private final Period kept;

    RecordRetention(
            JdbcClient jdbc,
            AnswersInUse inUse,
            RecordArchives archives,
            DataRequests requests,
            RetentionSettings settings) {
        this.jdbc = jdbc;
        this.inUse = inUse;
        this.archives = archives;
        this.requests = requests;
        this.kept = settings.records();
    }

    @Override
    public Retained what() {
        return Retained.RECORDS;
    }

    @Override
    public Period kept() {
        return kept;
    }

    @Override
    public Page due(Instant overBefore, String after, int limit) {
        List<String> numbers = jdbc.sql("""
                        select request_no from answer_records a
                         where archived_at is null and loaded_at < :before and request_no > :after
                           and not exists (select from answer_records_act t
                                            where t.request_no = a.request_no and t.at >= :before)
                         order by request_no limit :limit
                        """)
                .param("before", timestamp(overBefore))
                .param("after", after)
                .param("limit", limit)
                .query(String.class)
                .list();
        List<Due> due = numbers.stream()
                .map(requests::get)
                .filter(request -> isOver(request) && overSince(request).isBefore(overBefore))
                .map(request -> new Due(request.requestNo(), List.of(request.caseNo()), overSince(request)))
                .toList();
        return new Page(due, numbers.size() < limit ? Optional.empty() : Optional.of(numbers.get(numbers.size() - 1)));
    }

    private boolean isOver(DataRequest request) {
        return inUse.isOver(request.caseNo(), request.tenant(), List.of(request));
    }

    private Instant overSince(DataRequest request) {
        return inUse.overSince(request.caseNo(), request.tenant(), List.of(request));
    }

    @Override
    public Optional<Deleted> delete(Due due) {
        DataRequest request = requests.get(due.key());
        if (!isOver(request)) {
            return Optional.empty();
        }
        RecordArchives.Act act = archives.archive(request, new Custody.Actor(CaseEvents.SYSTEM, request.tenant()));
        return act.done() && act.rows() > 0
                ? Optional.of(new Deleted(act.rows(), act.digest(), Optional.empty(), List.of()))
                : Optional.empty();
    }
}
