package org.redshield.bridge.engine.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deploys all of processes/ and forms/ as one deployment, so that deployment-bound forms always find their version. Only
 * if exactly this content was never deployed: a restart never undoes what a modeler deployed since. (The starter's own
 * mechanism names resources by path and would make new versions of everything between a folder and a jar.)
 */
public final class ModelDeployer {

    private static final Logger LOG = LoggerFactory.getLogger(ModelDeployer.class);
    private static final String[] PATTERNS = {
        "classpath*:processes/*.bpmn", "classpath*:processes/*.dmn", "classpath*:forms/*.form"
    };

    private final JdbcClient jdbc;
    private final Runnable before;

    /** @param before what the gate will need of the application: a mistake found within a command the engine logs with its trace */
    public ModelDeployer(JdbcClient jdbc, Runnable before) {
        this.jdbc = jdbc;
        this.before = before;
    }

    public void deploy(RepositoryService repository) {
        Map<String, byte[]> models = models();
        if (models.isEmpty()) {
            throw new IllegalStateException(
                    "No models on the classpath: processes/ and forms/ must be packed with the application");
        }
        String hash = hash(models);
        boolean known = jdbc.sql("select count(*) from model_release where content_hash = ?")
                        .param(hash)
                        .query(Long.class)
                        .single()
                > 0;
        if (known) {
            return;
        }
        before.run();
        models.entrySet().removeIf(model -> isUnchangedTable(model.getKey(), model.getValue()));
        var builder =
                repository.createDeployment().name("bridge").source("bridge").enableDuplicateFiltering(false);
        models.forEach((name, content) -> builder.addInputStream(name, new java.io.ByteArrayInputStream(content)));
        String id = builder.deploy().getId();
        jdbc.sql("insert into model_release (content_hash, deployment_id) values (?, ?) on conflict do nothing")
                .params(hash, id)
                .update();
        LOG.info("Deployed {} models and forms as deployment {}", models.size(), id);
    }

    /**
     * Tables are read by key in their newest version and bound to no deployment. One that this release did not change
     * stays away, or it would undo what a modeler has changed in it since.
     */
    private boolean isUnchangedTable(String name, byte[] content) {
        return name.endsWith(".dmn")
                && jdbc.sql("""
                        select b.bytes_ from act_ge_bytearray b join act_re_deployment d on d.id_ = b.deployment_id_
                         where d.source_ = 'bridge' and b.name_ = ? order by d.deploy_time_ desc limit 1
                        """)
                        .param(name)
                        .query(byte[].class)
                        .optional()
                        .filter(last -> Arrays.equals(last, content))
                        .isPresent();
    }

    private static Map<String, byte[]> models() {
        Map<String, byte[]> models = new TreeMap<>();
        try {
            var resolver = new PathMatchingResourcePatternResolver();
            for (String pattern : PATTERNS) {
                String folder = pattern.substring("classpath*:".length(), pattern.indexOf('/'));
                for (Resource resource : resolver.getResources(pattern)) {
                    models.put(folder + "/" + resource.getFilename(), resource.getContentAsByteArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return models;
    }

    private static String hash(Map<String, byte[]> models) {
        MessageDigest digest = Hashes.sha256();
        models.forEach((name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(content);
            digest.update((byte) 0);
        });
        return Hashes.hex(digest);
    }
}
