package org.redshield.bridge.engine.wiring;

import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.property.JobExecutionProperty;
import org.redshield.bridge.engine.AsSystem;
import org.redshield.bridge.engine.ClaimRelease;
import org.redshield.bridge.engine.DatabaseClock;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.OrganisationTenants;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.TaskNews;
import org.redshield.bridge.engine.account.Accounts;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.Hierarchy;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.account.PasswordHash;
import org.redshield.bridge.engine.account.PasswordRules;
import org.redshield.bridge.engine.account.PasswordTries;
import org.redshield.bridge.engine.account.Passwords;
import org.redshield.bridge.engine.account.RoleLock;
import org.redshield.bridge.engine.account.Sight;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.form.AddedSteps;
import org.redshield.bridge.engine.form.DecidedUpon;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.FormDataSupply;
import org.redshield.bridge.engine.form.FormFiles;
import org.redshield.bridge.engine.form.FormInput;
import org.redshield.bridge.engine.form.FurtherInput;
import org.redshield.bridge.engine.form.KeptOut;
import org.redshield.bridge.engine.form.Legibility;
import org.redshield.bridge.engine.form.SentForms;
import org.redshield.bridge.engine.form.SentInput;
import org.redshield.bridge.engine.form.UnsentInput;
import org.redshield.bridge.engine.gate.DeploymentGate;
import org.redshield.bridge.engine.gate.GateSettings;
import org.redshield.bridge.engine.guard.QueryTurns;
import org.redshield.bridge.engine.guard.TaskGuard;
import org.redshield.bridge.engine.guard.TaskWatch;
import org.redshield.bridge.engine.job.BatchJobExecutor;
import org.redshield.bridge.engine.job.FailedJobRule;
import org.redshield.bridge.engine.job.FailedJobs;
import org.redshield.bridge.engine.job.JobNews;
import org.redshield.bridge.engine.job.JobsWritten;
import org.redshield.bridge.engine.job.Onward;
import org.redshield.bridge.engine.model.ModelDeployer;
import org.redshield.bridge.engine.rule.Rules;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.VocabularyOfBeans;
import org.redshield.bridge.engine.view.FollowedCases;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;

