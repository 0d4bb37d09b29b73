package org.redshield.bridge.engine.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.FlushResult;
import org.camunda.bpm.engine.impl.db.HasDbRevision;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbBulkOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbEntityOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperationType;
import org.camunda.bpm.engine.impl.db.sql.BatchDbSqlSession;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/**
 * Deletes rows of one table that go in the same transaction by one statement, in the engine's order. Each must still have the
 * revision that was read; if one has not, the first is reported as changed meanwhile, as the engine does for a single one.
 */
public final class DeletesTogether extends BatchDbSqlSession {

    private static final Map<Class<? extends DbEntity>, String> TABLES = Map.of(
            VariableInstanceEntity.class, "ACT_RU_VARIABLE",
            ExecutionEntity.class, "ACT_RU_EXECUTION",
            EventSubscriptionEntity.class, "ACT_RU_EVENT_SUBSCR",
            MessageEntity.class, "ACT_RU_JOB",
            TimerEntity.class, "ACT_RU_JOB");

    private static final String STATEMENT = "bridge.deleteTogether";

    public DeletesTogether(DbSqlSessionFactory factory) {
        super(factory);
    }

    /** Rows of one table and the entities' deletions that they stand for. */
    private static final class Together extends DbBulkOperation {

        private final List<DbEntityOperation> each;

        Together(String table, List<DbEntityOperation> each) {
            super(
                    DbOperationType.DELETE_BULK,
                    each.get(0).getEntityType(),
                    STATEMENT,
                    Map.of(
                            "table",
                            table,
                            "ids",
                            each.stream().map(one -> one.getEntity().getId()).toArray(String[]::new),
                            "revisions",
                            each.stream()
                                    .map(one -> ((HasDbRevision) one.getEntity()).getRevision())
                                    .toArray(Integer[]::new)));
            this.each = each;
        }
    }

    @Override
    public FlushResult executeDbOperations(List<DbOperation> operations) {
        List<DbOperation> fewer = together(operations);
        FlushResult result = super.executeDbOperations(fewer);
        List<DbOperation> failed = new ArrayList<>(result.getFailedOperations());
        for (DbOperation operation : fewer) {
            if (operation instanceof Together several
                    && several.getState() == DbOperation.State.APPLIED
                    && several.getRowsAffected() != several.each.size()) {
                DbEntityOperation first = several.each.get(0);
                first.setState(DbOperation.State.FAILED_CONCURRENT_MODIFICATION);
                failed.add(first);
            }
        }
        return FlushResult.withFailuresAndRemaining(failed, result.getRemainingOperations());
    }

    private static List<DbOperation> together(List<DbOperation> operations) {
        List<DbOperation> fewer = new ArrayList<>();
        List<DbEntityOperation> run = new ArrayList<>();
        for (DbOperation operation : operations) {
            if (!run.isEmpty() && !continues(run, operation)) {
                close(run, fewer);
            }
            if (operation.getOperationType() == DbOperationType.DELETE
                    && TABLES.containsKey(operation.getEntityType())) {
                run.add((DbEntityOperation) operation);
            } else {
                fewer.add(operation);
            }
        }
        close(run, fewer);
        return fewer;
    }

    private static boolean continues(List<DbEntityOperation> run, DbOperation next) {
        return next.getOperationType() == DbOperationType.DELETE
                && Objects.equals(
                        TABLES.get(next.getEntityType()), TABLES.get(run.get(0).getEntityType()));
    }

    private static void close(List<DbEntityOperation> run, List<DbOperation> fewer) {
        if (run.size() > 1) {
            fewer.add(new Together(TABLES.get(run.get(0).getEntityType()), List.copyOf(run)));
        } else {
            fewer.addAll(run);
        }
        run.clear();
    }
}
