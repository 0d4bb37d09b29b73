package org.redshield.bridge.access.provider;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.work.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The provider says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0): his sessions end with their next
 * request, on every node. One that hears nothing of it ends when the provider is asked again, within a minute.
 */
@RestController
@ByProvider
@Hidden
class SignedOutElsewhere {

    static final String PATH = "/sign-out/by-provider";

    private static final Logger LOG = LoggerFactory.getLogger(SignedOutElsewhere.class);
    private static final String TOKEN = "logout_token=";
    private static final String SIGNAL = "signed-out";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final JwtDecoder tokens;
    private final Signals signals;
    /** Of this node, as long as they last. */
    private final Set<ProviderSession> sessions =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    SignedOutElsewhere(Provider provider, SignInSettings settings, InstantSource clock, Signals signals) {
        this.tokens = new SupplierJwtDecoder(() -> provider.tokens(
                settings.clientId(),
                clock,
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("logout+jwt"), JOSEObjectType.JWT, null)));
        this.signals = signals;
        signals.listenAbout(SIGNAL, this::end);
    }

    void watch(ProviderSession begun) {
        sessions.add(begun);
    }

    /** Its token says which session ended, or whose sessions all have; anybody may bring one, the provider signs it. */
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> told(HttpServletRequest request) throws IOException {
        // The body has been taken in whole before: the server finds no parameters in it any more.
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String text = Stream.of(body.split("&"))
                .filter(part -> part.startsWith(TOKEN))
                .map(part -> URLDecoder.decode(part.substring(TOKEN.length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
        HttpStatus answer = HttpStatus.OK;
        try {
            signals.send(SIGNAL, whose(tokens.decode(text)));
        } catch (JwtException e) {
            LOG.info("Somebody says that somebody has signed out: {}", e.getMessage());
            answer = HttpStatus.BAD_REQUEST;
        }
        return ResponseEntity.status(answer).cacheControl(CacheControl.noStore()).build();
    }

    private static String whose(Jwt token) {
        Map<String, Object> events = token.getClaimAsMap("events");
        // With a nonce it is an ID token, which whoever has signed in holds.
        if (events == null || !events.containsKey(EVENT) || token.hasClaim("nonce") || token.getExpiresAt() == null) {
            throw new BadJwtException("The token tells of no sign-out");
        }
        if (token.hasClaim("sid")) {
            return mark("sid", token.getClaimAsString("sid"));
        }
        if (token.getSubject() == null) {
            throw new BadJwtException("The token does not say who has signed out");
        }
        return mark("sub", token.getSubject());
    }

    private static String mark(String what, String value) {
        return Hashes.sha256(what + " " + value);
    }

    private void end(String mark) {
        synchronized (sessions) {
            sessions.forEach(session -> {
                OidcUser person = session.user();
                session.signedOut |= mark.equals(mark("sub", person.getSubject()))
                        || mark.equals(mark("sid", person.getClaimAsString("sid")));
            });
        }
    }
}
