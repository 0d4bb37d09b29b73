package org.redshield.bridge.access.provider;

import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.access.Role;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The account of who makes all others: a provider's word alone makes none. */
@Component
@ByProvider
@Order(11)
class FirstAccount implements ApplicationRunner {

    private final SignInSettings settings;
    private final IdentityService identity;

    FirstAccount(SignInSettings settings, IdentityService identity) {
        this.settings = settings;
        this.identity = identity;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String name = settings.firstAccount();
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
