package org.redshield.bridge.platform.top;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.InstantSource;
import org.redshield.bridge.platform.gateway.PlatformAdapter;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.http.Limits;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** The gateway with limits that suit a test. */
public final class TopAdapterForTests {

    private TopAdapterForTests() {}

    /** As the bridge connects a platform. */
    public static PlatformAdapter adapter() {
        return adapter(new DefaultSslBundleRegistry());
    }

    public static PlatformAdapter adapter(SslBundles bundles) {
        return new TopAdapter(InstantSource.system(), bundles);
    }

    public static PlatformGateway connect(PlatformSettings settings, InstantSource clock) {
        Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2));
        return new TopGateway("taobao", settings, limits.client().build(), new ObjectMapper(), clock, limits);
    }
}
