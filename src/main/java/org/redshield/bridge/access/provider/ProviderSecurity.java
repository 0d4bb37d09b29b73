package org.redshield.bridge.access.provider;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.operations.Standby;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/** Spring Security's login with OpenID Connect: code flow with PKCE, state and nonce. What comes after it is {@link ProviderSignIn}. */
@Configuration(proxyBeanMethods = false)
@ByProvider
class ProviderSecurity {

    /** For the length of the request in which somebody comes back; what is needed of it later {@link ProviderSession} takes over. */
    @Bean
    OAuth2AuthorizedClientRepository authorizedClients() {
        return new ClientOfTheRequest();
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(Provider provider) {
        return registration -> provider.idTokens();
    }

    @Bean
    @Order(1)
    SecurityFilterChain signInByProvider(
            HttpSecurity http,
            Provider provider,
            Persons persons,
            OAuth2AuthorizedClientRepository clients,
            SignInSettings settings,
            InstantSource clock,
            Audit audit,
            Standby standby,
            SignedOutElsewhere elsewhere)
            throws Exception {
        ProviderSignIn signedIn =
                new ProviderSignIn(persons, clients, settings.idle(), clock, audit, standby, elsewhere);
        RestClientAuthorizationCodeTokenResponseClient codes = new RestClientAuthorizationCodeTokenResponseClient();
        codes.setRestClient(Provider.tokenClient());
        return http.securityMatcher("/oauth2/authorization/*", "/login/oauth2/code/*")
                // The state, which only the session knows that began, is what keeps others' answers out.
                .csrf(AbstractHttpConfigurer::disable)
                // Who is signed in stands in the engine's session, and nothing of Spring's.
                .securityContext(
                        person -> person.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(all -> all.anyRequest().denyAll())
                .oauth2Login(login -> login.clientRegistrationRepository(provider.registrations())
                        .authorizedClientRepository(clients)
                        .loginPage("/sign-in")
                        .authorizationEndpoint(there -> there.authorizationRequestResolver(requests(provider)))
                        .tokenEndpoint(there -> there.accessTokenResponseClient(codes))
                        .userInfoEndpoint(there -> there.oidcUserService(provider.userInfo()))
                        .successHandler(signedIn)
                        .failureHandler(signedIn))
                .build();
    }

    private static OAuth2AuthorizationRequestResolver requests(Provider provider) {
        DefaultOAuth2AuthorizationRequestResolver usual =
                new DefaultOAuth2AuthorizationRequestResolver(provider.registrations(), "/oauth2/authorization");
        usual.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                return forAnother(request, usual.resolve(request));
            }

            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
                return forAnother(request, usual.resolve(request, registration));
            }
        };
    }

    /** Whoever asks for it is asked who he is, even where the provider knows somebody. */
    private static OAuth2AuthorizationRequest forAnother(HttpServletRequest request, OAuth2AuthorizationRequest usual) {
        return usual == null || request.getParameter("another") == null
                ? usual
                : OAuth2AuthorizationRequest.from(usual)
                        .additionalParameters(parameters -> parameters.put("prompt", "login"))
                        .build();
    }
}
