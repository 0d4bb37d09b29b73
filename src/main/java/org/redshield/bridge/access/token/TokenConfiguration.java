package org.redshield.bridge.access.token;

import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.People;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Where people have passwords of the bridge and programs tokens of an issuer ({@code
 * spring.security.oauth2.resourceserver.jwt.issuer-uri}): Spring Boot reads these tokens, with its own checks of key, issuer, times and
 * audience; {@code access.provider} has a reader of its own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${bridge.sign-in.issuer:}'.isBlank()")
public class TokenConfiguration {

    @Bean
    OAuth2TokenValidator<Jwt> onlyAccessTokens(Environment settings) {
        return new AccessTokens(TokenRequirement.audiences(settings));
    }

    /** Spring's own takes {@code JWT} alone. */
    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer headersOfAccessTokens() {
        return reader -> reader.jwtProcessorCustomizer(reading -> reading.setJWSTypeVerifier(AccessTokens.headers()));
    }

    @Bean
    SignIn.ByToken tokensOfTheIssuer(People people, Appointments appointments, AccountSubjects subjects) {
        return new IssuersTokens(people, appointments, subjects);
    }
}
