package org.redshield.bridge.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * Writes the engine's history as the engine does, but reads no row that it is about to update: the engine fetches the
 * beginning of each step, task and instance to reckon how long it took, which the update can do itself.
 */
final class HistoryWithoutReading extends DbHistoryEventHandler {

    private static final String STATEMENTS = "org/redshield/bridge/engine/history.xml";

    @Override
    protected void insertOrUpdate(HistoryEvent event) {
        DbEntityManager entities = Context.getCommandContext().getDbEntityManager();
        if (isInitialEvent(event)) {
            entities.insert(event);
        } else if (event.getId() != null && entities.getCachedEntity(event.getClass(), event.getId()) == null) {
            entities.merge(event);
        }
    }

    /** Puts our updates in the place of the engine's; before anything is written. */
    static void install(ProcessEngineConfigurationImpl engine) {
        Configuration statements = engine.getSqlSessionFactory().getConfiguration();
        try (InputStream file = HistoryWithoutReading.class.getClassLoader().getResourceAsStream(STATEMENTS)) {
            new XMLMapperBuilder(file, statements, STATEMENTS, statements.getSqlFragments()).parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sessions = engine.getDbSqlSessionFactory();
        // A copy: the engine shares its own among all engines of a JVM.
        Map<String, String> names = new HashMap<>(sessions.getStatementMappings());
        for (String update : new String[] {"ActivityInstance", "TaskInstance", "ProcessInstance"}) {
            names.put("updateHistoric" + update + "Event", "bridge.updateHistoric" + update + "Event");
        }
        sessions.setStatementMappings(names);
    }
}
