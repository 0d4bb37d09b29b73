package org.redshield.bridge.platform;

import java.net.URI;
import java.util.List;
import org.redshield.bridge.platform.gateway.PlatformSettings;

/** Settings of platforms as tests need them. */
public final class TestPlatforms {

    private TestPlatforms() {}

    public static PlatformSettings top(String url, String key, String secret, String signMethod, String... fileHosts) {
        return new PlatformSettings(
                "top",
                URI.create(url),
                null,
                "330110",
                List.of(fileHosts),
                key,
                secret,
                signMethod,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The API at {@code url}/v1, tokens at {@code url}/oauth/token. */
    public static PlatformSettings rest(String url, String webhookSecret, String... fileHosts) {
        return new PlatformSettings(
                "rest",
                URI.create(url + "/v1"),
                null,
                "330110",
                List.of(fileHosts),
                null,
                null,
                null,
                null,
                URI.create(url + "/oauth/token"),
                "bridge-demo",
                "bridge-demo-secret",
                null,
                null,
                webhookSecret,
                null);
    }
}
