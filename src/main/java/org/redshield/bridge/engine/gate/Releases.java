package org.redshield.bridge.engine.gate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.gate.Deployed.Source;
import org.redshield.bridge.engine.gate.VersionStates.Following;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;

/** Decides what waits for a second person, and brings a former version back. */
@Service
public class Releases {

    /** What is being deployed for somebody else, in this thread. */
    private static final ThreadLocal<Proposal> UNDER_WAY = new ThreadLocal<>();

    /**
     * How many instances of each version run; nothing of any case.
     *
     * @param states which may follow which in it; none in what releases before these were kept have deployed
     */
    public record Running(
            String key, String name, int version, boolean newest, long instances, List<Following> states) {}

    private final RepositoryService repository;
    private final IdentityService identity;
    private final JdbcClient jdbc;
    private final Proposals proposals;
    private final VersionStates states;

    Releases(
            RepositoryService repository,
            IdentityService identity,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            VersionStates states) {
        this.repository = repository;
        this.identity = identity;
        this.jdbc = jdbc;
        this.proposals = new Proposals(jdbc, transactions);
        this.states = states;
    }

    static Optional<Proposal> underWay() {
        return Optional.ofNullable(UNDER_WAY.get());
    }

    public List<Proposal> newest() {
        return proposals.newest(200);
    }

    public Optional<Proposal> find(UUID id) {
        return proposals.find(id);
    }

    /** The files of a proposal, by name. */
    public Map<String, byte[]> files(UUID id) {
        return proposals.files(id);
    }

    /** Which states may follow which in each process of a proposal. */
    public Map<String, List<Following>> states(Proposal proposal) {
        return states.proposed(proposal.contentHash());
    }

    /**
     * Deploys it, checked once more and completed from what is deployed now.
     *
     * @throws Refusal when it is decided already, or to whoever proposed it; {@link GateRefusal} when it no longer fits
     */
    @Transactional
    public String release(UUID id, String person) {
        Proposal proposal = open(id, person);
        Map<String, byte[]> files = proposals.files(id);
        if (proposal.reason() != null) {
            files.put(DeploymentGate.OVERRIDE, proposal.reason().getBytes(StandardCharsets.UTF_8));
        }
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        UNDER_WAY.set(proposal);
        try {
            String deployment = deploy(proposal.name(), files);
            proposals.decide(id, "RELEASED", person, null, deployment);
            return deployment;
        } finally {
            UNDER_WAY.remove();
            identity.setAuthentication(before);
        }
    }

    /** Puts it away for good. */
    @Transactional
    public void reject(UUID id, String person, String note) {
        open(id, person);
        proposals.decide(id, "REJECTED", person, note, null);
    }

    private Proposal open(UUID id, String person) {
        proposals.lock(id);
        Proposal proposal = proposals.find(id).orElseThrow(() -> new Refusal("gate.proposal-unknown"));
        if (!proposal.state().equals("OPEN")) {
            throw new Refusal("gate.proposal-decided");
        }
        if (proposal.person().equals(person)) {
            throw new Refusal("gate.own-proposal");
        }
        return proposal;
    }

    /**
     * Deploys a former version of a process, form or table as a new one, in the caller's name and through the gate.
     *
     * @param version empty for the one before the newest
     * @return the deployment
     */
    @Transactional
    public String again(String key, Optional<Integer> version) {
        Deployed deployed = new Deployed(jdbc);
        Source source = deployed.version(key, version).orElseThrow(() -> new Refusal("gate.version-unknown", key));
        Map<String, byte[]> files = new TreeMap<>();
        files.put(source.file(), deployed.content(source));
        deployed.read(source).processes().values().stream()
                .flatMap(process -> Completion.forms(process).stream())
                .distinct()
                .flatMap(form -> deployed.formOf(source.deployment(), form).stream())
                .forEach(form -> files.put(form.file(), deployed.content(form)));
        files.put(
                DeploymentGate.OVERRIDE,
                ("Version " + version.map(String::valueOf).orElse("before") + " of " + key + " again")
                        .getBytes(StandardCharsets.UTF_8));
        return deploy(key, files);
    }

    private String deploy(String name, Map<String, byte[]> files) {
        DeploymentBuilder deployment = repository.createDeployment().name(name);
        files.forEach((file, content) -> deployment.addInputStream(file, new ByteArrayInputStream(content)));
        return deployment.deploy().getId();
    }

    /** Every version that is the newest or still runs. */
    public List<Running> running() {
        return jdbc
                .sql("""
                        select d.key_, d.name_, d.version_, count(e.id_) as instances,
                               d.version_ = max(d.version_) over (partition by d.key_) as newest,
                               (select max(r.states ->> d.key_) from deployment_record r
                                 where r.deployment_id = d.deployment_id_ and r.state = 'DEPLOYED') as states
                          from act_re_procdef d
                          left join act_ru_execution e on e.proc_def_id_ = d.id_ and e.parent_id_ is null
                         group by d.id_, d.key_, d.name_, d.version_
                         order by d.key_, d.version_ desc
                        """)
                .query((row, n) -> new Running(
                        row.getString("key_"),
                        row.getString("name_"),
                        row.getInt("version_"),
                        row.getBoolean("newest"),
                        row.getLong("instances"),
                        states.shown(row.getString("key_"), row.getString("states"))))
                .list()
                .stream()
                .filter(version -> version.newest() || version.instances() > 0)
                .toList();
    }
}
