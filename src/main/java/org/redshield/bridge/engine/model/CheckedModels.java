package org.redshield.bridge.engine.model;

import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;

/** Shows every new model to the features before the engine takes it. */
public final class CheckedModels implements Deployer {

    private final ObjectProvider<ModelCheck> checks;

    public CheckedModels(ObjectProvider<ModelCheck> checks) {
        this.checks = checks;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        // The engine also runs its deployers to load what it has long taken.
        if (deployment.isNew()) {
            deployment.getResources().values().forEach(resource -> checks.stream()
                    .forEach(check -> check.check(resource.getName(), resource.getBytes())));
        }
    }
}
