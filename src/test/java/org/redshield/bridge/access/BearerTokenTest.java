package org.redshield.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Production's way in: a token of the configured issuer's key, whose subject is a user of the bridge. */
class BearerTokenTest {

    @RestController
    static class WhoAmI {

        @GetMapping("/api/who")
        String who() {
            Caller caller = Caller.current();
            return caller.userId() + " " + caller.groups() + " " + caller.tenants();
        }
    }

    @TempDir
    private Path folder;

    @Test
    void aTokenOfTheIssuerOpensTheApiForAUserOfTheBridge() throws Exception {
        KeyPair issuer = keys();
        KeyPair stranger = keys();
        Path key = folder.resolve("issuer.pem");
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(issuer.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        SecurityAutoConfiguration.class,
                        OAuth2ResourceServerAutoConfiguration.class))
                .withPropertyValues("spring.security.oauth2.resourceserver.jwt.public-key-location=" + key.toUri())
                .withUserConfiguration(ApiSecurity.class, WhoAmI.class)
                .withBean(Caller.Viewpoint.class, () -> (caller, request) -> caller)
                .withBean(ApiSettings.class, () -> new ApiSettings(false))
                .withBean(
                        Callers.class,
                        () -> new Callers(onlyOfficer(), mock(IdentityService.class), mock(Appointments.class)))
                .run(context -> {
                    MockMvc api = MockMvcBuilders.webAppContextSetup(context)
                            .apply(springSecurity())
                            .build();
                    Instant later = Instant.now().plusSeconds(300);

                    MockHttpServletResponse answer = call(api, "Bearer " + token(issuer, "officer310105", null, later));
                    assertThat(answer.getStatus()).isEqualTo(200);
                    assertThat(answer.getContentAsString()).isEqualTo("officer310105 [officer] [310105]");
                    assertThat(call(api, "Bearer " + token(issuer, "0f2c", "officer310105", later))
                                    .getContentAsString())
                            .as("the preferred user name before the subject")
                            .startsWith("officer310105 ");

                    refused(call(api, null));
                    refused(call(api, "Bearer " + token(stranger, "officer310105", null, later)));
                    refused(call(api, "Bearer " + token(issuer, "nobody", null, later)));
                    refused(call(
                            api,
                            "Bearer "
                                    + token(
                                            issuer,
                                            "officer310105",
                                            null,
                                            Instant.now().minusSeconds(300))));
                    refused(call(api, "Bearer not.a.token"));
                    // A password is for development only.
                    refused(call(api, "Basic " + Base64.getEncoder().encodeToString("officer310105:demo".getBytes())));
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

    private static String token(KeyPair signer, String subject, String userName, Instant expires) throws JOSEException {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder().subject(subject).expirationTime(Date.from(expires));
        if (userName != null) {
            claims.claim("preferred_username", userName);
        }
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims.build());
        token.sign(new RSASSASigner(signer.getPrivate()));
        return token.serialize();
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** Knows one person. */
    private static People onlyOfficer() {
        People people = mock(People.class);
        when(people.find("officer310105"))
                .thenReturn(Optional.of(
                        new Person("officer310105", List.of("officer"), List.of("310105"), java.util.Map.of(), "")));
        return people;
    }
}
