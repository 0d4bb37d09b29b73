package org.redshield.bridge.engine.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A decision table in its newest deployed version, whoever deployed it: a change holds for what is decided next, on every
 * node, and a restart does not undo it.
 *
 * @param <T> the table as its feature reads it
 */
public final class NewestTable<T> {

    /**
     * The table with the engine's id of its version, to be kept with what it decided.
     *
     * @param <T> the table as its feature reads it
     */
    public record Version<T>(String id, T table) {}

    private record Resource(String id, String deploymentId, String name) {}

    private final JdbcClient jdbc;
    private final String decision;
    private final Function<byte[], T> reader;
    private final Map<String, T> known = new ConcurrentHashMap<>();

    /** @param decision the decision's id in its model */
    public NewestTable(JdbcClient jdbc, String decision, Function<byte[], T> reader) {
        this.jdbc = jdbc;
        this.decision = decision;
        this.reader = reader;
    }

    /** Within one transaction always the same. */
    @SuppressWarnings("unchecked")
    public Version<T> get() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return newest();
        }
        Object before = TransactionSynchronizationManager.getResource(this);
        if (before != null) {
            return (Version<T>) before;
        }
        Version<T> newest = newest();
        TransactionSynchronizationManager.bindResource(this, newest);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(NewestTable.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(NewestTable.this, newest);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(NewestTable.this);
            }
        });
        return newest;
    }

    private Version<T> newest() {
        Resource newest = jdbc.sql("""
                        select id_, deployment_id_, resource_name_ from act_re_decision_def
                         where key_ = ? and tenant_id_ is null order by version_ desc limit 1
                        """)
                .param(decision)
                .query((row, n) -> new Resource(row.getString(1), row.getString(2), row.getString(3)))
                .optional()
                .orElseThrow(() -> new IllegalStateException("No table " + decision + " is deployed"));
        return new Version<>(newest.id(), known.computeIfAbsent(newest.id(), id -> reader.apply(content(newest))));
    }

    private byte[] content(Resource resource) {
        return jdbc.sql("select bytes_ from act_ge_bytearray where deployment_id_ = ? and name_ = ?")
                .params(resource.deploymentId(), resource.name())
                .query(byte[].class)
                .single();
    }
}
