package org.redshield.bridge.access;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.stereotype.Component;

/** Looks people up in the engine's identity service, anew for every request: a role taken away is gone at once. */
@Component
class Callers {

    private final People people;
    private final IdentityService identity;

    Callers(People people, IdentityService identity) {
        this.people = people;
        this.identity = identity;
    }

    Optional<Caller> byPassword(String userId, String password) {
        return people.byPassword(userId, password).map(Callers::caller);
    }

    Optional<Caller> find(String userId) {
        return people.find(userId).map(Callers::caller);
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
