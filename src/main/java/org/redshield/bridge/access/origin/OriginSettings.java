package org.redshield.bridge.access.origin;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What stands between people and this bridge.
 *
 * @param proxies whose word on where a request comes from counts: addresses, networks ({@code 10.1.0.0/16}) and names of the
 *     proxies through which people come. They must replace {@code X-Forwarded-For}, or add to its end. None unless given: then a
 *     request comes from the address that opened the connection
 * @param address of this bridge as people's browsers see it, e.g. {@code https://bridge.example}: redirects, the sign-in by a
 *     provider and mails name it, and with https cookies stay with TLS. What a request says of its host or scheme is never believed
 */
@ConfigurationProperties("bridge")
public record OriginSettings(List<String> proxies, URI address) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    public OriginSettings {
        proxies = proxies == null
                ? List.of()
                : proxies.stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
        // Read once now: what is no proxy is found at the start.
        new Proxies(proxies);
        address = address == null || address.toString().isBlank() ? null : address;
        if (address != null && !isOrigin(address)) {
            throw new WrongSetting(
                    "address",
                    "应当是带主机名、不带路径的 http 或者 https 地址",
                    "must be an http or https address with a host and no path");
        }
    }

    private static boolean isOrigin(URI address) {
        return address.getHost() != null
                && address.getScheme() != null
                && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))
                && (address.getPath().isEmpty() || address.getPath().equals("/"))
                && address.getQuery() == null
                && address.getFragment() == null
                && address.getUserInfo() == null;
    }

    /** Without a slash at its end. */
    public Optional<String> base() {
        return Optional.ofNullable(address).map(url -> url.toString().replaceAll("/+$", ""));
    }

    boolean isSecure() {
        return address.getScheme().equalsIgnoreCase("https");
    }

    /** The scheme's own where none is named. */
    int port() {
        int named = address.getPort();
        return named >= 0 ? named : isSecure() ? 443 : 80;
    }
}
