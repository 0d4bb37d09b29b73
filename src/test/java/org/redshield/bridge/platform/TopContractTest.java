package org.redshield.bridge.platform;

import java.time.InstantSource;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.top.TopAdapterForTests;

/** {@code adapter=top}. */
class TopContractTest extends PlatformContractTest {

    @Override
    PlatformGateway connect(InstantSource clock) {
        return TopAdapterForTests.connect(TestPlatforms.top(base(), "bridge-demo", "bridge-demo-secret", null), clock);
    }

    @Override
    boolean talks() {
        return false;
    }
}
