package org.redshield.bridge.access.provider;

import java.time.Instant;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Tenants;
import org.redshield.bridge.access.token.OtherSubject;
import org.springframework.stereotype.Component;

/** Whether somebody of whom the provider says that may be signed in here, and as who. */
@Component
@ByProvider
@RequiredArgsConstructor
class Persons {

    private final SignInSettings settings;
    private final Tenants tenants;
    private final Directory directory;

    /**
     * @param rights by the claims
     * @param changed whether the directory had said something else until now
     */
    record Known(Rights rights, boolean changed) {}

    /**
     * @param subject who he is at the provider, whatever it calls him now
     * @param since when it was so told, for a session its beginning
     * @throws Refusal when he may not
     * @throws OtherSubject when the account is another's
     */
    Known bringIn(Map<String, Object> claims, String subject, Instant since) {
        Rights rights = readOnly(claims);
        boolean changed = directory.bring(rights, subject, since);
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
