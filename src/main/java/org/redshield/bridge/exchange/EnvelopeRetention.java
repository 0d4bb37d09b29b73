package org.redshield.bridge.exchange;

import static org.redshield.bridge.Rows.instant;

import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionSettings;
import org.redshield.bridge.keys.Hashes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The envelopes of a case, in outbox and inbox, go a time after everybody is done with it: the letters that were in them stay in the
 * file with their receipts. One that has not arrived keeps all of its case.
 */
@Component
class EnvelopeRetention implements RetentionRule {

    private final JdbcClient jdbc;
    private final CaseEvents events;
    private final Involvements involvements;
    private final Period kept;

    EnvelopeRetention(JdbcClient jdbc, CaseEvents events, Involvements involvements, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.events = events;
        this.involvements = involvements;
        this.kept = settings.envelopes();
    }

    private record Sent(long seq, String caseNo, Instant writtenAt) {}

    private record Handed(String caseNo, List<String> between, Instant lastArrived) {}

    @Override
    public Retained what() {
        return Retained.ENVELOPE;
    }

    @Override
    public Period kept() {
        return kept;
    }

    /** From the oldest in the outbox on, as far as they are old enough: the cases that were over before. */
    @Override
    public Page due(Instant overBefore, String after, int limit) {
        List<Sent> sent = jdbc.sql("select seq, case_no, written_at from outbox where seq > ? order by seq limit ?")
                .params(after.isEmpty() ? 0 : Long.parseLong(after), limit)
                .query((row, n) -> new Sent(row.getLong("seq"), row.getString("case_no"), instant(row, "written_at")))
                .list();
        List<Sent> old = sent.stream()
                .filter(one -> one.writtenAt().isBefore(overBefore))
                .toList();
        List<Due> due = handed(old.stream().map(Sent::caseNo).distinct().toList()).stream()
                .filter(one -> one.lastArrived().isBefore(overBefore))
                .flatMap(one -> over(one).stream())
                .filter(one -> one.overSince().isBefore(overBefore))
                .toList();
        return new Page(
                due,
                old.isEmpty() || sent.size() < limit
                        ? Optional.empty()
                        : Optional.of(Long.toString(sent.get(sent.size() - 1).seq())));
    }

    /** Those of these cases of which every envelope has been handed over or filed. */
    private List<Handed> handed(List<String> caseNos) {
        return jdbc.sql("""
                        select case_no, max(greatest(received_at, done_at)) as last_arrived,
                               array_agg(distinct sender) || array_agg(distinct receiver) as between
                          from inbox i where case_no = any(:cases)
                         group by case_no
                        having bool_and(state <> 'ARRIVED')
                           and not exists (select from outbox o where o.delivered_at is null and o.case_no = i.case_no)
                        """)
                .param("cases", caseNos.toArray(String[]::new))
                .query((row, n) -> new Handed(
                        row.getString("case_no"),
                        Arrays.asList((String[]) row.getArray("between").getArray()),
                        instant(row, "last_arrived")))
                .list();
    }

    /** From the last envelope, or from when the last of all concerned was done; empty while somebody works on the case. */
    private Optional<Due> over(Handed handed) {
        List<Involvement> concerned = Stream.concat(
                        handed.between().stream(), events.organisations(handed.caseNo()).stream())
                .distinct()
                .flatMap(one -> involvements.ofCase(handed.caseNo(), one).stream())
                .toList();
        if (concerned.stream().anyMatch(Involvement::open)) {
            return Optional.empty();
        }
        Instant since = concerned.stream()
                .map(Involvement::changedAt)
                .filter(handed.lastArrived()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(handed.lastArrived());
        return Optional.of(new Due(handed.caseNo(), List.of(handed.caseNo()), since));
    }

    @Override
    public Optional<Deleted> delete(Due due) {
        if (handed(List.of(due.key())).stream()
                .flatMap(one -> over(one).stream())
                .noneMatch(one -> one.overSince().equals(due.overSince()))) {
            return Optional.empty();
        }
        List<String> gone =
                jdbc.sql("""
                        with arrived as (
                            delete from inbox where case_no = :case and state <> 'ARRIVED' returning *
                        ), sent as (
                            delete from outbox o using arrived a where o.id = a.id returning o.*
                        )
                        select row from (select 1 as of, id, to_jsonb(s)::text as row from sent s
                                         union all select 2, id, to_jsonb(a)::text from arrived a) both_of
                         order by id, of
                        """).param("case", due.key()).query(String.class).list();
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Deleted(gone.size(), Hashes.sha256(String.join("\n", gone)), Optional.empty(), List.of()));
    }
}
