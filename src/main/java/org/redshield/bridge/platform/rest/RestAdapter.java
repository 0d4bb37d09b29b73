package org.redshield.bridge.platform.rest;

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

/** {@code bridge.platforms.<key>.adapter=rest}. */
@Component
@RequiredArgsConstructor
final class RestAdapter implements PlatformAdapter {

    private final InstantSource clock;
    private final SslBundles bundles;

    @Override
    public String name() {
        return RestProtocol.NAME;
    }

    @Override
    public PlatformGateway connect(String platformKey, PlatformSettings settings) {
        return connect(platformKey, settings, Limits.of(settings.pace()));
    }

    PlatformGateway connect(String platformKey, PlatformSettings settings, Limits limits) {
        HttpClient.Builder http = limits.client();
        if (settings.sslBundle() != null) {
            http.sslContext(bundles.getBundle(settings.sslBundle()).createSslContext());
        }
        // A mapper of its own: how the bridge writes its API must never change what a platform gets.
        return new RestGateway(platformKey, settings, http.build(), new ObjectMapper(), clock, limits);
    }
}
