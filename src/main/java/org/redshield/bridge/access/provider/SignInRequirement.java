package org.redshield.bridge.access.provider;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a provider says who people are: what this bridge is called there, and its secret. A node does not start without. */
class SignInRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return isBlank(settings, "bridge.sign-in.issuer")
                ? List.of()
                : Stream.of("bridge.sign-in.client-id", "bridge.sign-in.client-secret")
                        .filter(key -> isBlank(settings, key))
                        .map(key -> Lack.needed(
                                "设置了统一身份认证（bridge.sign-in.issuer），没有设置 " + key + "，节点不能启动",
                                "people sign in at a provider (bridge.sign-in.issuer) and " + key
                                        + " is not set: no node starts"))
                        .toList();
    }

    private static boolean isBlank(Environment settings, String key) {
        return settings.getProperty(key, "").isBlank();
    }
}