/** Wires the engine's parts. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class EngineConfiguration {

    /** Cockpit asks past the engine, and so past {@link BridgeEnginePlugin}. */
    @Bean
    CockpitStatements cockpitStatements() {
        return new CockpitStatements();
    }

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return new DatabaseClock(jdbc);
    }

    /** Part of readiness. */
    @Bean
    HealthIndicator clockHealthIndicator(DatabaseClock clock) {
        return () -> (clock.isRight() ? Health.up() : Health.outOfService())
                .withDetail("ahead", clock.ahead())
                .build();
    }

    @Bean
    MeterBinder clockMetrics(DatabaseClock clock) {
        return meters -> TimeGauge.builder("bridge.clock.ahead", clock, TimeUnit.MILLISECONDS, seen -> seen.ahead()
                        .toMillis())
                .description("How far this node's clock is ahead of the database's")
                .register(meters);
    }

    @Bean
    OrganisationTenants organisationTenants() {
        return new OrganisationTenants();
    }

    @Bean
    Onward onward() {
        return new Onward();
    }

    @Bean
    DeclaredVariables declaredVariables(ProcessContracts contracts) {
        return new DeclaredVariables(contracts);
    }

    @Bean
    QueryTurns queryTurns() {
        return new QueryTurns();
    }

    @Bean
    Sight sight(ObjectProvider<Hierarchy> hierarchy) {
        return new Sight(hierarchy::getObject);
    }

    @Bean
    FormFiles formFiles() {
        return new FormFiles();
    }

    /** In place of the starter's, with the same settings and under the same condition. */
    @Bean
    @ConditionalOnProperty(prefix = "camunda.bpm.job-execution", name = "enabled", matchIfMissing = true)
    JobExecutor jobExecutor(
            @Qualifier("camundaTaskExecutor") TaskExecutor threads,
            CamundaBpmProperties properties,
            JdbcClient jdbc,
            DatabaseClock clock,
            ObjectProvider<JobNews> news) {
        JobExecutionProperty settings = properties.getJobExecution();
        BatchJobExecutor executor = new BatchJobExecutor((ThreadPoolTaskExecutor) threads, jdbc, clock, news);
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        PropertyMapper given = PropertyMapper.get().alwaysApplyingWhenNonNull();
        given.from(settings::getLockTimeInMillis).to(executor::setLockTimeInMillis);
        given.from(settings::getMaxJobsPerAcquisition).to(executor::setMaxJobsPerAcquisition);
        given.from(settings::getWaitTimeInMillis).to(executor::setWaitTimeInMillis);
        given.from(settings::getMaxWait).to(executor::setMaxWait);
        given.from(settings::getBackoffTimeInMillis).to(executor::setBackoffTimeInMillis);
        given.from(settings::getMaxBackoff).to(executor::setMaxBackoff);
        given.from(settings::getBackoffDecreaseThreshold).to(executor::setBackoffDecreaseThreshold);
        given.from(settings::getWaitIncreaseFactor).to(executor::setWaitIncreaseFactor);
        return executor;
    }

    @Bean
    AddedSteps addedSteps(
            ObjectProvider<FormIntake> intakes,
            ObjectProvider<RepositoryService> models,
            ObjectProvider<AsSystem> system) {
        return new AddedSteps(intakes, models, system);
    }

    /** The engine's tables must be there before the engine looks for them, and the zone is right by then ({@code installation}). */
    @Bean
    @DependsOnDatabaseInitialization
    ProcessEnginePlugin bridgeEnginePlugin(
            OrganisationTenants tenants,
            Onward onward,
            DeclaredVariables declared,
            FormFiles files,
            AddedSteps added,
            ObjectProvider<FormIntake> intakes,
            ObjectProvider<FurtherInput> further,
            ObjectProvider<KeptOut> keptOut,
            ObjectProvider<Legibility> legibility,
            ObjectProvider<SentForms> sent,
            ObjectProvider<DecidedUpon> decidedUpon,
            ObjectProvider<UnsentInput> unsent,
            ObjectProvider<TaskNews> taskNews,
            ObjectProvider<FormData> data,
            ObjectProvider<TableCheck> tables,
            GateSettings releases,
            ObjectProvider<FailedJobRule> failures,
            ObjectProvider<JobNews> news,
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            PasswordEncoder encoder,
            PasswordTries tries,
            ClaimRelease claims,
            ObjectProvider<FollowedCases> followed,
            QueryTurns turns,
            Sight sight,
            ObjectProvider<LostRoles> lost,
            ObjectProvider<Duties> duties,
            InstantSource time,
            ObjectProvider<Appointments> appointments,
            ObjectProvider<Passwords> given,
            ConfigurableApplicationContext beans) {
        PasswordHash passwords = new PasswordHash(encoder);
        VocabularyOfBeans vocabulary = new VocabularyOfBeans(beans.getBeanFactory());
        TaskGuard guard = new TaskGuard(duties, intakes, new RoleLock(jdbc));
        FormInput input =
                new FormInput(intakes, further, keptOut, legibility, sent, decidedUpon, added, declared, files);
        return new BridgeEnginePlugin(
                tenants,
                declared,
                new BuiltInListeners(guard, input, new SentInput(unsent), new TaskWatch(taskNews, guard)),
                new FormDataSupply(data, added, declared),
                new DeploymentGate(
                        new Rules(vocabulary, () -> tables.stream().toList()),
                        jdbc,
                        transactions,
                        releases.secondPerson()),
                new ModelDeployer(jdbc, vocabulary::deciders),
                new FailedJobs(failures, transactions),
                new JobsWritten(news),
                onward,
                passwords,
                () -> new Accounts(tries, passwords, lost, time, appointments::getObject, given::getObject),
                new PasswordRules(() -> given.getObject().names()),
                claims,
                followed::getObject,
                turns,
                sight,
                beans);
    }
}
