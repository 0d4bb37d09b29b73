package org.redshield.bridge.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.engine.account.TooManyTries;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Sign-in to /api and /engine-rest: a bearer token, in development a password, and for /api also the session of somebody
 * who is signed in to Tasklist or Cockpit. The web applications have the engine's own sign-in, or that of a provider
 * ({@code access.provider}).
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    /** What platforms and calendars call: each of these calls carries a signature or a secret that its controller checks. */
    @Bean
    @Order(0)
    SecurityFilterChain signedCalls(HttpSecurity http) throws Exception {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        return http.securityMatcher(new OrRequestMatcher(
                        path.matcher(HttpMethod.GET, "/api/attachments/{id}"),
                        path.matcher(HttpMethod.GET, "/api/calendar/{secret}"),
                        path.matcher(HttpMethod.POST, "/api/platforms/{key}/events")))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(
            HttpSecurity http,
            Callers callers,
            ApiSettings settings,
            ObjectProvider<JwtDecoder> tokens,
            ObjectProvider<SignIn.ByToken> issuer,
            Caller.Viewpoint viewpoint,
            ObjectMapper json)
            throws Exception {
        // Where a provider signs people in, no password is taken.
        SignIn.ByToken holders = issuer.getIfAvailable(() -> token -> Optional.empty());
        boolean passwords = settings.basic() && !holders.insteadOfPasswords();
        AuthenticationEntryPoint askToSignIn = (request, response, e) -> {
            if (isPage(request)) {
                signInPage(request, response);
            } else if (e instanceof Delayed delayed) {
                tooManyTries(response, json, delayed.tries);
            } else if (e.getCause() instanceof Refusal notEnough) {
                Problems.write(response, json, HttpStatus.UNAUTHORIZED, notEnough);
            } else {
                signInRequired(
                        response,
                        json,
                        passwords && !isScript(request),
                        !passwords && isPassword(request) ? "access.basic-closed" : "access.sign-in-required");
            }
        };
        // Whole paths and not Spring MVC's idea of them: /engine-rest belongs to another servlet.
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        http.securityMatcher(new OrRequestMatcher(
                        path.matcher("/api/**"),
                        path.matcher("/cases/**"),
                        path.matcher("/engine-rest/**"),
                        path.matcher("/v3/**")))
                // Requests with a session carry Tasklist's own token, which TasklistSession checks.
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        // The session is Tasklist's: a new id would sign out whoever asks for two things at once.
                        .sessionFixation(SessionManagementConfigurer.SessionFixationConfigurer::none))
                .requestCache(AbstractHttpConfigurer::disable)
                // Letters are shown within Tasklist's own pages.
                .headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin))
                .exceptionHandling(e -> e.authenticationEntryPoint(askToSignIn))
                .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                .addFilterBefore(new TasklistSession(callers), BasicAuthenticationFilter.class)
                .addFilterAfter(new EngineIdentity(callers, viewpoint, json), AuthorizationFilter.class);
        if (passwords) {
            http.authenticationProvider(new PasswordSignIn(callers))
                    .httpBasic(basic -> basic.authenticationEntryPoint(askToSignIn));
        }
        if (tokens.getIfAvailable() != null) {
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(askToSignIn)
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(token -> signedIn(token, holders))));
        }
        return http.build();
    }

    /**
     * Addresses and methods that nobody sends by mistake, before any chain. A request that failed comes by here a second time, to be
     * told so.
     */
    @Bean
    RequestRejectedHandler rejections(ObjectMapper json) {
        return (request, response, rejected) -> {
            HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer failed
                    ? Problems.known(failed)
                    : HttpStatus.BAD_REQUEST;
            Problems.write(response, json, status, Problems.refusal(status));
        };
    }

    /** Tasklist, Cockpit and the health probes: their own filters decide. */
    @Bean
    @Order(2)
    SecurityFilterChain webApplications(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                // Both would ask for the session with every file of a page, which is a read in the database.
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(
                        person -> person.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }

    /** What a person opens in the browser, and no program. */
    static boolean isPage(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/cases/");
    }

    /** From which {@code bridge/back.js} leads back to where the person wanted to go. */
    private static void signInPage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write("""
                        <!DOCTYPE html>
                        <html lang="zh-CN"><head><meta charset="UTF-8"><title>请先登录 - 红盾云桥</title>
                        <link rel="stylesheet" href="%1$s/camunda/app/tasklist/camunda-tasklist-bootstrap.css">
                        <link rel="stylesheet" href="%1$s/camunda/app/tasklist/styles/page.css"></head>
                        <body class="cf-page"><header><h1>案卷</h1></header>
                        <main><p>请先<a href="%1$s/camunda/app/tasklist/default/?to=%2$s">登录</a>，登录后自动回到本页。</p></main></body></html>
                        """.formatted(
                        request.getContextPath(), URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8)));
    }

    /** A script of a page: the browser must not ask the person at it for a password. */
    private static boolean isScript(HttpServletRequest request) {
        return request.getHeader("X-Requested-With") != null
                || MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static Signed signedIn(Jwt token, SignIn.ByToken holders) {
        try {
            return holders.holder(token)
                    .map(Signed::new)
                    .orElseThrow(() -> new BadCredentialsException("The token's subject is not a user of the bridge"));
        } catch (RetryLater later) {
            // Says nothing of the token.
            throw later;
        } catch (Refusal refusal) {
            throw new BadCredentialsException(refusal.code(), refusal);
        }
    }

    /** Somebody sends name and password, as operators do by hand. */
    private static boolean isPassword(HttpServletRequest request) {
        String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
        return sent != null && sent.regionMatches(true, 0, "Basic ", 0, "Basic ".length());
    }

    private static void signInRequired(
            HttpServletResponse response, ObjectMapper json, boolean askForPassword, String code) throws IOException {
        if (askForPassword) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"redshield-bridge\", charset=\"UTF-8\"");
        }
        Problems.write(response, json, HttpStatus.UNAUTHORIZED, new Refusal(code));
    }

    private static void tooManyTries(HttpServletResponse response, ObjectMapper json, TooManyTries tries)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tries.seconds()));
        Problems.write(response, json, HttpStatus.TOO_MANY_REQUESTS, tries);
    }

    /** The password was not looked at. */
    private static final class Delayed extends AuthenticationException {

        private static final long serialVersionUID = 1;

        private final TooManyTries tries;

        Delayed(TooManyTries tries) {
            super(tries.code(), tries);
            this.tries = tries;
        }
    }

    /** A person signed in to the API. */
    static final class Signed extends org.springframework.security.authentication.AbstractAuthenticationToken {

        private final transient Caller caller;

        Signed(Caller caller) {
            super(List.of());
            this.caller = caller;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return null;
        }

        @Override
        public Caller getPrincipal() {
            return caller;
        }
    }

    private record PasswordSignIn(Callers callers) implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication attempt) throws AuthenticationException {
            try {
                return callers.byPassword(attempt.getName(), String.valueOf(attempt.getCredentials()))
                        .map(Signed::new)
                        .orElseThrow(() -> new BadCredentialsException("Wrong user or password"));
            } catch (TooManyTries tries) {
                throw new Delayed(tries);
            } catch (RetryLater later) {
                // Says nothing of the password.
                throw later;
            } catch (Refusal notEnough) {
                throw new BadCredentialsException(notEnough.code(), notEnough);
            }
        }

        @Override
        public boolean supports(Class<?> type) {
            return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
        }
    }
}
