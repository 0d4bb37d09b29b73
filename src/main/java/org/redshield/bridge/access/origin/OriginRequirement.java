package org.redshield.bridge.access.origin;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By which address people know the bridge: without it cookies do not know whether there is TLS. */
class OriginRequirement implements Requirement {

    private static final Demand ADDRESS = Demand.advised(
            "没有设置 {}，即本系统对用户的地址，例如 https://bridge.example，浏览器不会把会话限制在 TLS 之内",
            "{}, by which people know the bridge, is not set: browsers do not keep sessions within TLS",
            "bridge.address");

    @Override
    public String about() {
        return "The address for people";
    }

    @Override
    public List<Demand> demands() {
        return List.of(ADDRESS);
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return Requirement.isBlank(settings, "bridge.address") ? List.of(ADDRESS.lacking()) : List.of();
    }
}
