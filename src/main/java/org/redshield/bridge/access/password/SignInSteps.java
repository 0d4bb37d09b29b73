package org.redshield.bridge.access.password;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.Tenants;
import org.redshield.bridge.access.provider.SignInSettings;
import org.redshield.bridge.engine.account.AccountSecret;
import org.redshield.bridge.engine.account.Offices;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.stereotype.Component;

/** What is between a right password and everything else, where the bridge and no provider looks after passwords. */
@Component
@RequiredArgsConstructor
class SignInSteps implements SignIn.ByPassword {

    /** In the session: the enrolment whose code was shown in it, and by whom. */
    private static final String SHOWN = SignInSteps.class.getName();

    /** A page asks for a dozen things at once. */
    private static final long ASKED_AGAIN_AFTER = Duration.ofSeconds(3).toNanos();
    /** Whose session is not among so many is asked about once more. */
    private static final int REMEMBERED = 20_000;

    private final People people;
    private final SignInSettings settings;
    private final Tenants tenants;
    /** When this node found last that nothing is lacking, by session, person and roles. */
    private final Map<String, Long> complete = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Of who sends his password along with each request: he can do no step there, and shows no second factor. */
    @Override
    public void require(Person person) {
        Optional<SignInStep> lacking = lacking(person.id(), person.acting(), person.secret(), "");
        if (lacking.isPresent()) {
            throw needsFactor(person.acting()) && lacking.get().compareTo(SignInStep.PASSWORD) > 0
                    ? new Refusal("access.step-no-basic")
                    : lacking.get().refusal();
        }
    }

    /** The next step of the person who is signed in by that session; empty where he has done all, or nobody is. */
    Optional<SignInStep> lacking(HttpSession session) {
        Optional<Caller> caller = SignIn.caller(session);
        if (caller.isEmpty() || settings.byProvider()) {
            return Optional.empty();
        }
        String user = caller.get().userId();
        // With his roles: who begins to stand in for a head needs a second factor from then on.
        String key = session.getId() + " " + caller.get();
        Long before = complete.get(key);
        long now = System.nanoTime();
        if (before != null && now - before < ASKED_AGAIN_AFTER) {
            return Optional.empty();
        }
        Optional<SignInStep> lacking = lacking(
                user,
                caller.get().groups(),
                people.find(user).map(Person::secret).orElse(AccountSecret.OWN),
                session.getAttribute(SHOWN));
        if (lacking.isEmpty()) {
            complete.put(key, now);
        }
        return lacking;
    }

    /** The person of the session has shown a code of his second factor as it is enrolled now. */
    void shown(HttpSession session, String user) {
        people.find(user)
                .flatMap(found -> found.secret().factor())
                .ifPresent(factor -> session.setAttribute(SHOWN, mark(user, factor)));
    }

    private Optional<SignInStep> lacking(String user, Set<String> groups, AccountSecret secret, Object shown) {
        if (secret.byOne() && groups.stream().anyMatch(Offices.GIVEN_BY_TWO::contains)) {
            return Optional.of(SignInStep.TWO_PERSONS);
        }
        if (secret.mustChange()) {
            return Optional.of(SignInStep.PASSWORD);
        }
        if (!needsFactor(groups)) {
            return Optional.empty();
        }
        Optional<String> factor = secret.factor();
        if (factor.isEmpty()) {
            return Optional.of(SignInStep.ENROLMENT);
        }
        return mark(user, factor.get()).equals(shown) ? Optional.empty() : Optional.of(SignInStep.FACTOR);
    }

    private static String mark(String user, String factor) {
        return factor + " " + user;
    }

    /** Also while he only stands in for one; whose password everybody knows, in the demonstration, needs none. */
    private boolean needsFactor(Set<String> groups) {
        return !tenants.demonstration() && groups.stream().anyMatch(settings.secondFactorRoles()::contains);
    }
}
