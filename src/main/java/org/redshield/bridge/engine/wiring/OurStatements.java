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
            "selectTaskByQueryCriteria");

    private OurStatements() {}

    /** Before the engine asks for anything. */
    static void install(ProcessEngineConfigurationImpl engine) {
        Configuration statements = engine.getSqlSessionFactory().getConfiguration();
        try (InputStream file = OurStatements.class.getClassLoader().getResourceAsStream(FILE)) {
            new XMLMapperBuilder(file, statements, FILE, statements.getSqlFragments()).parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sessions = engine.getDbSqlSessionFactory();
        // A copy: the engine shares its own among all engines of a JVM.
        Map<String, String> names = new HashMap<>(sessions.getStatementMappings());
        IN_PLACE.forEach(statement -> names.put(statement, "bridge." + statement));
        sessions.setStatementMappings(names);
    }
}
