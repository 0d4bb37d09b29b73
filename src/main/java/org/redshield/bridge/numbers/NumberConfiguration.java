package org.redshield.bridge.numbers;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The marks of this installation, and the metric by which one hears that sending is held. */
@Configuration(proxyBeanMethods = false)
class NumberConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Marks marks(NumberSettings settings, JdbcClient jdbc, InstantSource clock) {
        String installation = jdbc.sql("select id from numbered_installation")
                .query(String.class)
                .single();
        // Others with the same directory are told apart from it.
        return new Marks(
                settings.directory().resolve(installation),
                settings.ahead(),
                clock.instant().minus(settings.kept()));
    }

    @Bean
    MeterBinder heldSending(Sending sending) {
        return registry -> Gauge.builder("bridge.sending.held", sending, all -> all.isHeld() ? 1 : 0)
                .description("1 while nothing is sent to platforms because the database was restored")
                .register(registry);
    }
}
