package org.redshield.bridge.support;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A model as nobody could deploy it, put under the gate into the newest version of a process; as it was when closed. */
public final class ForcedModel implements AutoCloseable {

    private final ProcessEngine engine;
    private final JdbcClient db;
    private final String deployment;
    private final String resource;
    private final byte[] before;

    public ForcedModel(ProcessEngine engine, JdbcClient db, String process, String from, String to) {
        this.engine = engine;
        this.db = db;
        var newest = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult();
        this.deployment = newest.getDeploymentId();
        this.resource = newest.getResourceName();
        this.before = db.sql("select bytes_ from act_ge_bytearray where deployment_id_ = ? and name_ = ?")
                .params(deployment, resource)
                .query(byte[].class)
                .single();
        String model = new String(before, StandardCharsets.UTF_8);
        if (!model.contains(from)) {
            throw new IllegalArgumentException("The model of " + process + " has no " + from);
        }
        write(model.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] model) {
        db.sql("update act_ge_bytearray set bytes_ = ? where deployment_id_ = ? and name_ = ?")
                .params(model, deployment, resource)
                .update();
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getDeploymentCache()
                .discardProcessDefinitionCache();
    }

    @Override
    public void close() {
        write(before);
    }
}
