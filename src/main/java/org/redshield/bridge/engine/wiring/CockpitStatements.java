package org.redshield.bridge.engine.wiring;

import java.util.List;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.db.CommandExecutor;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.webapp.impl.db.QuerySessionFactory;
import org.redshield.bridge.engine.guard.LeanAuthorizationManager;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * How Cockpit's own pages ask the database, past the engine's commands: with the statements of {@code cockpit.xml} in place of
 * some of theirs, and asking for grants once, as everything else does.
 */
final class CockpitStatements extends DefaultCockpitRuntimeDelegate implements SmartInitializingSingleton {

    private static final String FILE = "org/redshield/bridge/engine/cockpit.xml";

    private static final List<String> IN_PLACE =
            List.of("selectRunningProcessInstancesCount", "selectRunningProcessInstancesIncludingIncidents");

    /** Cockpit has made its own when its web application started, which was before. */
    @Override
    public void afterSingletonsInstantiated() {
        Cockpit.setCockpitRuntimeDelegate(this);
    }

    @Override
    protected CommandExecutor createCommandExecutor(String engine) {
        QuerySessionFactory sessions = new QuerySessionFactory();
        sessions.initFromProcessEngineConfiguration(
                ((ProcessEngineImpl) getProcessEngine(engine)).getProcessEngineConfiguration(), getMappingFiles());
        OurStatements.install(sessions, FILE, IN_PLACE);
        sessions.getSessionFactories()
                .put(
                        AuthorizationManager.class,
                        new Replaced<>(AuthorizationManager.class, LeanAuthorizationManager::new));
        return new CommandExecutor() {
            @Override
            public <T> T executeCommand(Command<T> command) {
                return sessions.getCommandExecutorTxRequired().execute(command);
            }
        };
    }
}
