package org.redshield.bridge.access.provider;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.access.Role;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The account of who makes all others: a provider's word alone makes none. */
@Component
@ByProvider
@Order(11)
@RequiredArgsConstructor
class FirstAccount implements ApplicationRunner {

    private static final long LOCK = 0x5EED_0071L;

    private final SignInSettings settings;
    private final IdentityService identity;
    private final JdbcClient jdbc;

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        String name = settings.firstAccount();
        // Nodes that start together make it once.
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
        if (!name.isEmpty() && identity.createUserQuery().userId(name).count() == 0) {
            User user = identity.newUser(name);
            user.setFirstName(Role.ACCOUNT_ADMIN.title());
            user.setLastName("");
            // Nobody knows it, and nobody is asked for it.
            user.setPassword(UUID.randomUUID().toString());
            identity.saveUser(user);
        }
    }
}
