package org.redshield.bridge.engine.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** The statements of {@code statements.xml}, beside the engine's own and some in their place. */
final class OurStatements {

    private static final String FILE = "org/redshield/bridge/engine/statements.xml";

    private static final List<String> IN_PLACE = List.of(
            "updateHistoricActivityInstanceEvent",
            "updateHistoricTaskInstanceEvent",
            "updateHistoricProcessInstanceEvent",
            "selectTaskCountByQueryCriteria",
            "selectTaskByQueryCriteria",
            "selectProcessInstanceCountByQueryCriteria",
            "selectActivityStatistics",
            "selectHistoricProcessInstanceIdsForCleanup");

    private OurStatements() {}

    /** Before the engine asks for anything. */
    static void install(ProcessEngineConfigurationImpl engine) {
        install(engine, FILE, IN_PLACE);
    }

    /** @param inPlace of the statements of that file, those that are asked instead of others of their names */
    static void install(ProcessEngineConfigurationImpl engine, String path, List<String> inPlace) {
        Configuration statements = engine.getSqlSessionFactory().getConfiguration();
        try (InputStream file = OurStatements.class.getClassLoader().getResourceAsStream(path)) {
            new XMLMapperBuilder(file, statements, path, statements.getSqlFragments()).parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sessions = engine.getDbSqlSessionFactory();
        // A copy: the engine shares its own among all engines of a JVM.
        Map<String, String> names = new HashMap<>(sessions.getStatementMappings());
        inPlace.forEach(statement -> names.put(statement, "bridge." + statement));
        sessions.setStatementMappings(names);
    }
}
