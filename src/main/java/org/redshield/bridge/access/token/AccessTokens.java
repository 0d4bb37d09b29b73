package org.redshield.bridge.access.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whether a token that is signed is an access token. One says so itself: by its header {@code typ}, {@code at+jwt} (RFC 9068,
 * section 2.1), or as Keycloak does by its claim {@code typ}, {@code Bearer}. An issuer signs ID tokens, refresh tokens and logout
 * tokens with the same key; what says neither is taken for one of them. It must be made out for this bridge, and name its issuer and
 * its subject, to whom the account is bound.
 */
public final class AccessTokens implements OAuth2TokenValidator<Jwt> {

    /** With and without the prefix that RFC 7515, section 4.1.9, lets an issuer leave out. */
    private static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");

    private static final Set<String> ANY_JWT = Set.of("", "jwt", "application/jwt");
    private static final String BEARER = "bearer";

    private final Set<String> audiences;

    /** @param audiences what this bridge is called; without any no token is for it */
    public AccessTokens(Collection<String> audiences) {
        this.audiences = Set.copyOf(audiences);
    }

    /** What the header of one may say; any other is refused before the signature is looked at. */
    public static JOSEObjectTypeVerifier<SecurityContext> headers() {
        return new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType("at+jwt"),
                new JOSEObjectType("application/at+jwt"),
                JOSEObjectType.JWT,
                new JOSEObjectType("application/jwt"),
                null);
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!isAccessToken(
                text(token.getHeaders().get("typ")), text(token.getClaims().get("typ")))) {
            return refused("It is no access token");
        }
        if (token.getAudience() == null || token.getAudience().stream().noneMatch(audiences::contains)) {
            return refused("It is for others");
        }
        if (text(token.getClaims().get("iss")).isEmpty()
                || text(token.getClaims().get("sub")).isEmpty()) {
            return refused("It names no issuer or no subject");
        }
        return OAuth2TokenValidatorResult.success();
    }

    private static boolean isAccessToken(String header, String claim) {
        return ACCESS_TOKEN.contains(header) && (claim.isEmpty() || claim.equals(BEARER))
                || ANY_JWT.contains(header) && claim.equals(BEARER);
    }

    private static String text(Object said) {
        return said == null ? "" : said.toString().strip().toLowerCase(Locale.ROOT);
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
    }
}
