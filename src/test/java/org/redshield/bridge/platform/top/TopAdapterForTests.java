package org.redshield.bridge.platform.top;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.InstantSource;
import org.redshield.bridge.platform.PlatformGateway;
import org.redshield.bridge.platform.PlatformSettings;

/** The gateway with limits that suit a test. */
public final class TopAdapterForTests {

    private TopAdapterForTests() {}

    public static PlatformGateway connect(PlatformSettings settings, InstantSource clock) {
        return new TopGateway(
                "taobao",
                settings,
                new ObjectMapper(),
                clock,
                new TopGateway.Limits(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2)));
    }
}
