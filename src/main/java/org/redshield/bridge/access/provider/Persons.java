package org.redshield.bridge.access.provider;

import java.util.Map;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Tenants;
import org.springframework.stereotype.Component;

/** Whether somebody of whom the provider says that may be signed in here, and as who. */
@Component
@ByProvider
class Persons {

    private final SignInSettings settings;
    private final Tenants tenants;
    private final Directory directory;

    Persons(SignInSettings settings, Tenants tenants, Directory directory) {
        this.settings = settings;
        this.tenants = tenants;
        this.directory = directory;
    }

    /**
     * @param rights by the claims
     * @param changed whether the directory had said something else until now
     */
    record Known(Rights rights, boolean changed) {}

    /** @throws Refusal when he may not */
    Known bringIn(Map<String, Object> claims) {
        Rights rights = readOnly(claims);
        boolean changed = directory.bring(rights);
        if (rights.groups().isEmpty()) {
            // That he has none any more is in the directory, for the tasks that he held.
            throw new Refusal("access.no-role", rights.user());
        }
        return new Known(rights, changed);
    }

    /** The same without changing anything. */
    Rights readOnly(Map<String, Object> told) {
        Claims claims = new Claims(settings, tenants.connected());
        Rights rights = claims.rights(told);
        claims.requireSecondFactor(rights, told);
        return rights;
    }
}
