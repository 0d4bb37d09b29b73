package org.redshield.bridge.platform.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.time.InstantSource;
import org.redshield.bridge.platform.gateway.PlatformAdapter;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.http.Limits;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** {@code bridge.platforms.<key>.adapter=rest}. */
@Component
final class RestAdapter implements PlatformAdapter {

    private final InstantSource clock;
    private final SslBundles bundles;

    RestAdapter(InstantSource clock, SslBundles bundles) {
        this.clock = clock;
        this.bundles = bundles;
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public PlatformGateway connect(String platformKey, PlatformSettings settings) {
        return connect(platformKey, settings, Limits.of(settings.pace()));
    }

    /** @throws IllegalArgumentException without a way to prove who we are */
    PlatformGateway connect(String platformKey, PlatformSettings settings, Limits limits) {
        if (settings.tokenUrl() == null && settings.sslBundle() == null) {
            throw new IllegalArgumentException("bridge.platforms." + platformKey
                    + " needs token-url with client-id and client-secret, or ssl-bundle with a client certificate");
        }
        if (settings.tokenUrl() != null) {
            settings.require("client-id", settings.clientId());
            settings.require("client-secret", settings.clientSecret());
        }
        HttpClient.Builder http = limits.client();
        if (settings.sslBundle() != null) {
            http.sslContext(bundles.getBundle(settings.sslBundle()).createSslContext());
        }
        // A mapper of its own: how the bridge writes its API must never change what a platform gets.
        return new RestGateway(platformKey, settings, http.build(), new ObjectMapper(), clock, limits);
    }
}
