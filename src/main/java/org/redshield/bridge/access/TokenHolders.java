package org.redshield.bridge.access;

import java.util.Optional;
import org.springframework.security.oauth2.jwt.Jwt;

/** Says for whom a bearer token speaks that its issuer has signed. */
@FunctionalInterface
public interface TokenHolders {

    /** Nobody where the bridge does not know the person, or the token gives him nothing. */
    Optional<Caller> holder(Jwt token);
}
