package org.redshield.bridge.platform.guard;

import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.platform.gateway.PlatformAdapter;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.Platforms;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Reads {@code bridge.platforms.*} and connects the platforms. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    @Bean
    Platforms platforms(Environment environment) {
        return new Platforms(settings(environment));
    }

    @Bean
    CallGuards callGuards(Platforms platforms, CallSettings settings, InstantSource clock, PaceShare share) {
        return new CallGuards(platforms, settings, clock, share::ofThisNode);
    }

    @Bean
    Gateways gateways(
            Platforms platforms,
            List<PlatformAdapter> adapters,
            CallGuards guards,
            PlatformSending sending,
            SentNumbers numbers,
            InstantSource clock) {
        return Gateways.connect(platforms.settings(), adapters).behind(guards.all(), sending, numbers, clock);
    }

    /** How often platforms answer, fail, and are left alone. */
    @Bean
    MeterBinder breakerMetrics(CallGuards guards) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(guards.breakers());
    }

    /**
     * Bound by hand because the map stands at the prefix itself; an unknown key is an error, as everywhere.
     *
     * @throws org.springframework.boot.context.properties.bind.BindException naming the wrong key
     */
    static Map<String, PlatformSettings> settings(Environment environment) {
        return Binder.get(environment)
                .bind(
                        "bridge.platforms",
                        Bindable.mapOf(String.class, PlatformSettings.class),
                        new NoUnboundElementsBindHandler(
                                org.springframework.boot.context.properties.bind.BindHandler.DEFAULT,
                                new UnboundElementsSourceFilter()))
                .map(LinkedHashMap::new)
                .orElseGet(LinkedHashMap::new);
    }
}
