package org.redshield.bridge.access.provider;

import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/** The provider as Spring Security speaks with it. What it is, it is asked when somebody first needs it, not at the start. */
@Component
@ByProvider
class Provider {

    /** The registration's id, a part of the address to which the provider sends people back. */
    static final String ID = "provider";

    /** By which its clock and ours may differ. */
    static final Duration SKEW = Duration.ofSeconds(5);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final Set<String> AWAY = Set.of("temporarily_unavailable", "server_error", "slow_down");

    /** It cannot be asked now. */
    static final class Away extends Exception {

        private static final long serialVersionUID = 1;

        Away(Throwable cause) {
            super(cause);
        }
    }

    /** It says no. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String code, Throwable cause) {
            super(code, cause);
        }
    }

    private final SignInSettings settings;
    private final ClientRegistrationRepository registrations;
    /** One for all, which remembers the provider's keys. */
    private final SingletonSupplier<JwtDecoder> idTokens = SingletonSupplier.of(() -> idTokens(registration()));

    private final RestClientRefreshTokenTokenResponseClient refreshing =
            new RestClientRefreshTokenTokenResponseClient();
    private final OidcUserService userInfo = new OidcUserService();

    Provider(SignInSettings settings) {
        this.settings = settings;
        this.registrations = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(settings)));
        refreshing.setRestClient(tokenClient());
        DefaultOAuth2UserService asked = new DefaultOAuth2UserService();
        RestTemplate patient = new RestTemplate(patience());
        patient.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        asked.setRestOperations(patient);
        userInfo.setOauth2UserService(asked);
        userInfo.setRetrieveUserInfo(request -> hasUserInfo(request.getClientRegistration()));
    }

    private static ClientRegistration registration(SignInSettings settings) {
        return ClientRegistrations.fromIssuerLocation(settings.issuer())
                .registrationId(ID)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .scope(settings.scopes())
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .build();
    }

    ClientRegistrationRepository registrations() {
        return registrations;
    }

    OidcUserService userInfo() {
        return userInfo;
    }

    /** Of the provider's own description of itself. */
    Optional<String> metadata(String key) {
        Object value =
                registration().getProviderDetails().getConfigurationMetadata().get(key);
        return Optional.ofNullable(value).map(String::valueOf);
    }

    ClientRegistration registration() {
        return registrations.findByRegistrationId(ID);
    }

    /** Reads ID tokens as Spring's own factory would, which waits for the provider's keys for ever. */
    JwtDecoder idTokens() {
        return idTokens.obtain();
    }

    private static JwtDecoder idTokens(ClientRegistration registration) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        registration.getProviderDetails().getJwkSetUri())
                .restOperations(new RestTemplate(patience()))
                .build();
        decoder.setJwtValidator(
                JwtValidators.createDefaultWithValidators(List.of(new OidcIdTokenValidator(registration))));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        return decoder;
    }

    /** For what is asked at the token endpoint. */
    static RestClient tokenClient() {
        return RestClient.builder()
                .requestFactory(patience())
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }

    static ClientHttpRequestFactory patience() {
        SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
        factory.setConnectTimeout(CONNECT);
        factory.setReadTimeout(ANSWER);
        return factory;
    }

    /**
     * What it says of the person now: by a new ID token, where it gives one, and by its user info. What an older token said
     * does not count any more, but for how the person signed in.
     *
     * @param refreshed when the session has new tokens, before anything else: a refresh token is good once
     */
    Map<String, Object> askAgain(ProviderSession session, Runnable refreshed) throws Refused, Away {
        try {
            ClientRegistration registration = registration();
            Map<String, Object> claims = new HashMap<>();
            OAuth2RefreshToken refresh = session.refresh();
            if (refresh != null) {
                OAuth2AccessTokenResponse answer = refreshing.getTokenResponse(
                        new OAuth2RefreshTokenGrantRequest(registration, session.access(), refresh));
                session.isRefreshed(answer.getAccessToken(), answer.getRefreshToken());
                refreshed.run();
                claims.putAll(idToken(answer, session));
            }
            if (hasUserInfo(registration)) {
                OidcUser person =
                        userInfo.loadUser(new OidcUserRequest(registration, session.access(), session.who.token()));
                claims.putAll(person.getUserInfo().getClaims());
            }
            session.who.means().forEach(claim -> claims.putIfAbsent(claim.getKey(), claim.getValue()));
            return claims;
        } catch (OAuth2AuthorizationException e) {
            throw awayOrRefused(e.getError(), e);
        } catch (OAuth2AuthenticationException e) {
            throw awayOrRefused(e.getError(), e);
        } catch (RestClientException | IllegalArgumentException e) {
            // Its description of itself cannot be read.
            throw new Away(e);
        } catch (BadJwtException e) {
            throw new Refused("invalid_id_token", e);
        } catch (JwtException e) {
            // Its keys do not come.
            throw new Away(e);
        }
    }

    private Map<String, Object> idToken(OAuth2AccessTokenResponse answer, ProviderSession session) throws Refused {
        Object text = answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN);
        if (text == null) {
            return Map.of();
        }
        Jwt token = idTokens().decode(text.toString());
        if (!session.who.subject().equals(token.getSubject())) {
            throw new Refused("another_subject", null);
        }
        return token.getClaims();
    }

    /** Reads what it has signed for that audience. @param types what such tokens may call themselves */
    JwtDecoder tokens(String audience, InstantSource clock, JOSEObjectTypeVerifier<SecurityContext> types) {
        return tokens(
                clock, types, new JwtClaimValidator<List<String>>("aud", its -> its != null && its.contains(audience)));
    }

    /** The same with another check of what is in it. */
    JwtDecoder tokens(
            InstantSource clock, JOSEObjectTypeVerifier<SecurityContext> types, OAuth2TokenValidator<Jwt> check) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        registration().getProviderDetails().getJwkSetUri())
                .restOperations(new RestTemplate(patience()))
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(types))
                .build();
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock.withZone(ZoneOffset.UTC));
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(settings.issuer()), check));
        return decoder;
    }

    private static boolean hasUserInfo(ClientRegistration registration) {
        return registration.getProviderDetails().getUserInfoEndpoint().getUri() != null;
    }

    private static Refused awayOrRefused(OAuth2Error error, Exception e) throws Away {
        if (isAway(error, e)) {
            throw new Away(e);
        }
        return new Refused(error.getErrorCode(), e);
    }

    /** An answer of 4xx is a no; no answer, 5xx or 429 is none. */
    static boolean isAway(OAuth2Error error, Throwable failure) {
        if (AWAY.contains(error.getErrorCode())) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClientErrorException no) {
                return no.getStatusCode().value() == 429;
            }
            if (cause instanceof RestClientException) {
                return true;
            }
        }
        return false;
    }
}
