package org.redshield.bridge.access.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** A real OpenID Connect provider, Spring Authorization Server, over HTTP. A test says what it knows of people, and what is wrong with it. */
public final class TestProvider implements AutoCloseable {

    /** What the bridge is called here. */
    public static final String CLIENT = "redshield-bridge";
    /** A program that works with the API in somebody's name. */
    public static final String PROGRAM = "desk-program";

    private static final String SECRET = "the secret of";
    /** Where the program is told its code; nobody listens. */
    public static final String PROGRAMS_ADDRESS = "http://127.0.0.1:1/code";

    private final ConfigurableApplicationContext context;
    private final World world;

    /** That of each is another one. */
    public static String secretOf(String client) {
        return SECRET + " " + client;
    }

    public TestProvider() {
        context = new SpringApplicationBuilder(World.class)
                .run(
                        "--spring.config.name=test-provider",
                        "--server.port=0",
                        "--server.servlet.session.cookie.name=PROVIDER",
                        "--spring.jmx.enabled=false",
                        "--spring.main.banner-mode=off",
                        // Of the bridge's start check, which on the class path of a test meets this program too.
                        "--spring.datasource.url=none",
                        "--bridge.administrator.password=none");
        world = context.getBean(World.class);
    }

    /** On another host than the bridge: cookies know no ports. */
    public String issuer() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Lets the bridge at that address send people here. */
    public void serves(String bridge) {
        world.clients.save(world.client(CLIENT, bridge + "/login/oauth2/code/provider")
                .postLogoutRedirectUri(bridge + "/signed-out")
                .build());
        world.clients.save(world.client(PROGRAM, PROGRAMS_ADDRESS).build());
    }

    /** From now on it says this of the person, who may sign in with the password demo. */
    public void knows(String user, Map<String, Object> claims) {
        world.people.put(user, Map.copyOf(claims));
    }

    /** Whatever it has granted to anybody is void. */
    public void forgetsGrants() {
        world.grants.forgetAll();
    }

    public void isAway(boolean away) {
        world.away = away;
    }

    /** Whoever asks for its keys waits for them. */
    public void holdsItsKeysBack(boolean held) {
        CountDownLatch before = world.keysCome;
        world.keysCome = new CountDownLatch(held ? 1 : 0);
        before.countDown();
    }

    /** What the next ID tokens become on their way; nothing of this happens at the provider itself. */
    public void forges(UnaryOperator<String> idToken) {
        world.forgery = idToken;
    }

    /** As before all tests. */
    public void isSound() {
        world.away = false;
        holdsItsKeysBack(false);
        world.forgery = UnaryOperator.identity();
    }

    /** A token with these claims and its own signature. */
    public String signed(Map<String, Object> claims) {
        return signed(claims, world.key);
    }

    /** The same whose header says what it is. */
    public String signed(String type, Map<String, Object> claims) {
        return signed(new JOSEObjectType(type), claims, world.key);
    }

    /** The same with another key. */
    public String signed(Map<String, Object> claims, RSAKey key) {
        return signed(null, claims, key);
    }

