package org.redshield.bridge.engine.gate;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cmd.DeployCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.CommandGiver;
import org.redshield.bridge.engine.gate.DeploymentRecord.Attempt;
import org.redshield.bridge.engine.gate.DeploymentRecord.State;
import org.redshield.bridge.engine.rule.Bundle;
import org.redshield.bridge.engine.rule.Finding;
import org.redshield.bridge.engine.rule.Findings;
import org.redshield.bridge.engine.rule.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Where every deployment passes, by whichever door it comes, before the engine parses anything of it. The grammar and the
 * tables' own checks are for everybody, also for the house itself when it starts; the rules are for people, whose files no
 * build has looked at.
 */
public final class DeploymentGate extends CommandInterceptor {

    /** A file of this name holds the reason why hints are to be overridden; it is recorded and not deployed. */
    static final String OVERRIDE = "override.txt";

    private static final int LEAST_REASON = 10;
    /** The engine's column holds no more. */
    private static final int LONGEST_NAME = 255;

    private static final Field BUILDER = field(DeployCmd.class, "deploymentBuilder");
    private static final Field ALL_OF_IT = field(DeploymentBuilderImpl.class, "isDuplicateFilterEnabled");
    private static final Field NOW = field(DeploymentBuilderImpl.class, "processDefinitionsActivationDate");

    private final Rules rules;
    private final JdbcClient jdbc;
    private final DeploymentRecord record;
    private final Proposals proposals;
    private final boolean secondPerson;

    public DeploymentGate(Rules rules, JdbcClient jdbc, PlatformTransactionManager transactions, boolean secondPerson) {
        this.rules = rules;
        this.jdbc = jdbc;
        this.record = new DeploymentRecord(jdbc, transactions);
        this.proposals = new Proposals(jdbc, transactions);
        this.secondPerson = secondPerson;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (!(command instanceof DeployCmd)) {
            return next.execute(command);
        }
        CommandContext context = Context.getCommandContext();
        context.getProcessEngineConfiguration().getCommandCheckers().forEach(CommandChecker::checkCreateDeployment);
        DeploymentBuilderImpl builder = builder(command);
        if (!builder.getDeployments().isEmpty()
                || !builder.getDeploymentResourcesById().isEmpty()
                || !builder.getDeploymentResourcesByName().isEmpty()) {
            throw new Refusal("gate.redeploy");
        }
        Optional<String> person = Releases.underWay().map(Proposal::person).or(() -> CommandGiver.person()
                .map(Authentication::getUserId));
        if (person.isPresent()) {
            // Else the engine would leave out what a name seems to say is there already.
            set(ALL_OF_IT, builder, false);
            set(NOW, builder, null);
            builder.getDeployment().setTenantId(null);
        }
        return pass(command, builder.getDeployment(), person);
    }

    private <T> T pass(Command<T> command, DeploymentEntity deployment, Optional<String> person) {
        Attempt attempt = record.received(person, deployment.getName(), files(deployment));
        Optional<String> reason = override(deployment);
        Map<String, byte[]> sent = files(deployment);
        Findings findings = new Findings();
        try {
            named("deployment-name", deployment.getName(), findings);
            named("deployment-source", deployment.getSource(), findings);
            check(deployment, person.isPresent(), findings);
        } catch (RuntimeException e) {
            record.apart(attempt, State.FAILED, findings.all(), String.valueOf(e.getMessage()));
            throw e;
        }
        if (findings.hasErrors() || !findings.all().isEmpty() && reason.isEmpty()) {
            throw refused(attempt, findings);
        }
        var states = rules.following(files(deployment));
        if (secondPerson && person.isPresent() && Releases.underWay().isEmpty()) {
            record.proposed(attempt, findings.all(), reason.orElse(null), states);
            throw new Proposed(proposals.add(attempt, sent, findings.all(), reason.orElse(null)));
        }
        T result;
        try {
            result = next.execute(command);
        } catch (ParseException e) {
            e.getResorceReports().forEach(report -> report.getErrors()
                    .forEach(problem -> findings.error(
                            report.getResourceName(), element(problem), "engine", problem.getMessage())));
            throw refused(attempt, findings);
        } catch (RuntimeException e) {
            record.apart(attempt, State.FAILED, findings.all(), String.valueOf(e.getMessage()));
            throw e;
        }
        String id = ((DeploymentWithDefinitions) result).getId();
        record.deployed(attempt, findings.all(), reason.orElse(null), states, id);
        return result;
    }

    private static void named(String what, String text, Findings findings) {
        if (text != null && text.length() > LONGEST_NAME) {
            findings.error(what, "", "name-long", LONGEST_NAME);
        }
    }

    private void check(DeploymentEntity deployment, boolean byPerson, Findings findings) {
        Map<String, byte[]> files = files(deployment);
        if (!byPerson) {
            rules.released(files, findings);
            return;
        }
        Deployed deployed = new Deployed(jdbc);
        Bundle bundle = Bundle.read(files, findings);
        Completion.complete(bundle, deployed, findings);
        bundle.files().forEach((name, content) -> deployment.addResource(resource(name, content)));
        rules.check(bundle, findings);
        rules.compare(bundle, deployed.read(bundle.processes().keySet()), findings);
    }

    private static ResourceEntity resource(String name, byte[] content) {
        ResourceEntity resource = new ResourceEntity();
        resource.setName(name);
        resource.setBytes(content);
        return resource;
    }

    private GateRefusal refused(Attempt attempt, Findings findings) {
        List<Finding> all = findings.all().stream()
                .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::file))
                .toList();
        record.apart(attempt, State.REFUSED, all, null);
        return new GateRefusal(all);
    }

    private static String element(Problem problem) {
        return Optional.ofNullable(problem.getMainElementId()).orElse("");
    }

    /** Takes the reason out of the deployment. */
    private static Optional<String> override(DeploymentEntity deployment) {
        Optional<ResourceEntity> file =
                Optional.ofNullable(deployment.getResources()).map(files -> files.remove(OVERRIDE));
        return file.map(given -> new String(given.getBytes(), StandardCharsets.UTF_8).strip())
                .filter(reason -> reason.length() >= LEAST_REASON);
    }

    private static Map<String, byte[]> files(DeploymentEntity deployment) {
        Map<String, byte[]> files = new TreeMap<>();
        if (deployment.getResources() != null) {
            deployment.getResources().forEach((name, resource) -> files.put(name, resource.getBytes()));
        }
        return files;
    }

    private static DeploymentBuilderImpl builder(Command<?> command) {
        try {
            return (DeploymentBuilderImpl) BUILDER.get(command);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Field field, DeploymentBuilderImpl builder, Object value) {
        try {
            field.set(builder, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "The engine no longer has " + owner.getSimpleName() + "." + name
                            + ": the gate must be adapted before this version may run",
                    e);
        }
    }
}
