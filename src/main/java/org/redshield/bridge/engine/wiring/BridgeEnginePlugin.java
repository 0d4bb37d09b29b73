package org.redshield.bridge.engine.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSession;
import org.camunda.bpm.engine.impl.identity.WritableIdentityProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricProcessInstanceManager;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;
import org.redshield.bridge.Ids;
import org.redshield.bridge.engine.ClaimRelease;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.OrganisationTenants;
import org.redshield.bridge.engine.account.AccountIds;
import org.redshield.bridge.engine.account.Accounts;
import org.redshield.bridge.engine.account.PasswordHash;
import org.redshield.bridge.engine.account.PasswordRules;
import org.redshield.bridge.engine.account.Sight;
import org.redshield.bridge.engine.form.FormDataSupply;
import org.redshield.bridge.engine.gate.DeploymentGate;
import org.redshield.bridge.engine.guard.ClaimOfTheBarred;
import org.redshield.bridge.engine.guard.ExpressionGuard;
import org.redshield.bridge.engine.guard.FollowedOnly;
import org.redshield.bridge.engine.guard.IdentityInSight;
import org.redshield.bridge.engine.guard.LeanAuthorizationManager;
import org.redshield.bridge.engine.guard.LeanAuthorizations;
import org.redshield.bridge.engine.guard.LooksBelow;
import org.redshield.bridge.engine.guard.NoSubtasks;
import org.redshield.bridge.engine.guard.QueriesAtATime;
import org.redshield.bridge.engine.guard.QueryLimits;
import org.redshield.bridge.engine.guard.QueryTurns;
import org.redshield.bridge.engine.guard.SideDoors;
import org.redshield.bridge.engine.guard.TenantsInSight;
import org.redshield.bridge.engine.guard.UndeclaredVariables;
import org.redshield.bridge.engine.history.BridgeHistoryLevel;
import org.redshield.bridge.engine.history.DeletesTogether;
import org.redshield.bridge.engine.history.HistoryAtItsEnd;
import org.redshield.bridge.engine.history.HistoryWithoutReading;
import org.redshield.bridge.engine.job.FailedJobs;
import org.redshield.bridge.engine.job.IncidentsOfFailedJobs;
import org.redshield.bridge.engine.job.JobInLog;
import org.redshield.bridge.engine.job.JobsAtOnce;
import org.redshield.bridge.engine.job.JobsWritten;
import org.redshield.bridge.engine.job.Onward;
import org.redshield.bridge.engine.job.StepsTraced;
import org.redshield.bridge.engine.model.KnownDefinitions;
import org.redshield.bridge.engine.model.ModelBeans;
import org.redshield.bridge.engine.model.ModelDeployer;
import org.redshield.bridge.engine.model.ModelExpressions;
import org.redshield.bridge.engine.model.NoScripts;
import org.redshield.bridge.engine.model.OwnSchemas;
import org.redshield.bridge.engine.refusal.PlainRefusals;
import org.redshield.bridge.engine.view.FollowedCases;
import org.springframework.context.ApplicationContext;

/** Everything in which our engine differs from the starter's. Runs before the job executor starts. */
@RequiredArgsConstructor
final class BridgeEnginePlugin extends AbstractProcessEnginePlugin {

    private final OrganisationTenants tenants;
    private final DeclaredVariables declared;
    private final BuiltInListeners listeners;
    private final FormDataSupply formData;
    private final DeploymentGate gate;
    private final ModelDeployer deployer;
    private final FailedJobs failedJobs;
    private final JobsWritten jobs;
    private final Onward onward;
    private final PasswordHash passwords;
    private final Supplier<Accounts> accounts;
    private final PasswordRules rules;
    private final ClaimRelease claims;
    private final Supplier<FollowedCases> followed;
    private final QueryTurns turns;
    private final Sight sight;
    private final ApplicationContext beans;

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityService(new IdentityInSight(sight));
        engine.setIdentityProviderSessionFactory(new Replaced<>(WritableIdentityProvider.class, accounts));
        engine.setUserResourceWhitelistPattern(AccountIds.PATTERN);
        engine.setPasswordEncryptor(passwords);
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(rules);
        engine.setIdGenerator(Ids::text);
        engine.setTenantIdProvider(tenants);
        engine.setCustomHistoryLevels(List.of(new BridgeHistoryLevel()));
        engine.setHistoryEventHandler(new HistoryWithoutReading());
        var sessions = appended(
                engine.getCustomSessionFactories(),
                new Replaced<>(AuthorizationManager.class, LeanAuthorizationManager::new));
        sessions.add(new Replaced<>(HistoricProcessInstanceManager.class, HistoryAtItsEnd::new));
        sessions.add(new Replaced<>(IncidentManager.class, IncidentsOfFailedJobs::new));
        sessions.add(new Replaced<>(JobManager.class, () -> new JobsAtOnce(onward)));
        sessions.add(new Replaced<>(TaskManager.class, NoSubtasks::new));
        sessions.add(new Replaced<>(TenantManager.class, () -> new TenantsInSight(sight)));
        KnownDefinitions known = new KnownDefinitions();
        sessions.add(new Replaced<>(ProcessDefinitionManager.class, known::processes));
        sessions.add(new Replaced<>(JobDefinitionManager.class, known::jobs));
        engine.setCustomSessionFactories(sessions);
        engine.setHistoryEventProducer(known.history());
        engine.setExpressionManager(new ModelExpressions(new ModelBeans(beans)));
        engine.setScriptEngineResolver(new NoScripts());
        OwnSchemas.only();
        engine.setBpmnParseFactory(new OwnSchemas());
        engine.setResourceAuthorizationProvider(new LeanAuthorizations());
        engine.setFailedJobCommandFactory(failedJobs);
        engine.setDelegateInterceptor(new StepsTraced());
        engine.setCustomPreBPMNParseListeners(appended(engine.getCustomPreBPMNParseListeners(), listeners));
        var outside = appended(engine.getCustomPreCommandInterceptorsTxRequired(), new JobInLog());
        outside.add(new ClaimOfTheBarred(claims::endForOthers));
        outside.add(new PlainRefusals());
        outside.add(new QueriesAtATime(turns, () -> engine.getIdentityService().getCurrentAuthentication()));
        engine.setCustomPreCommandInterceptorsTxRequired(outside);
        var inside = appended(engine.getCustomPostCommandInterceptorsTxRequired(), new ExpressionGuard());
        inside.add(new LooksBelow(sight));
        inside.add(new FollowedOnly(followed));
        inside.add(gate);
        inside.add(new QueryLimits());
        inside.add(new SideDoors());
        inside.add(new UndeclaredVariables(declared));
        inside.add(formData);
        inside.add(jobs);
        engine.setCustomPostCommandInterceptorsTxRequired(inside);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        OurStatements.install(engine);
        engine.getSessionFactories()
                .put(
                        DbSqlSession.class,
                        new Replaced<>(DbSqlSession.class, () -> new DeletesTogether(engine.getDbSqlSessionFactory())));
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        deployer.deploy(engine.getRepositoryService());
    }

    private static <T> List<T> appended(List<T> present, T addition) {
        List<T> all = present == null ? new ArrayList<>() : new ArrayList<>(present);
        all.add(addition);
        return all;
    }
}