    private static String signed(JOSEObjectType type, Map<String, Object> claims, RSAKey key) {
        try {
            JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
            claims.forEach((name, value) ->
                    set.claim(name, value instanceof Instant instant ? java.util.Date.from(instant) : value));
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(type)
                            .build(),
                    set.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same token with other claims, signed again. */
    public String changed(String token, Map<String, Object> claims) {
        try {
            Map<String, Object> all =
                    new HashMap<>(SignedJWT.parse(token).getJWTClaimsSet().getClaims());
            all.putAll(claims);
            return signed(all);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** The grants that it remembers. */
    private static final class Grants implements OAuth2AuthorizationService {

        private volatile OAuth2AuthorizationService all = new InMemoryOAuth2AuthorizationService();

        void forgetAll() {
            all = new InMemoryOAuth2AuthorizationService();
        }

        @Override
        public void save(OAuth2Authorization grant) {
            all.save(grant);
        }

        @Override
        public void remove(OAuth2Authorization grant) {
            all.remove(grant);
        }

        @Override
        public OAuth2Authorization findById(String id) {
            return all.findById(id);
        }

        @Override
        public OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
            return all.findByToken(token, type);
        }
    }

    @SpringBootConfiguration
    @EnableWebSecurity
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class World {

        private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();
        private final Grants grants = new Grants();
        private final RSAKey key = newKey();
        private final InMemoryRegisteredClientRepository clients = new InMemoryRegisteredClientRepository(
                client(CLIENT, PROGRAMS_ADDRESS).build(),
                client(PROGRAM, PROGRAMS_ADDRESS).build());
        private volatile boolean away;
        private volatile CountDownLatch keysCome = new CountDownLatch(0);
        private volatile UnaryOperator<String> forgery = UnaryOperator.identity();

        RegisteredClient.Builder client(String id, String address) {
            return RegisteredClient.withId(id)
                    .clientId(id)
                    .clientSecret("{noop}" + secretOf(id))
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                    .redirectUri(address)
                    .scopes(scopes -> scopes.addAll(Set.of("openid", "profile")))
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(id.equals(CLIENT))
                            .build())
                    .tokenSettings(TokenSettings.builder()
                            .reuseRefreshTokens(false)
                            .accessTokenTimeToLive(Duration.ofMinutes(5))
                            .build());
        }

        @Bean
        InMemoryRegisteredClientRepository clients() {
            return clients;
        }

        @Bean
        OAuth2AuthorizationService grants() {
            return grants;
        }

        @Bean
        JWKSource<SecurityContext> keys() {
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        UserDetailsService users() {
            return name -> {
                if (!people.containsKey(name)) {
                    throw new UsernameNotFoundException(name);
                }
                return User.withUsername(name)
                        .password("{noop}demo")
                        .roles("PERSON")
                        .build();
            };
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return context -> {
                context.getClaims()
                        .claims(all -> all.putAll(told(context.getPrincipal().getName())));
                if (context.getRegisteredClient().getClientId().equals(PROGRAM)
                        && context.getTokenType().getValue().equals("access_token")) {
                    context.getClaims().audience(List.of(CLIENT)).claim("client_id", PROGRAM);
                    // RFC 9068; its own user info, which the bridge asks, takes no such token, so only where a program
                    // gets one.
                    context.getJwsHeader().type("at+jwt");
                }
            };
        }

        private Map<String, Object> told(String user) {
            Map<String, Object> all = new HashMap<>(people.getOrDefault(user, Map.of()));
            all.putIfAbsent("preferred_username", user);
            return all;
        }

        @Bean
        @Order(1)
        SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            http.securityMatcher(server.getEndpointsMatcher())
                    .with(server, it -> it.oidc(oidc -> oidc.userInfoEndpoint(info -> info.userInfoMapper(context -> {
                                Map<String, Object> all =
                                        told(context.getAuthorization().getPrincipalName());
                                all.put("sub", context.getAuthorization().getPrincipalName());
                                return new OidcUserInfo(all);
                            })))
                            .tokenEndpoint(token -> token.accessTokenResponseHandler((request, response, granted) ->
                                    answer(response, (OAuth2AccessTokenAuthenticationToken) granted))))
                    .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                    .exceptionHandling(e -> e.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")));
            return http.build();
        }

        /** What Spring's own handler writes, but for the forgery. */
        private void answer(HttpServletResponse response, OAuth2AccessTokenAuthenticationToken granted)
                throws IOException {
            Map<String, Object> further = new HashMap<>(granted.getAdditionalParameters());
            further.computeIfPresent("id_token", (name, token) -> forgery.apply(token.toString()));
            OAuth2AccessTokenResponse.Builder answer = OAuth2AccessTokenResponse.withToken(
                            granted.getAccessToken().getTokenValue())
                    .tokenType(granted.getAccessToken().getTokenType())
                    .scopes(granted.getAccessToken().getScopes())
                    .expiresIn(300)
                    .additionalParameters(further);
            if (granted.getRefreshToken() != null) {
                answer.refreshToken(granted.getRefreshToken().getTokenValue());
            }
            new OAuth2AccessTokenResponseHttpMessageConverter()
                    .write(answer.build(), null, new ServletServerHttpResponse(response));
        }

        @Bean
        @Order(2)
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            return http.csrf(AbstractHttpConfigurer::disable)
                    .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        FilterRegistrationBean<OncePerRequestFilter> closedDoor() {
            var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws ServletException, IOException {
                    if (request.getRequestURI().equals("/oauth2/jwks")) {
                        keysCome();
                    }
                    if (away) {
                        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                    } else {
                        chain.doFilter(request, response);
                    }
                }
            });
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }

        private void keysCome() {
            try {
                keysCome.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A key that only its maker has, under a name that others may use too. */
    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("key-of-the-provider").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
