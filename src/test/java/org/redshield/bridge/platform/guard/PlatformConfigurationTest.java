package org.redshield.bridge.platform.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PlatformConfigurationTest {

    private static StandardEnvironment environment(Map<String, Object> extra) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", extra));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "base",
                        Map.of(
                                "bridge.platforms.taobao.adapter", "top",
                                "bridge.platforms.taobao.url", "http://localhost:8090/router/rest",
                                "bridge.platforms.taobao.app-key", "k",
                                "bridge.platforms.taobao.app-secret", "top-secret",
                                "bridge.platforms.taobao.home-bureau", "330110")));
        return environment;
    }

    @Test
    void aPlatformIsReadAndItsSecretIsNotPrinted() {
        Map<String, PlatformSettings> platforms = PlatformConfiguration.settings(environment(Map.of()));

        assertThat(platforms).containsOnlyKeys("taobao");
        assertThat(platforms.get("taobao").signMethod()).isEqualTo("hmac-sha256");
        assertThat(platforms.toString()).doesNotContain("top-secret");
    }

    @Test
    void aPlatformMayBeNamedForOfficers() {
        assertThat(PlatformConfiguration.settings(environment(Map.of("bridge.platforms.taobao.name", "淘宝网")))
                        .get("taobao")
                        .name())
                .isEqualTo("淘宝网");
    }

    @Test
    void theEnvironmentPointsItAtAnotherGateway() {
        StandardEnvironment environment = environment(Map.of());
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "testSystemEnvironment-systemEnvironment",
                        Map.of("BRIDGE_PLATFORMS_TAOBAO_URL", "https://gateway.example")));

        assertThat(PlatformConfiguration.settings(environment)
                        .get("taobao")
                        .url()
                        .getHost())
                .isEqualTo("gateway.example");
    }

    @Test
    void anUnknownKeyStopsTheStart() {
        assertThatThrownBy(() ->
                        PlatformConfiguration.settings(environment(Map.of("bridge.platforms.taobao.app-secrte", "x"))))
                .hasStackTraceContaining("app-secrte");
    }

    @Test
    void aMissingOrWrongValueStopsTheStart() {
        assertThat(new PlatformRequirement()
                        .hindering(environment(Map.of("bridge.platforms.taobao.app-secret", "")), Optional.empty()))
                .singleElement()
                .satisfies(
                        lack -> assertThat(lack.english()).contains("taobao lacks bridge.platforms.taobao.app-secret"));
        assertThatThrownBy(() -> PlatformConfiguration.settings(
                        environment(Map.of("bridge.platforms.taobao.webhook-secret", "short"))))
                .hasStackTraceContaining("webhook-secret must have at least 32 characters");
        assertThatThrownBy(() -> PlatformConfiguration.settings(
                        environment(Map.of("bridge.platforms.taobao.url", "file:///etc/passwd"))))
                .hasStackTraceContaining("url must be");
        assertThatThrownBy(() -> PlatformConfiguration.settings(
                        environment(Map.of("bridge.platforms.taobao.sign-method", "sha1"))))
                .hasStackTraceContaining("sign-method must be");
    }

    @Test
    void anAdapterThatDoesNotExistStopsTheStart() {
        Map<String, PlatformSettings> platforms = PlatformConfiguration.settings(environment(Map.of()));

        assertThatThrownBy(() -> Gateways.connect(platforms, List.of()))
                .hasMessageContaining("'top', which is no adapter");
    }
}
