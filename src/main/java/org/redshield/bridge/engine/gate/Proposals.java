package org.redshield.bridge.engine.gate;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.engine.gate.DeploymentRecord.Attempt;
import org.redshield.bridge.engine.rule.Finding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What waits for a second person, and what became of it. */
final class Proposals {

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;

    Proposals(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** In a transaction of its own: the attempt's deploys nothing. */
    UUID add(Attempt attempt, Map<String, byte[]> files, List<Finding> findings, String reason) {
        UUID id = Ids.next();
        apart.executeWithoutResult(transaction -> {
            jdbc.sql("""
                            insert into release_proposal (id, person, name, content_hash, reason, findings)
                            values (:id, :person, :name, :contentHash, :reason, :findings::jsonb)
                            """)
                    .param("id", id)
                    .param("person", attempt.person().orElseThrow())
                    .param("name", attempt.name())
                    .param("contentHash", attempt.hash())
                    .param("reason", reason)
                    .param("findings", Json.write(findings))
                    .update();
            files.forEach(
                    (name, content) -> jdbc.sql("insert into release_file (proposal, name, content) values (?, ?, ?)")
                            .params(id, name, content)
                            .update());
        });
        return id;
    }

    List<Proposal> newest(int limit) {
        return jdbc.sql("select * from release_proposal order by proposed_at desc limit ?")
                .param(limit)
                .query(Proposals::map)
                .list();
    }

    Optional<Proposal> find(UUID id) {
        return jdbc.sql("select * from release_proposal where id = ?")
                .param(id)
                .query(Proposals::map)
                .optional();
    }

    /** Nobody else decides it until the transaction's end. */
    void lock(UUID id) {
        jdbc.sql("select 1 from release_proposal where id = ? for update")
                .param(id)
                .query()
                .listOfRows();
    }

    Map<String, byte[]> files(UUID id) {
        Map<String, byte[]> files = new TreeMap<>();
        jdbc.sql("select name, content from release_file where proposal = ?")
                .param(id)
                .query(row -> {
                    files.put(row.getString(1), row.getBytes(2));
                });
        return files;
    }

    void decide(UUID id, String state, String by, String note, String deployment) {
        jdbc.sql("""
                        update release_proposal
                           set state = ?, decided_by = ?, decided_at = clock_timestamp(), decision_note = ?, deployment_id = ?
                         where id = ?
                        """).params(state, by, note, deployment, id).update();
    }

    private static Proposal map(ResultSet row, int index) throws SQLException {
        return new Proposal(
                row.getObject("id", UUID.class),
                row.getString("person"),
                row.getString("name"),
                row.getString("content_hash"),
                row.getString("reason"),
                row.getString("findings"),
                instant(row, "proposed_at"),
                row.getString("state"),
                row.getString("decided_by"),
                instantIfAny(row, "decided_at").orElse(null),
                row.getString("decision_note"),
                row.getString("deployment_id"));
    }
}
