package org.redshield.bridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.rest.PublishedApi;
import org.redshield.bridge.platform.rest.RecordingProxy;
import org.redshield.bridge.platform.rest.RestAdapterForTests;

/**
 * {@code adapter=rest}. Whatever adapter and sandbox say to each other is held against the published description, but for
 * what the sandbox says wrong on purpose.
 */
class RestContractTest extends PlatformContractTest {

    private static PublishedApi api;
    private static RecordingProxy proxy;

    @BeforeAll
    static void listen() throws IOException {
        api = PublishedApi.read();
        proxy = new RecordingProxy(() -> URI.create(base()));
    }

    @AfterAll
    static void hangUp() {
        proxy.close();
    }

    @Override
    PlatformGateway connect(InstantSource clock) {
        String files = URI.create(base()).getAuthority();
        return RestAdapterForTests.connect(TestPlatforms.rest(proxy.url(), null, files), clock);
    }

    @Override
    boolean talks() {
        return true;
    }

    @Test
    void aShopIsCalledByItsNameAndOneThatThereIsNotIsToldApart() {
        var shops = connect(InstantSource.system()).shops().orElseThrow();
        assertThat(shops.name("S1000001"))
                .hasValueSatisfying(name -> assertThat(name).isNotBlank());
        assertThat(shops.name("S0000000")).isEmpty();
    }

    @AfterEach
    void bothKeepToTheDescription() {
        assertThat(proxy.take().stream().filter(exchange -> exchange.target().startsWith("/v1/")))
                .isNotEmpty()
                .allSatisfy(exchange -> {
                    assertThat(api.faultsOfRequest(exchange)).isEmpty();
                    if (exchange.good()) {
                        assertThat(api.faultsOfAnswer(exchange)).isEmpty();
                    }
                });
    }
}
