package org.redshield.bridge.engine.history;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * Writes the engine's history as the engine does, but reads no row that it is about to update: the engine fetches the
 * beginning of each step, task and instance to reckon how long it took, which the update can do itself.
 */
public final class HistoryWithoutReading extends DbHistoryEventHandler {

    @Override
    protected void insertOrUpdate(HistoryEvent event) {
        DbEntityManager entities = Context.getCommandContext().getDbEntityManager();
        if (isInitialEvent(event)) {
            entities.insert(event);
        } else if (event.getId() != null && entities.getCachedEntity(event.getClass(), event.getId()) == null) {
            entities.merge(event);
        }
    }
}
