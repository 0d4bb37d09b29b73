package org.redshield.bridge.access.token;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.authorization.Groups;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.security.oauth2.jwt.Jwt;

/** Tokens of an issuer where people have passwords of the bridge: what somebody may do the directory says. */
@RequiredArgsConstructor
final class IssuersTokens implements SignIn.ByToken {

    private final People people;
    private final Appointments appointments;
    private final AccountSubjects subjects;

    @Override
    public Optional<Caller> holder(Jwt token) {
        String named = token.getClaimAsString("preferred_username");
        return people.find(named != null ? named : token.getSubject())
                .filter(person ->
                        !person.groups().contains(Groups.CAMUNDA_ADMIN) || appointments.administratorsSignIn())
                .map(person -> bound(person, token));
    }

    private Caller bound(Person person, Jwt token) {
        subjects.require(person.id(), token);
        return new Caller(person.id(), person.acting(), person.tenants());
    }
}
