package org.redshield.bridge.engine;

import java.util.Set;
import org.camunda.bpm.engine.impl.history.AbstractHistoryLevel;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/**
 * Full history for Cockpit, except that form fields leave no trace, of variables only declared ones are kept, and of jobs
 * only their failures: what a job did shows in the steps that it took.
 */
final class BridgeHistoryLevel extends AbstractHistoryLevel {

    private static final Set<HistoryEventType> JOBS_WITHOUT_FAILURE =
            Set.of(HistoryEventTypes.JOB_CREATE, HistoryEventTypes.JOB_SUCCESS, HistoryEventTypes.JOB_DELETE);

    private final DeclaredVariables declared;

    BridgeHistoryLevel(DeclaredVariables declared) {
        this.declared = declared;
    }

    @Override
    public int getId() {
        return 7001;
    }

    @Override
    public String getName() {
        return "bridge";
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
        if (type == HistoryEventTypes.FORM_PROPERTY_UPDATE || JOBS_WITHOUT_FAILURE.contains(type)) {
            return false;
        }
        if (entity instanceof VariableInstanceEntity variable) {
            return declared.contains(variable.getName());
        }
        if (entity instanceof HistoricVariableUpdateEventEntity update) {
            return declared.contains(update.getVariableName());
        }
        // Asked without an entity while models are parsed: the answer must be the one of full history.
        return HistoryLevel.HISTORY_LEVEL_FULL.isHistoryEventProduced(type, entity);
    }
}
