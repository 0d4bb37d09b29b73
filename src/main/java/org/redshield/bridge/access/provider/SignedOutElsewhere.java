package org.redshield.bridge.access.provider;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.session.StoredSession;
import org.redshield.bridge.access.session.StoredSessions;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The provider says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0): his sessions are gone, for every
 * node. One that it forgets to name ends when the provider is asked again, within a minute.
 */
@RestController
@ByProvider
@Hidden
class SignedOutElsewhere {

    static final String PATH = "/sign-out/by-provider";

    private static final Logger LOG = LoggerFactory.getLogger(SignedOutElsewhere.class);
    private static final String TOKEN = "logout_token=";
    private static final String SIGNAL = "signed-out";
    /** Between whose sessions end, which token says so, and when that was made, in seconds since 1970. */
    private static final String AND = "/";

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** The specification's advice for the life of such a token; an older one is refused whatever it says of itself. */
    private static final Duration FRESH = Duration.ofMinutes(2);
    /** In bytes; a token has some 1,000. */
    private static final int LONGEST = 16 * 1024;

    private final JwtDecoder tokens;
    private final InstantSource clock;
    private final OtherNodes nodes;
    private final StoredSessions sessions;
    /** Tokens that have been heard, by their marks, and when. Brought again, one would end a session begun since. */
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();

    SignedOutElsewhere(
            Provider provider,
            SignInSettings settings,
            InstantSource clock,
            OtherNodes nodes,
            StoredSessions sessions) {
        this.tokens = new SupplierJwtDecoder(() -> provider.tokens(
                settings.clientId(),
                clock,
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("logout+jwt"), JOSEObjectType.JWT, null)));
        this.clock = clock;
        this.nodes = nodes;
        this.sessions = sessions;
        nodes.listenAbout(SIGNAL, this::end);
    }

    /** Notes in a session that begins by which marks a token may mean it. */
    void mayEnd(StoredSession begun, IdToken who) {
        begun.isLetInBy(
                mark("sub", who.subject()), who.session() == null ? null : mark("sid", who.session()), who.issued());
    }

    /**
     * Its token says which session ended, or whose sessions all have; anybody may bring one, the provider signs it.
     *
     * @return 200 also where nobody here is meant, 400 where the token is not good or cannot be checked
     */
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> told(HttpServletRequest request) throws IOException {
        HttpStatus answer = HttpStatus.OK;
        try {
            Jwt token = tokens.decode(text(request));
            String whose = whose(token);
            if (heard.putIfAbsent(mark("jti", token.getId()), clock.instant()) != null) {
                throw new BadJwtException("The token has been here before");
            }
            String about = String.join(
                    AND,
                    whose,
                    mark("jti", token.getId()),
                    Long.toString(token.getIssuedAt().getEpochSecond()));
            try {
                end(about);
            } catch (RetryLater away) {
                // The provider may bring it again.
                heard.remove(mark("jti", token.getId()));
                throw away;
            }
            // They have heard the token then; those of the release before end what they hold themselves.
            nodes.send(SIGNAL, about);
        } catch (JwtException | JwtDecoderInitializationException e) {
            // Not its message, which repeats what anybody may have sent.
            LOG.info(
                    "Somebody says that somebody has signed out: {}",
                    e.getClass().getSimpleName());
            answer = HttpStatus.BAD_REQUEST;
        }
        return ResponseEntity.status(answer)
                .cacheControl(CacheControl.noStore())
                .build();
    }

    private static String text(HttpServletRequest request) throws IOException {
        // The body has been taken in whole before: the server finds no parameters in it any more.
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new BadJwtException("It is too long");
        }
        // What a token consists of is never escaped; what is, is none.
        return Stream.of(new String(body, StandardCharsets.US_ASCII).split("&"))
                .filter(part -> part.startsWith(TOKEN))
                .map(part -> part.substring(TOKEN.length()))
                .findFirst()
                .orElse("");
    }

    private String whose(Jwt token) {
        // With a nonce it is an ID token, which whoever has signed in holds.
        if (!(token.getClaim("events") instanceof Map<?, ?> events)
                || !(events.get(EVENT) instanceof Map)
                || token.hasClaim("nonce")) {
            throw new BadJwtException("The token tells of no sign-out");
        }
        if (token.getId() == null || token.getExpiresAt() == null || !isFresh(token.getIssuedAt())) {
            throw new BadJwtException("The token is old, or does not say when it was made");
        }
        if (token.hasClaim("sid")) {
            return mark("sid", token.getClaimAsString("sid"));
        }
        if (token.getSubject() == null) {
            throw new BadJwtException("The token does not say who has signed out");
        }
        return mark("sub", token.getSubject());
    }

    private boolean isFresh(Instant made) {
        Instant now = clock.instant();
        return made != null
                && !made.isBefore(now.minus(FRESH).minus(Provider.SKEW))
                && !made.isAfter(now.plus(Provider.SKEW));
    }

    private static String mark(String what, String value) {
        return Hashes.sha256(what + " " + value);
    }

    private void end(String about) {
        String[] parts = about.split(AND);
        if (parts.length != 3) {
            // Signals may have been missed; what was missed ends when the provider is asked again.
            return;
        }
        Instant now = clock.instant();
        heard.values().removeIf(then -> then.isBefore(now.minus(FRESH.multipliedBy(2))));
        heard.put(parts[1], now);
        // Whom the provider let in again after it wrote that he had left, stays. By its own clocks; in doubt he has to
        // sign in anew.
        Instant signedOut = Instant.ofEpochSecond(Long.parseLong(parts[2])).plus(Provider.SKEW);
        int ended = sessions.endOf(parts[0], signedOut);
        if (ended > 0) {
            LOG.info("Sessions end, {}: the person has signed out at the provider", ended);
        }
    }
}
