package org.redshield.bridge.platform.gateway;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.redshield.bridge.WrongSetting;

/**
 * One platform, {@code bridge.platforms.<key>}. What only one protocol needs its {@link PlatformAdapter.Protocol} demands.
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
        if (adapter == null || url == null || homeBureau == null) {
            String missing = adapter == null ? "adapter" : url == null ? "url" : "home-bureau";
            throw new WrongSetting(missing, "没有设置", "is missing");
        }
        WrongSetting.unlessAddress("url", url);
        WrongSetting.unlessAddress("token-url", tokenUrl);
        signMethod = signMethod == null ? "hmac-sha256" : signMethod.toLowerCase(Locale.ROOT);
        if (!List.of("hmac-sha256", "hmac", "md5").contains(signMethod)) {
            throw new WrongSetting("sign-method", "应当是 hmac-sha256、hmac 或者 md5", "must be hmac-sha256, hmac or md5");
        }
        if (webhookSecret != null && webhookSecret.length() < SHORTEST_SECRET) {
            throw new WrongSetting(
                    "webhook-secret",
                    "至少要有 " + SHORTEST_SECRET + " 个字符",
                    "must have at least " + SHORTEST_SECRET + " characters");
        }
        pace = pace == null ? Pace.DEFAULT : pace;
        fileHosts = fileHosts == null ? List.of() : List.copyOf(fileHosts);
    }

    /** Without the secrets: records end up in logs. */
    @Override
    public String toString() {
        return "PlatformSettings[adapter=%s, url=%s, homeBureau=%s]".formatted(adapter, url, homeBureau);
    }

    /** Its keys as an installation writes them: {@code adapter}, {@code pace.call-timeout}, … */
    public static Stream<String> keys() {
        return keys(PlatformSettings.class, "");
    }

    private static Stream<String> keys(Class<?> settings, String prefix) {
        return Stream.of(settings.getRecordComponents()).flatMap(component -> {
            String key =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            return component.getType().isRecord() ? keys(component.getType(), key + ".") : Stream.of(key);
        });
    }
}
