package org.redshield.bridge.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** What a node for matching leaves out, whatever its settings say. */
class MatchingNodeTest {

    @EnableScheduling
    static class ByTheClock {

        @Scheduled(fixedDelay = 3_600_000, initialDelay = 3_600_000)
        void sweep() {
            throw new AssertionError("In an hour there is no test any more");
        }
    }

    @Test
    void nothingOfOthersIsDoneByTheClock() {
        assertThat(scheduled(NodeKind.WHOLE)).hasSize(1).allMatch(task -> task.endsWith("ByTheClock.sweep"));
        assertThat(scheduled(NodeKind.CASES)).hasSize(1);
        assertThat(scheduled(NodeKind.MATCHING)).isEmpty();
    }

    private static List<String> scheduled(NodeKind kind) {
        try (AnnotationConfigApplicationContext node = new AnnotationConfigApplicationContext()) {
            node.registerBean(NodeSettings.class, () -> new NodeSettings(kind));
            node.register(MatchingNode.Schedules.class, ByTheClock.class);
            node.refresh();
            return node.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                    .flatMap(holder -> holder.getScheduledTasks().stream())
                    .filter(task -> task.nextExecution() != null)
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void nobodySignsInAndNoJobIsExecuted() {
        MockEnvironment matching = settings("matching");
        assertThat(matching.getProperty("server.port")).isEqualTo("-1");
        assertThat(matching.getProperty("camunda.bpm.job-execution.enabled")).isEqualTo("false");
        assertThat(matching.getProperty("management.server.port")).isEqualTo("8081");
        assertThat(settings("cases").getProperty("server.port")).isEqualTo("8080");
    }

    private static MockEnvironment settings(String kind) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("bridge.node", kind)
                .withProperty("server.port", "8080")
                .withProperty("management.server.port", "8081");
        new MatchingNode().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
