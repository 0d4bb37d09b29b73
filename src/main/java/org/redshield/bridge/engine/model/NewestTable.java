package org.redshield.bridge.engine.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** What a transaction has read of that database. */
    private record Read(JdbcClient of) {}

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
    public Version<T> get() {
        Resource newest = resources().get(decision);
        if (newest == null) {
            throw new IllegalStateException("No table " + decision + " is deployed");
        }
        return new Version<>(newest.id(), known.computeIfAbsent(newest.id(), id -> reader.apply(content(newest))));
    }

    /** Of all tables at once: a step asks for several. */
    @SuppressWarnings("unchecked")
    private Map<String, Resource> resources() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return newest();
        }
        Read key = new Read(jdbc);
        Object before = TransactionSynchronizationManager.getResource(key);
        if (before != null) {
            return (Map<String, Resource>) before;
        }
        Map<String, Resource> newest = newest();
        TransactionSynchronizationManager.bindResource(key, newest);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(key);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(key, newest);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(key);
            }
        });
        return newest;
    }

    private Map<String, Resource> newest() {
        return jdbc
                .sql("""
                        select distinct on (key_) key_, id_, deployment_id_, resource_name_ from act_re_decision_def
                         where tenant_id_ is null order by key_, version_ desc
                        """)
                .query((row, n) ->
                        Map.entry(row.getString(1), new Resource(row.getString(2), row.getString(3), row.getString(4))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private byte[] content(Resource resource) {
        return jdbc.sql("select bytes_ from act_ge_bytearray where deployment_id_ = ? and name_ = ?")
                .params(resource.deploymentId(), resource.name())
                .query(byte[].class)
                .single();
    }
}
