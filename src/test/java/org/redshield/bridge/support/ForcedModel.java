package org.redshield.bridge.support;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.ProcessInstance;
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

    /** Why steps of the case stand still, as officers and modelers read it. */
    public static List<String> faults(JdbcClient db, String caseNo) {
        return db.sql("""
                        select exception_msg_ from act_ru_job j join act_ru_execution x on x.id_ = j.process_instance_id_
                         where x.business_key_ = ? and j.exception_msg_ is not null
                        """).param(caseNo).query(String.class).list();
    }

    /** As an administrator does it when the right model is there again; the executor may be at work on the step. */
    public static void goesOn(ProcessEngine engine, ProcessInstance instance, String at, String decision) {
        await("nobody is at work on " + at).atMost(Duration.ofSeconds(30)).until(() -> {
            try {
                engine.getRuntimeService()
                        .createProcessInstanceModification(instance.getId())
                        .cancelAllForActivity(at)
                        .startBeforeActivity(decision)
                        .execute();
                return true;
            } catch (OptimisticLockingException | ProcessEnginePersistenceException tried) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        write(before);
    }
}
