package org.redshield.bridge.access.origin;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By which address people know the bridge: without it cookies do not know whether there is TLS. */
class OriginRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return settings.getProperty("bridge.address", "").isBlank()
                ? List.of(Lack.advised(
                        "没有设置 bridge.address（本系统对用户的地址，例如 https://bridge.example），浏览器不会把会话限制在 TLS 之内",
                        "bridge.address, by which people know the bridge, is not set: browsers do not keep sessions"
                                + " within TLS"))
                : List.of();
    }
}
