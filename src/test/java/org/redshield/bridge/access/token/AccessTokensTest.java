package org.redshield.bridge.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.jwt.Jwt;

/** What an issuer signs with one key: of all of it only access tokens for us open anything. */
class AccessTokensTest {

    private static final String OURS = "redshield-bridge";

    private final AccessTokens check = new AccessTokens(List.of(OURS));

    @ParameterizedTest
    @CsvSource({
        "JWT, Bearer, Keycloak's",
        ", Bearer, the same without a header",
        "at+jwt, , RFC 9068",
        "application/at+jwt, , RFC 9068 with its prefix",
        "AT+JWT, , types know no case",
        "at+jwt, Bearer, Keycloak's after RFC 9068"
    })
    void anAccessTokenSaysThatItIsOne(String header, String claim, String what) {
        assertThat(isTaken(header, claim, Map.of())).as(what).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "JWT, ID, Keycloak's ID token",
        "JWT, Refresh, its refresh token",
        "JWT, Offline, its offline token",
        "JWT, Logout, its logout token",
        "JWT, DPoP, which needs a proof beside it",
        "at+jwt, ID, one that says both",
        "at+jwt, Refresh, one that says both",
        "logout+jwt, , a logout token",
        "logout+jwt, Bearer, a logout token whatever it says",
        "secevent+jwt, , an event",
        "JWT, , anything",
        ", , anything"
    })
    void allElseIsNone(String header, String claim, String what) {
        assertThat(isTaken(header, claim, Map.of())).as(what).isFalse();
    }

    @Test
    void itIsForUsAndNamesItsIssuerAndItsSubject() {
        assertThat(isTaken("JWT", "Bearer", Map.of("aud", List.of("account", OURS))))
                .isTrue();
        for (Object foreign : List.of(List.of("account"), List.of(), List.of("redshield"), "redshield-bridge2")) {
            assertThat(isTaken("JWT", "Bearer", Map.of("aud", foreign)))
                    .as("for %s", foreign)
                    .isFalse();
        }
        assertThat(isTaken("at+jwt", null, Map.of("sub", ""))).isFalse();
        assertThat(isTaken("at+jwt", null, Map.of("iss", ""))).isFalse();
        assertThat(new AccessTokens(List.of())
                        .validate(token("JWT", "Bearer", Map.of()))
                        .hasErrors())
                .as("nobody has said who we are")
                .isTrue();
    }

    @Test
    void whatTheHeaderMaySayIsKnownBeforeTheSignatureIsLookedAt() throws Exception {
        for (String type : List.of("JWT", "at+jwt", "application/at+jwt", "AT+JWT")) {
            AccessTokens.headers().verify(new JOSEObjectType(type), null);
        }
        AccessTokens.headers().verify(null, null);
        for (String type : List.of("logout+jwt", "secevent+jwt", "dpop+jwt", "JOSE")) {
            assertThat(refuses(type)).as(type).isTrue();
        }
    }

    private static boolean refuses(String type) {
        try {
            AccessTokens.headers().verify(new JOSEObjectType(type), null);
            return false;
        } catch (BadJOSEException e) {
            return true;
        }
    }

    @Test
    void whoTakesTokensSaysWhichAreForThisBridge() {
        String jwt = "spring.security.oauth2.resourceserver.jwt.";
        TokenRequirement requirement = new TokenRequirement();
        MockEnvironment settings = new MockEnvironment();
        assertThat(requirement.lacking(settings, Optional.empty()))
                .as("no tokens")
                .isEmpty();
        settings.setProperty(jwt + "issuer-uri", "https://sso.example/realms/scjg");
        assertThat(requirement.lacking(settings, Optional.empty()))
                .singleElement()
                .satisfies(lack -> {
                    assertThat(lack.needed()).isTrue();
                    assertThat(lack.chinese()).contains("audiences", "不接受任何令牌");
                });
        settings.setProperty(jwt + "audiences", " ");
        assertThat(requirement.lacking(settings, Optional.empty())).hasSize(1);
        settings.setProperty(jwt + "audiences", OURS);
        assertThat(requirement.lacking(settings, Optional.empty())).isEmpty();
        assertThat(TokenRequirement.audiences(settings)).containsExactly(OURS);
    }

    private boolean isTaken(String header, String claim, Map<String, Object> instead) {
        return !check.validate(token(header, claim, instead)).hasErrors();
    }

    private static Jwt token(String header, String claim, Map<String, Object> instead) {
        Map<String, Object> headers = new HashMap<>(Map.of("alg", "RS256"));
        if (header != null) {
            headers.put("typ", header);
        }
        Map<String, Object> claims =
                new HashMap<>(Map.of("iss", "https://sso.example", "sub", "0f2c", "aud", List.of(OURS)));
        if (claim != null) {
            claims.put("typ", claim);
        }
        claims.putAll(instead);
        return new Jwt("text", Instant.now(), Instant.now().plusSeconds(60), headers, claims);
    }
}
