package org.redshield.bridge.platform;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * One platform, {@code bridge.platforms.<key>}.
 *
 * @param adapter which protocol it speaks, e.g. {@code top}
 * @param url the gateway's base address, without {@code /router/rest}
 * @param signMethod {@code hmac-sha256} (default), {@code hmac} or {@code md5}
 * @param session the platform's session key, where it asks for one
 * @param homeBureau division code of the bureau where the platform's operator sits
 * @param fileHosts hosts ({@code host} or {@code host:port}) from which files may be fetched besides the gateway's own
 */
public record PlatformSettings(
        String adapter,
        URI url,
        String appKey,
        String appSecret,
        String signMethod,
        String session,
        String homeBureau,
        List<String> fileHosts) {

    public PlatformSettings {
        require(adapter, "adapter");
        require(appKey, "app-key");
        require(appSecret, "app-secret");
        require(homeBureau, "home-bureau");
        if (url == null || url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException("url must be an http or https address with a host");
        }
        signMethod = signMethod == null ? "hmac-sha256" : signMethod.toLowerCase(Locale.ROOT);
        if (!List.of("hmac-sha256", "hmac", "md5").contains(signMethod)) {
            throw new IllegalArgumentException("sign-method must be hmac-sha256, hmac or md5");
        }
        fileHosts = fileHosts == null ? List.of() : List.copyOf(fileHosts);
    }

    private static void require(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }

    /** Without the secret: records end up in logs. */
    @Override
    public String toString() {
        return "PlatformSettings[adapter=%s, url=%s, appKey=%s, homeBureau=%s]"
                .formatted(adapter, url, appKey, homeBureau);
    }
}
