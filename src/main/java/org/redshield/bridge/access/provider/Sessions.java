package org.redshield.bridge.access.provider;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.SignIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How long sessions last: until nobody did anything for a while, until they are old, until the provider refuses or says
 * something else of the person, and until it has been away for too long.
 */
@Component
@ByProvider
class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    /** While the provider is away, one request in that time waits for it in vain. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Provider provider;
    private final Persons persons;
    private final SignInSettings settings;
    private final InstantSource clock;

    Sessions(Provider provider, Persons persons, SignInSettings settings, InstantSource clock) {
        this.provider = provider;
        this.persons = persons;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Requests of one session that come together wait for the one that asks.
     *
     * @param session somebody's who is signed in
     * @param byHand whether the person did something, and not his page by itself
     */
    boolean goesOn(HttpSession session, boolean byHand) {
        if (!(session.getAttribute(ProviderSession.ATTRIBUTE) instanceof ProviderSession known)) {
            return ended("it was not begun by the provider");
        }
        synchronized (known) {
            known.over = known.over || !goesOn(known, SignIn.user(session).orElse(""), byHand);
            return !known.over;
        }
    }

    private boolean goesOn(ProviderSession known, String user, boolean byHand) {
        if (known.signedOut) {
            return ended("the person has signed out at the provider");
        }
        Instant now = clock.instant();
        if (!now.isBefore(known.begun.plus(settings.longest()))) {
            return ended("it has lasted as long as any may");
        }
        if (!now.isBefore(known.touched.plus(settings.idle()))) {
            return ended("nobody did anything");
        }
        if (byHand) {
            known.touched = now;
        }
        return now.isBefore(known.confirmed.plus(settings.refreshAfter())) || confirmed(known, user, now);
    }

    private boolean confirmed(ProviderSession known, String user, Instant now) {
        if (now.isBefore(known.askAgain)) {
            return stillBelieved(known, now);
        }
        try {
            Map<String, Object> claims = provider.askAgain(known);
            Persons.Known person = persons.bringIn(claims);
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
