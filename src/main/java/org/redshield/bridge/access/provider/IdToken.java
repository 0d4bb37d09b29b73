package org.redshield.bridge.access.provider;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** The ID token with which a session began, as it lies in the session: of what it says what is asked for later, and nothing of the person else. */
record IdToken(String value, Instant issued, Instant expires, Map<String, Serializable> claims)
        implements Serializable {

    private static final List<String> KEPT = List.of(StandardClaimNames.SUB, "sid", "acr", "amr");

    private static final List<String> MEANS = List.of("acr", "amr");

    static IdToken of(OidcUser person) {
        OidcIdToken token = person.getIdToken();
        Map<String, Serializable> claims = new LinkedHashMap<>();
        KEPT.forEach(name -> {
            Object said = token.getClaims().get(name);
            if (said instanceof List<?> several) {
                claims.put(
                        name,
                        new ArrayList<>(several.stream().map(String::valueOf).toList()));
            } else if (said != null) {
                claims.put(name, said.toString());
            }
        });
        return new IdToken(token.getTokenValue(), token.getIssuedAt(), token.getExpiresAt(), claims);
    }

    OidcIdToken token() {
        return new OidcIdToken(value, issued, expires, Map.<String, Object>copyOf(claims));
    }

    String subject() {
        return (String) claims.get(StandardClaimNames.SUB);
    }

    /** Of the provider's own session; null where it does not say. */
    String session() {
        return (String) claims.get("sid");
    }

    /** How he signed in: by what level, by what means. */
    Stream<Map.Entry<String, Serializable>> means() {
        return claims.entrySet().stream().filter(claim -> MEANS.contains(claim.getKey()));
    }

    /** As Spring Security tells the provider that he signs out. */
    Authentication authentication() {
        List<SimpleGrantedAuthority> nothing = List.of(new SimpleGrantedAuthority("OIDC_USER"));
        return new OAuth2AuthenticationToken(new DefaultOidcUser(nothing, token()), nothing, Provider.ID);
    }
}
