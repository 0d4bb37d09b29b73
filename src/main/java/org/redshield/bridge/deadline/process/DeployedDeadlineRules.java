package org.redshield.bridge.deadline.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redshield.bridge.deadline.DeadlineRules;
import org.redshield.bridge.deadline.KindRule;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The table in its newest deployed version, whoever deployed it: a change holds for the next clock, on every node, and a
 * restart does not undo it.
 */
@Service
class DeployedDeadlineRules implements DeadlineRules {

    private record Version(String id, String deploymentId, String resource) {}

    private final JdbcClient jdbc;
    private final Map<String, DeadlineTable> versions = new ConcurrentHashMap<>();

    DeployedDeadlineRules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<KindRule> find(Query query) {
        Version newest = newest();
        return table(newest).find(query).map(rule -> rule.ofVersion(newest.id()));
    }

    @Override
    public List<KindRule> ofCases() {
        Version newest = newest();
        return table(newest).ofCases().stream()
                .map(rule -> rule.ofVersion(newest.id()))
                .toList();
    }

    private Version newest() {
        return jdbc.sql("""
                        select id_, deployment_id_, resource_name_ from act_re_decision_def
                         where key_ = ? and tenant_id_ is null order by version_ desc limit 1
                        """)
                .param(DeadlineTable.KEY)
                .query((row, n) -> new Version(row.getString(1), row.getString(2), row.getString(3)))
                .optional()
                .orElseThrow(() -> new IllegalStateException("No table of deadlines is deployed"));
    }

    private DeadlineTable table(Version version) {
        return versions.computeIfAbsent(
                version.id(),
                id -> DeadlineTable.read(
                        jdbc.sql("select bytes_ from act_ge_bytearray where deployment_id_ = ? and name_ = ?")
                                .params(version.deploymentId(), version.resource())
                                .query(byte[].class)
                                .single()));
    }
}
