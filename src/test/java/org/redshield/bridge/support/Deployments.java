package org.redshield.bridge.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;

/** What a test has deployed goes after it, with the cases on it. */
public final class Deployments {

    /** As whoever deploys by {@code Http.deploy} calls it. */
    private static final String BY_TEST = "by test";

    private Deployments() {}

    public static void undeploy(RepositoryService repository) {
        undeploy(repository, BY_TEST);
    }

    /** A job of a case that is still under way may keep it back for a moment. */
    public static void undeploy(RepositoryService repository, String name) {
        await("no other test begins on " + name)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    try {
                        named(repository, name)
                                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
                    } catch (RuntimeException underWay) {
                        return false;
                    }
                    return named(repository, name).isEmpty();
                });
    }

    private static List<Deployment> named(RepositoryService repository, String name) {
        return repository.createDeploymentQuery().deploymentName(name).list();
    }
}
