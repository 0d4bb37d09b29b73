package org.redshield.bridge.engine.history;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricProcessInstanceManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.redshield.bridge.Refusal;

/**
 * With an instance whose time to live is over goes what people did in it, which the engine would keep for ever. Not with one
 * that an administrator deletes: then the log is what is left. Of a case that is held nothing goes, by the schedule or by hand.
 */
public final class HistoryAtItsEnd extends HistoricProcessInstanceManager {

    /** @throws Refusal {@code cases.held} where one is of a case that is held */
    @Override
    public void deleteHistoricProcessInstanceByIds(List<String> instances) {
        Object held = getDbEntityManager()
                .selectOne("bridge.selectHeldCase", Map.of("instances", instances.toArray(String[]::new)));
        if (held != null) {
            throw new Refusal("cases.held", held);
        }
        super.deleteHistoricProcessInstanceByIds(instances);
        JobEntity job = Context.getCommandContext().getCurrentJob();
        if (job != null && HistoryCleanupJobHandler.TYPE.equals(job.getJobHandlerType())) {
            getDbEntityManager()
                    .deletePreserveOrder(UserOperationLogEntryEventEntity.class, "bridge.deleteOperations", instances);
        }
    }
}
