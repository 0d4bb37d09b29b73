package org.redshield.bridge.engine.history;

import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.ACTIVITY_INSTANCE_END;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.ACTIVITY_INSTANCE_START;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.DMN_DECISION_EVALUATE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.FORM_PROPERTY_UPDATE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.IDENTITY_LINK_ADD;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.IDENTITY_LINK_DELETE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.JOB_CREATE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.JOB_DELETE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.JOB_SUCCESS;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.VARIABLE_INSTANCE_CREATE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.VARIABLE_INSTANCE_DELETE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.VARIABLE_INSTANCE_MIGRATE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.VARIABLE_INSTANCE_UPDATE;
import static org.camunda.bpm.engine.impl.history.event.HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL;

import java.util.Set;
import org.camunda.bpm.engine.impl.bpmn.behavior.GatewayActivityBehavior;
import org.camunda.bpm.engine.impl.history.AbstractHistoryLevel;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * What happened, not with which values: process, activity and task instances, people's operations, failed jobs and
 * incidents. Of variables, forms and decisions nothing, of jobs only their failures: what a job did shows in the steps that
 * it took. Of gateways nothing either: the step that follows tells which way was taken, at the same instant. One that waits
 * for events is a step.
 */
public final class BridgeHistoryLevel extends AbstractHistoryLevel {

    private static final Set<HistoryEventTypes> LEFT_OUT = Set.of(
            VARIABLE_INSTANCE_CREATE,
            VARIABLE_INSTANCE_UPDATE,
            VARIABLE_INSTANCE_UPDATE_DETAIL,
            VARIABLE_INSTANCE_MIGRATE,
            VARIABLE_INSTANCE_DELETE,
            FORM_PROPERTY_UPDATE,
            DMN_DECISION_EVALUATE,
            IDENTITY_LINK_ADD,
            IDENTITY_LINK_DELETE,
            JOB_CREATE,
            JOB_SUCCESS,
            JOB_DELETE);

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
        return !LEFT_OUT.contains(type)
                && !(entity instanceof ExecutionEntity execution
                        && isActivity(type)
                        && isGateway(execution.getActivity()))
                && HistoryLevel.HISTORY_LEVEL_FULL.isHistoryEventProduced(type, entity);
    }

    private static boolean isActivity(HistoryEventType type) {
        return type == ACTIVITY_INSTANCE_START || type == ACTIVITY_INSTANCE_END;
    }

    private static boolean isGateway(ActivityImpl activity) {
        return activity != null && (activity.getActivityBehavior() instanceof GatewayActivityBehavior);
    }
}
