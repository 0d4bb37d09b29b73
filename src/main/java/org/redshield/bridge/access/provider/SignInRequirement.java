package org.redshield.bridge.access.provider;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a provider says who people are: what this bridge is called there, and its secret. A node does not start without. */
class SignInRequirement implements Requirement {

    private static final String ISSUER = "bridge.sign-in.issuer";
    private static final String ADDRESS = "bridge.address";
    private static final List<String> ITS = List.of("bridge.sign-in.client-id", "bridge.sign-in.client-secret");

    private static final Demand CLIENT = Demand.stops(
            "设置了统一身份认证（" + ISSUER + "），没有设置 {}",
            "people sign in at a provider (" + ISSUER + ") and {} is not set",
            ITS.toArray(String[]::new));

    private static final Demand BACK = Demand.stops(
            "设置了统一身份认证（" + ISSUER + "），没有设置 {}，即登录以后回到的地址",
            "people sign in at a provider (" + ISSUER + ") and {}, to which it sends them back, is not set",
            ADDRESS);

    @Override
    public String about() {
        return "Sign-in by a provider";
    }

    @Override
    public List<Demand> demands() {
        return List.of(CLIENT, BACK);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        if (Requirement.isBlank(settings, ISSUER)) {
            return List.of();
        }
        boolean demonstration = settings.getProperty("bridge.demo", Boolean.class, false);
        return Stream.concat(
                        ITS.stream()
                                .filter(key -> Requirement.isBlank(settings, key))
                                .map(CLIENT::of),
                        Stream.of(ADDRESS)
                                .filter(key -> !demonstration && Requirement.isBlank(settings, key))
                                .map(BACK::of))
                .toList();
    }
}
