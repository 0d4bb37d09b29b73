package org.redshield.bridge.restoreguard;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.redshield.bridge.installation.InstallationRecord;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The marks of this installation, and the metric by which one hears that sending is held. */
@Configuration(proxyBeanMethods = false)
class NumberConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    SeriesMarks marks(NumberSettings settings, InstallationRecord installation, InstantSource clock) {
        // Others with the same directory are told apart from it.
        return new SeriesMarks(
                NumbersKept.place(settings.directory(), installation.id()).directory(),
                settings.ahead(),
                clock.instant().minus(settings.kept()));
    }

    @Bean
    MeterBinder heldSending(PlatformSending sending) {
        return registry -> Gauge.builder("bridge.sending.held", sending, all -> all.isHeld() ? 1 : 0)
                .description("1 while nothing is sent to platforms because the database was restored")
                .register(registry);
    }
}
