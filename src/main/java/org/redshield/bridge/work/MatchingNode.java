package org.redshield.bridge.work;

import java.util.List;
import java.util.Map;
import org.redshield.bridge.operations.Figures;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

/**
 * What a node for matching leaves out. It is the same application with the same settings, whatever they say of ports and jobs, so
 * that an installation starts it as it starts its other nodes.
 */
public final class MatchingNode implements EnvironmentPostProcessor {

    private static final Map<String, Object> LEFT_OUT = Map.of(
            // Nothing listens; health and metrics have their own port.
            "server.port",
            -1,
            "camunda.bpm.job-execution.enabled",
            false,
            "management.endpoint.health.group.readiness.include",
            "readinessState,db,clock",
            // A part at a time, its lease, and who waits for them.
            "spring.datasource.hikari.maximum-pool-size",
            5,
            "bridge.people-database.connections",
            1);

    private static NodeKind kind(ConfigurableEnvironment environment) {
        try {
            return Binder.get(environment).bind("bridge.node", NodeKind.class).orElse(NodeKind.WHOLE);
        } catch (BindException e) {
            // The list of requirements says so, with all else that is wrong.
            return NodeKind.WHOLE;
        }
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (kind(environment) == NodeKind.MATCHING) {
            environment.getPropertySources().addFirst(new MapPropertySource("matching node", LEFT_OUT));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedules {

        /** What is done by the clock is other nodes' to do, but for what a node tells of itself. */
        @Bean
        SchedulingConfigurer onlyWhatTellsOfTheNode(NodeSettings settings) {
            String own = Figures.class.getPackageName() + ".";
            return all -> {
                if (settings.node() == NodeKind.MATCHING) {
                    List<IntervalTask> kept = all.getFixedDelayTaskList().stream()
                            .filter(task -> task.toString().startsWith(own))
                            .toList();
                    all.setFixedDelayTasksList(kept);
                }
            };
        }
    }
}
