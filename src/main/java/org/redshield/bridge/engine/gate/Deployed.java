package org.redshield.bridge.engine.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.rule.Bundle;
import org.redshield.bridge.engine.rule.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The newest version of everything that is deployed, by process and form key; files keep the names they were deployed by.
 * One for each look: what it read is nobody else's.
 */
@RequiredArgsConstructor
public final class Deployed {

    /** A file of a deployment. */
    record Source(String deployment, String file) {}

    private final JdbcClient jdbc;
    private final Map<Source, Bundle> read = new HashMap<>();

    /** Where the newest version of each process stands. */
    Map<String, Source> processes() {
        return newest("act_re_procdef");
    }

    /** Where the newest version of each form stands. */
    Map<String, Source> forms() {
        return newest("act_re_camformdef");
    }

    private Map<String, Source> newest(String table) {
        Map<String, Source> sources = new TreeMap<>();
        jdbc.sql("select distinct on (key_) key_, deployment_id_, resource_name_ from " + table
                        + " where tenant_id_ is null order by key_, version_ desc")
                .query(row -> {
                    sources.put(row.getString(1), new Source(row.getString(2), row.getString(3)));
                });
        return sources;
    }

    /**
     * The file of one version.
     *
     * @param version empty for the one before the newest
     */
    Optional<Source> version(String key, Optional<Integer> version) {
        return jdbc.sql("""
                        select deployment_id_, resource_name_ from (
                            select key_, version_, deployment_id_, resource_name_, tenant_id_ from act_re_procdef
                            union all
                            select key_, version_, deployment_id_, resource_name_, tenant_id_ from act_re_camformdef
                            union all
                            select key_, version_, deployment_id_, resource_name_, tenant_id_ from act_re_decision_def
                        ) known
                         where key_ = :key and tenant_id_ is null and (version_ = :version or :version = 0)
                         order by version_ desc offset :offset limit 1
                        """)
                .param("key", key)
                .param("version", version.orElse(0))
                .param("offset", version.isPresent() ? 0 : 1)
                .query((row, n) -> new Source(row.getString(1), row.getString(2)))
                .optional();
    }

    byte[] content(Source source) {
        return jdbc.sql("select bytes_ from act_ge_bytearray where deployment_id_ = ? and name_ = ?")
                .params(source.deployment(), source.file())
                .query(byte[].class)
                .single();
    }

    /** The form of that key as that deployment has it. */
    Optional<Source> formOf(String deployment, String form) {
        return jdbc.sql("select resource_name_ from act_re_camformdef where deployment_id_ = ? and key_ = ?")
                .params(deployment, form)
                .query((row, n) -> new Source(deployment, row.getString(1)))
                .optional();
    }

    /** One file of it, read. */
    Bundle read(Source source) {
        return read.computeIfAbsent(source, file -> Bundle.read(Map.of(file.file(), content(file)), new Findings()));
    }

    /** The newest version of these processes, read. */
    Map<String, Bundle> read(Set<String> processes) {
        Map<String, Source> sources = processes();
        Map<String, Bundle> bundles = new HashMap<>();
        processes.stream()
                .filter(sources::containsKey)
                .forEach(process -> bundles.put(process, read(sources.get(process))));
        return bundles;
    }
}
