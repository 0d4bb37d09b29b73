package org.redshield.bridge.platform.gateway;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * One platform, {@code bridge.platforms.<key>}. What only one protocol needs is demanded by its adapter.
 *
 * @param adapter which protocol it speaks: {@code top} or {@code rest}
 * @param url the base address of its interface
 * @param name what officers read; the key, where it is missing
 * @param homeBureau division code of the bureau where the platform's operator sits
 * @param fileHosts hosts ({@code host:port}, or {@code host} for the scheme's own port) from which files may be fetched
 *     besides the interface's own host and port
 * @param appKey top: our name at the platform
 * @param appSecret top: signs our calls
 * @param signMethod top: {@code hmac-sha256} (default), {@code hmac} or {@code md5}
 * @param session top: the platform's session key, where it asks for one
 * @param tokenUrl rest: where access tokens are had (OAuth 2.0 client credentials)
 * @param clientId rest: our name there
 * @param clientSecret rest: our secret there
 * @param scope rest: the scope asked for, where the platform wants one
 * @param sslBundle name of the {@code spring.ssl.bundle} with our client certificate, the trusted authorities or both
 * @param webhookSecret rest: signs the events that the platform sends us; without it none is taken
 * @param pace how fast and how patiently it is called
 */
public record PlatformSettings(
        String adapter,
        URI url,
        String name,
        String homeBureau,
        List<String> fileHosts,
        String appKey,
        String appSecret,
        String signMethod,
        String session,
        URI tokenUrl,
        String clientId,
        String clientSecret,
        String scope,
        String sslBundle,
        String webhookSecret,
        Pace pace) {

    private static final int SHORTEST_SECRET = 32;

    public PlatformSettings {
        required(adapter, "adapter");
        required(homeBureau, "home-bureau");
        requireAddress(url, "url");
        if (tokenUrl != null) {
            requireAddress(tokenUrl, "token-url");
        }
        signMethod = signMethod == null ? "hmac-sha256" : signMethod.toLowerCase(Locale.ROOT);
        if (!List.of("hmac-sha256", "hmac", "md5").contains(signMethod)) {
            throw new IllegalArgumentException("sign-method must be hmac-sha256, hmac or md5");
        }
        if (webhookSecret != null && webhookSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("webhook-secret must have at least " + SHORTEST_SECRET + " characters");
        }
        pace = pace == null ? Pace.DEFAULT : pace;
        fileHosts = fileHosts == null ? List.of() : List.copyOf(fileHosts);
    }

    /**
     * For adapters: a setting that their protocol cannot do without.
     *
     * @throws IllegalArgumentException when it is missing
     */
    public String require(String name, String value) {
        return required(value, name);
    }

    private static String required(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static void requireAddress(URI address, String name) {
        if (address == null
                || address.getHost() == null
                || !List.of("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException(name + " must be an http or https address with a host");
        }
    }

    /** Without the secrets: records end up in logs. */
    @Override
    public String toString() {
        return "PlatformSettings[adapter=%s, url=%s, homeBureau=%s]".formatted(adapter, url, homeBureau);
    }
}
