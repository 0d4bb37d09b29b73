package org.redshield.bridge.engine.history;

import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricProcessInstanceManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/**
 * With an instance whose time to live is over goes what people did in it, which the engine would keep for ever. Not with one
 * that an administrator deletes: then the log is what is left.
 */
public final class HistoryAtItsEnd extends HistoricProcessInstanceManager {

    @Override
    public void deleteHistoricProcessInstanceByIds(List<String> instances) {
        super.deleteHistoricProcessInstanceByIds(instances);
        JobEntity job = Context.getCommandContext().getCurrentJob();
        if (job != null && HistoryCleanupJobHandler.TYPE.equals(job.getJobHandlerType())) {
            getDbEntityManager()
                    .deletePreserveOrder(UserOperationLogEntryEventEntity.class, "bridge.deleteOperations", instances);
        }
    }
}
