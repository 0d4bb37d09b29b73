package org.redshield.bridge.access.token;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever takes an issuer's tokens says which are for this bridge: the issuer makes tokens for all its programs. */
class TokenRequirement implements Requirement {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    private static final Demand AUDIENCES = Demand.needed(
            "接口接受 " + JWT + "issuer-uri 签发的令牌，没有用 {} 指定本系统的受众，节点不接受任何令牌",
            "tokens of " + JWT
                    + "issuer-uri are taken at /api and {} does not say which are for this bridge: no token is"
                    + " taken",
            JWT + "audiences");

    @Override
    public String about() {
        return "Tokens of an issuer";
    }

    @Override
    public List<Demand> demands() {
        return List.of(AUDIENCES);
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        boolean takesTokens = Requirement.isBlank(settings, "bridge.sign-in.issuer")
                && !Requirement.isBlank(settings, JWT + "issuer-uri");
        return takesTokens && audiences(settings).isEmpty() ? List.of(AUDIENCES.lacking()) : List.of();
    }

    /** What this bridge is called by its issuer. */
    static List<String> audiences(Environment settings) {
        return Binder.get(settings).bind(JWT + "audiences", Bindable.listOf(String.class)).orElse(List.of()).stream()
                .map(String::strip)
                .filter(named -> !named.isEmpty())
                .toList();
    }
}
