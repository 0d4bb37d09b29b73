package org.redshield.bridge.access;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Looks people up in the engine's identity service, anew for every request: a role taken away is gone at once. */
@Component
@RequiredArgsConstructor
class Callers {

    private final People people;
    private final IdentityService identity;
    private final Appointments appointments;
    private final ObjectProvider<SignIn.ByPassword> steps;

    /** @throws org.redshield.bridge.Refusal when the password alone is not enough */
    Optional<Caller> byPassword(String userId, String password) {
        Optional<Person> person = people.byPassword(userId, password);
        person.ifPresent(found -> steps.ifAvailable(all -> all.require(found)));
        return person.map(Callers::caller);
    }

    /** Nobody where it is the account of the engine's administrator and this is no demonstration. */
    Optional<Caller> find(String userId) {
        return people.find(userId)
                .map(Callers::caller)
                .filter(caller -> !caller.hasRole(Groups.CAMUNDA_ADMIN) || appointments.administratorsSignIn());
    }

    private static Caller caller(Person person) {
        return new Caller(person.id(), person.acting(), person.tenants());
    }

    /** What runs inside is done as this person, with the engine's checks on. */
    void actAs(Caller caller) {
        identity.setAuthentication(caller.userId(), List.copyOf(caller.groups()), caller.tenants());
    }

    void actAsNobody() {
        identity.clearAuthentication();
    }
}
