package org.redshield.bridge.cases.retention;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.time.Period;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.retention.RetentionRule.Deleted;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Every deletion by the schedule, on record and in the evidence log: an audit tells it from tampering. */
@Service
@RequiredArgsConstructor
public class Deletions {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /** Writes down what was deleted, in the transaction that deletes it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Retained what, Period kept, Due due, Deleted deleted) {
        jdbc.sql("""
                        insert into deletion (id, rule, basis, kept, case_nos, subject, over_since, leaf_kind, leaf_keys, rows,
                                              sha256, deleted_at, deleted_by)
                        values (:id, :rule, :basis, :kept, :caseNos, :subject, :overSince, :leafKind, :leafKeys, :rows, :sha256,
                                :now, :by)
                        """)
                .param("id", Ids.next())
                .param("rule", what.name())
                .param("basis", what.basis())
                .param("kept", kept.toString())
                .param("caseNos", due.caseNos().toArray(String[]::new))
                .param("subject", due.key())
                .param("overSince", timestamp(due.overSince()))
                .param("leafKind", deleted.leafKind().orElse(null))
                .param("leafKeys", deleted.leafKeys().toArray(String[]::new))
                .param("rows", deleted.rows())
                .param("sha256", deleted.sha256())
                .param("now", timestamp(clock.instant()))
                .param("by", CaseEvents.SYSTEM)
                .update();
    }

    /** Which of these rows, of a kind of leaf, were deleted by the schedule. */
    public static Set<String> ofLeaves(JdbcClient jdbc, String kind, Collection<String> keys) {
        return keys.isEmpty()
                ? Set.of()
                : jdbc
                        .sql("select unnest(leaf_keys) from deletion where leaf_kind = ? and leaf_keys && ?::text[]")
                        .params(kind, keys.toArray(String[]::new))
                        .query(String.class)
                        .list()
                        .stream()
                        .flatMap(Stream::of)
                        .collect(Collectors.toSet());
    }
}
