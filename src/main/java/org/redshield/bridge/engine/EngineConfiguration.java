package org.redshield.bridge.engine;

import java.time.Clock;
import java.time.InstantSource;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Wires the engine's parts. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class EngineConfiguration {

    @Bean
    InstantSource instantSource() {
        return Clock.systemUTC();
    }

    @Bean
    OrganisationTenants organisationTenants() {
        return new OrganisationTenants();
    }

    @Bean
    DeclaredVariables declaredVariables(ObjectProvider<VariableCatalog> catalogs) {
        return new DeclaredVariables(catalogs);
    }

    @Bean
    FormFiles formFiles() {
        return new FormFiles();
    }

    /** The engine's tables must be there, and the zone must be right, before the engine looks at either. */
    @Bean
    @DependsOnDatabaseInitialization
    ProcessEnginePlugin bridgeEnginePlugin(
            OrganisationTenants tenants,
            DeclaredVariables declared,
            FormFiles files,
            ObjectProvider<FormIntake> intakes,
            ObjectProvider<FormData> data,
            ObjectProvider<ModelCheck> checks,
            JdbcClient jdbc,
            ApplicationContext beans) {
        new InstallationZone(jdbc).check();
        FormInput input = new FormInput(intakes, data, declared, files);
        return new BridgeEnginePlugin(
                tenants,
                declared,
                new BuiltInListeners(new TaskGuard(), input),
                new FormDataSupply(data, declared),
                new CheckedModels(checks),
                new ModelDeployer(jdbc),
                beans);
    }
}
