package org.redshield.bridge.access.provider;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.session.StoredSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How long sessions last: until nobody did anything for a while, until they are old, until the provider refuses or says
 * something else of the person, and until it has been away for too long.
 */
@Component
@ByProvider
@RequiredArgsConstructor
class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    /** While the provider is away, one request in that time waits for it in vain. */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** No node asks the provider for longer; one that is killed while it asks keeps the others waiting no longer. */
    private static final Duration LONGEST_ASKING = Duration.ofSeconds(20);
    /** Before the first look at whether the one that asks has its answer; so much longer before each further one. */
    private static final Duration LOOK = Duration.ofMillis(50);
    /** So exactly, as a part of the time after which a session ends, it is written down when somebody did something. */
    private static final int PARTS = 30;
    /** Never less exactly. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final Provider provider;
    private final Persons persons;
    private final SignInSettings settings;
    private final InstantSource clock;

    /**
     * Requests of one session that come together, at whatever nodes, wait for the one that asks.
     *
     * @param session somebody's who is signed in
     * @param byHand whether the person did something, and not his page by itself
     */
    boolean goesOn(HttpSession session, boolean byHand) {
        ProviderSession known = known(session);
        if (known == null || !(session.getAttribute(ProviderSession.TOUCHED) instanceof Instant touched)) {
            return ended("it was not begun by the provider");
        }
        Instant now = clock.instant();
        if (!now.isBefore(known.begun.plus(settings.longest()))) {
            return ended("it has lasted as long as any may");
        }
        Duration grain = grain();
        if (!now.isBefore(touched.plus(settings.idle()).plus(grain))) {
            return ended("nobody did anything");
        }
        if (byHand && !now.isBefore(touched.plus(grain))) {
            session.setAttribute(ProviderSession.TOUCHED, now);
        }
        return isConfirmed(known, now) || confirmedByOne(session, now);
    }

    private Duration grain() {
        Duration part = settings.idle().dividedBy(PARTS);
        return part.compareTo(GRAIN) < 0 ? part : GRAIN;
    }

    private static ProviderSession known(HttpSession session) {
        return session.getAttribute(ProviderSession.ATTRIBUTE) instanceof ProviderSession known ? known : null;
    }

    private boolean isConfirmed(ProviderSession known, Instant now) {
        return now.isBefore(known.confirmed.plus(settings.refreshAfter()));
    }

    /**
     * A refresh token is good once: of all requests, of all nodes, one asks, and the others take over what it was told. A node that
     * is killed between the provider's answer and our row leaves a token that is used up: the person signs in again.
     */
    private boolean confirmedByOne(HttpSession session, Instant now) {
        StoredSession stored = StoredSession.of(session);
        if (!stored.isKept()) {
            return stillBelieved(known(session), now);
        }
        long until = System.nanoTime() + LONGEST_ASKING.toNanos();
        for (int looks = 1; System.nanoTime() < until; looks++) {
            boolean mine = stored.lease(LONGEST_ASKING);
            try {
                ProviderSession known = stored.refresh() ? known(session) : null;
                String user = SignIn.user(session).orElse("");
                if (known == null || user.isEmpty()) {
                    return ended("another request has ended it");
                }
                if (isConfirmed(known, now)) {
                    return true;
                }
                if (now.isBefore(known.askAgain)) {
                    return stillBelieved(known, now);
                }
                if (mine) {
                    boolean confirmed = confirmed(known, user, now, () -> putDown(stored, known));
                    putDown(stored, known);
                    return confirmed;
                }
            } finally {
                if (mine) {
                    stored.release();
                }
            }
            pause(LOOK.multipliedBy(looks));
        }
        ProviderSession known = known(session);
        return known != null && stillBelieved(known, now);
    }

    private static void putDown(StoredSession stored, ProviderSession known) {
        stored.setAttribute(ProviderSession.ATTRIBUTE, known);
        stored.save();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The node stops", e);
        }
    }

    private boolean confirmed(ProviderSession known, String user, Instant now, Runnable putDown) {
        try {
            Map<String, Object> claims = provider.askAgain(known, putDown);
            Persons.Known person = persons.bringIn(claims, known.who.subject(), known.begun);
            if (person.changed() || !person.rights().user().equals(user)) {
                return ended("the person has other roles or organisations now");
            }
            known.confirmed = now;
            return true;
        } catch (Provider.Away away) {
            LOG.warn(
                    "The provider of the sign-in does not answer: {}",
                    away.getCause().getClass().getSimpleName());
            known.askAgain = now.plus(PAUSE);
            return stillBelieved(known, now);
        } catch (Provider.Refused refused) {
            return ended("the provider refused it, " + refused.getMessage());
        } catch (Refusal refusal) {
            return ended(refusal.code());
        }
    }

    private boolean stillBelieved(ProviderSession known, Instant now) {
        return now.isBefore(known.confirmed.plus(settings.providerAway())) || ended("the provider is away");
    }

    private static boolean ended(String why) {
        LOG.info("A session ends: {}", why);
        return false;
    }
}
