package org.redshield.bridge.platform.rest;

import java.time.Duration;
import java.time.InstantSource;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.http.Limits;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** The gateway with limits that suit a test. */
public final class RestAdapterForTests {

    private RestAdapterForTests() {}

    public static PlatformGateway connect(PlatformSettings settings, InstantSource clock) {
        return new RestAdapter(clock, new DefaultSslBundleRegistry())
                .connect(
                        "taobao",
                        settings,
                        new Limits(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2)));
    }
}
