package org.redshield.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowingConsumer;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.token.AccountSubjects;
import org.redshield.bridge.access.token.TokenConfiguration;
import org.redshield.bridge.engine.account.AccountSecret;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tokens where people have passwords of the bridge: access tokens of the configured issuer, for this bridge, whose subject is the one
 * whose the account is.
 */
class BearerTokenTest {

    private static final String OURS = "redshield-bridge";
    private static final String ME = "officer310105 [officer] [310105]";

    @RestController
    static class WhoAmI {

        @GetMapping("/api/who")
        String who() {
            Caller caller = Caller.current();
            return caller.userId() + " " + caller.groups() + " " + caller.tenants();
        }
    }

    /** Whose the account was when somebody first came under its name. */
    private final Map<String, String> bound = new HashMap<>();

    private final RSAKey keys = keys();
    private HttpServer server;
    private String issuer;

    @BeforeEach
    void anIssuerSaysWhatItIs() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://localhost:" + server.getAddress().getPort();
        answers("/.well-known/openid-configuration", """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"]}""".formatted(issuer));
        answers("/keys", new JWKSet(keys.toPublicJWK()).toString());
        server.start();
    }

    private void answers(String path, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterEach
    void theIssuerIsGone() {
        server.stop(0);
    }

    private WebApplicationContextRunner bridge() {
        return new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        SecurityAutoConfiguration.class,
                        OAuth2ResourceServerAutoConfiguration.class))
                .withPropertyValues("spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer)
                .withUserConfiguration(ApiSecurity.class, TokenConfiguration.class, WhoAmI.class)
                .withBean(Caller.Viewpoint.class, () -> (caller, request) -> caller)
                .withBean(ApiSettings.class, () -> new ApiSettings(false))
                .withBean(People.class, BearerTokenTest::onlyOfficer)
                .withBean(Appointments.class, () -> mock(Appointments.class))
                .withBean(AccountSubjects.class, this::subjects)
                .withBean(
                        Callers.class,
                        () -> new Callers(
                                onlyOfficer(),
                                mock(IdentityService.class),
                                mock(Appointments.class),
                                mock(ObjectProvider.class)));
    }

    private AccountSubjects subjects() {
        AccountSubjects subjects = mock(AccountSubjects.class);
        doAnswer(call -> {
                    String account = call.getArgument(0);
                    Jwt token = call.getArgument(1);
                    String whose = token.getClaimAsString("iss") + " " + token.getSubject();
                    if (!whose.equals(bound.computeIfAbsent(account, any -> whose))) {
                        throw new Refusal("access.account-of-another", account);
                    }
                    return null;
                })
                .when(subjects)
                .require(any(), any(Jwt.class));
        return subjects;
    }

    private void with(String audiences, ThrowingConsumer<MockMvc> test) {
        bridge().withPropertyValues("spring.security.oauth2.resourceserver.jwt.audiences=" + audiences)
                .run(context -> test.accept(MockMvcBuilders.webAppContextSetup(context)
                        .apply(springSecurity())
                        .build()));
    }

    @Test
    void anAccessTokenOfTheIssuerOpensTheApiForAUserOfTheBridge() {
        with(OURS, api -> {
            MockHttpServletResponse answer = call(api, keycloak(Map.of()));
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getContentAsString()).isEqualTo(ME);
            for (String header : List.of("at+jwt", "application/at+jwt")) {
                assertThat(call(api, rfc9068(header, Map.of())).getContentAsString())
                        .as(header)
                        .isEqualTo(ME);
            }
            refused(call(api, null));
            refused(call(api, "Bearer not.a.token"));
            refused(call(api, bearer(keys(), "JWT", claims(Map.of("typ", "Bearer")))));
            refused(call(api, keycloak(Map.of("preferred_username", "nobody"))));
            refused(call(api, keycloak(Map.of("exp", Date.from(Instant.now().minusSeconds(300))))));
            refused(call(api, keycloak(Map.of("iss", "http://localhost:1"))));
            // A password is for development only.
            refused(call(api, "Basic " + Base64.getEncoder().encodeToString("officer310105:demo".getBytes())));
        });
    }

    @Test
    void noOtherTokenOfTheIssuerDoes() {
        with(OURS, api -> {
            for (String type : List.of("ID", "Refresh", "Offline", "Logout")) {
                assertThat(call(api, keycloak(Map.of("typ", type))).getStatus())
                        .as(type)
                        .isEqualTo(401);
            }
            refused(call(api, bearer(keys, "JWT", claims(Map.of("nonce", "of a sign-in")))));
            refused(call(api, bearer(keys, null, claims(Map.of()))));
            refused(call(api, bearer(keys, "logout+jwt", claims(Map.of("events", Map.of())))));
            refused(call(api, keycloak(Map.of("aud", "account"))));
            refused(call(api, rfc9068("at+jwt", Map.of("aud", List.of("another", "account")))));
            refused(call(api, rfc9068("at+jwt", Map.of("typ", "Refresh"))));
            refused(call(api, rfc9068("at+jwt", Map.of("sub", ""))));
            assertThat(bound).as("nobody was in").isEmpty();
        });
    }

    @Test
    void theAccountIsTheSubjectsWhoCameFirst() {
        with(OURS, api -> {
            assertThat(call(api, keycloak(Map.of())).getStatus()).isEqualTo(200);
            MockHttpServletResponse other = call(api, keycloak(Map.of("sub", "7a11")));
            refused(other);
            assertThat(other.getContentAsString(StandardCharsets.UTF_8))
                    .contains("access.account-of-another", "已经绑定统一身份认证中的另一个身份");
            assertThat(call(api, keycloak(Map.of())).getStatus()).isEqualTo(200);
        });
    }

    @Test
    void whereNobodySaidWhichAreForThisBridgeNoTokenIs() {
        with("", api -> {
            refused(call(api, keycloak(Map.of())));
            refused(call(api, rfc9068("at+jwt", Map.of())));
        });
    }

    private static void refused(MockHttpServletResponse answer) {
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getHeader("WWW-Authenticate")).isNull();
    }

    private static MockHttpServletResponse call(MockMvc api, String authorization) throws Exception {
        var request = get("/api/who");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return api.perform(request).andReturn().getResponse();
    }

    /** With the mapper for our audience. */
    private String keycloak(Map<String, Object> instead) throws JOSEException {
        Map<String, Object> all = new HashMap<>(Map.of("typ", "Bearer", "azp", "desk-program"));
        all.putAll(instead);
        return bearer(keys, "JWT", claims(all));
    }

    private String rfc9068(String header, Map<String, Object> instead) throws JOSEException {
        Map<String, Object> all = new HashMap<>(Map.of("client_id", "desk-program", "jti", "1"));
        all.putAll(instead);
        return bearer(keys, header, claims(all));
    }

    private JWTClaimsSet claims(Map<String, Object> instead) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(List.of("account", OURS))
                .subject("0f2c")
                .claim("preferred_username", "officer310105")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        instead.forEach(claims::claim);
        return claims.build();
    }

    private static String bearer(RSAKey signer, String type, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(signer.getKeyID())
                        .type(type == null ? null : new JOSEObjectType(type))
                        .build(),
                claims);
        token.sign(new RSASSASigner(signer));
        return "Bearer " + token.serialize();
    }

    private static RSAKey keys() {
        try {
            return new RSAKeyGenerator(2048).keyID("the-issuer-s").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Knows one person. */
    private static People onlyOfficer() {
        People people = mock(People.class);
        when(people.find("officer310105"))
                .thenReturn(Optional.of(new Person(
                        "officer310105", List.of("officer"), List.of("310105"), Map.of(), AccountSecret.OWN, "")));
        return people;
    }
}
