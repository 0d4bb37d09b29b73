package org.redshield.bridge.engine.gate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.engine.rule.Finding;
import org.redshield.bridge.keys.Hashes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every attempt to deploy something, whatever became of it: who, when, what, by its hash. Rows are only added. What was
 * refused or failed is written in a transaction of its own, because the attempt's is undone.
 */
public final class DeploymentRecord {

    /** What became of an attempt; the first row of each is RECEIVED. */
    public enum State {
        RECEIVED,
        REFUSED,
        FAILED,
        PROPOSED,
        DEPLOYED
    }

    /**
     * @param person who deploys; empty for the house itself, when it starts
     * @param name the deployment's own
     */
    public record Attempt(UUID id, Optional<String> person, String name, Map<String, String> hashes, String hash) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;

    public DeploymentRecord(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Before anybody has looked at it. */
    Attempt received(Optional<String> person, String name, Map<String, byte[]> files) {
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((file, content) -> hashes.put(file, Hashes.sha256(content)));
        StringBuilder all = new StringBuilder();
        hashes.forEach(
                (file, hash) -> all.append(hash).append("  ").append(file).append('\n'));
        Attempt attempt = new Attempt(
                Ids.next(), person, name, hashes, Hashes.sha256(all.toString().getBytes(StandardCharsets.UTF_8)));
        apart(attempt, State.RECEIVED, List.of(), null);
        return attempt;
    }

    /** In a transaction of its own. */
    void apart(Attempt attempt, State state, List<Finding> findings, String reason) {
        apart.executeWithoutResult(transaction -> add(attempt, state, findings, reason, null, null));
    }

    /** In a transaction of its own. */
    void proposed(Attempt attempt, List<Finding> findings, String reason, Object states) {
        apart.executeWithoutResult(transaction -> add(attempt, State.PROPOSED, findings, reason, states, null));
    }

    /**
     * In the deployment's transaction.
     *
     * @param states by process, which may follow which in this version
     */
    void deployed(Attempt attempt, List<Finding> findings, String reason, Object states, String deployment) {
        add(attempt, State.DEPLOYED, findings, reason, states, deployment);
    }

    private void add(
            Attempt attempt, State state, List<Finding> findings, String reason, Object states, String deployment) {
        jdbc.sql("""
                        insert into deployment_record
                            (id, attempt, state, person, name, content_hash, files, findings, reason, states, deployment_id)
                        values (:id, :attempt, :state, :person, :name, :contentHash, :files::jsonb, :findings::jsonb,
                                :reason, :states::jsonb, :deploymentId)
                        """)
                .param("id", Ids.next())
                .param("attempt", attempt.id())
                .param("state", state.name())
                .param("person", attempt.person().orElse(null))
                .param("name", attempt.name())
                .param("contentHash", attempt.hash())
                .param("files", Json.write(attempt.hashes()))
                .param("findings", Json.write(findings))
                .param("reason", reason)
                .param("states", states == null ? null : Json.write(states))
                .param("deploymentId", deployment)
                .update();
    }
}
