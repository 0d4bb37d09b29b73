package org.redshield.bridge.platform.top;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.redshield.bridge.platform.PlatformAdapter;
import org.redshield.bridge.platform.PlatformGateway;
import org.redshield.bridge.platform.PlatformSettings;
import org.redshield.bridge.platform.http.Limits;

/** The gateway with limits that suit a test. */
public final class TopAdapterForTests {

    private TopAdapterForTests() {}

    /** As the bridge connects a platform. */
    public static PlatformAdapter adapter() {
        return new TopAdapter(InstantSource.system(), Optional.empty());
    }

    public static PlatformGateway connect(PlatformSettings settings, InstantSource clock) {
        return new TopGateway(
                "taobao",
                settings,
                new ObjectMapper(),
                clock,
                new Limits(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2)));
    }
}
