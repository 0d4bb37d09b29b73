package org.redshield.bridge.platform.top;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.time.InstantSource;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.gateway.PlatformAdapter;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.http.Limits;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** {@code bridge.platforms.<key>.adapter=top}. */
@Component
@RequiredArgsConstructor
final class TopAdapter implements PlatformAdapter {

    private final InstantSource clock;
    private final SslBundles bundles;

    @Override
    public String name() {
        return TopProtocol.NAME;
    }

    @Override
    public PlatformGateway connect(String platformKey, PlatformSettings settings) {
        Limits limits = Limits.of(settings.pace());
        HttpClient.Builder http = limits.client();
        if (settings.sslBundle() != null) {
            http.sslContext(bundles.getBundle(settings.sslBundle()).createSslContext());
        }
        // A mapper of its own: how the bridge writes its API must never change what a platform gets.
        return new TopGateway(platformKey, settings, http.build(), new ObjectMapper(), clock, limits);
    }
}
