package org.redshield.bridge.access.separation;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.AsSystem;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.AsTheBridge;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.account.Passwords;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts, many at a time, for the account administrator who asks: by the same doors that Admin uses, so that their rules hold. */
@Service
@RequiredArgsConstructor
public class AccountBook {

    private static final int PASSWORD_BYTES = 15;

    /** About every second one is a password, every fourth where the account is one letter. */
    private static final int TRIES = 1_000;

    private final IdentityService identity;
    private final People people;
    private final Appointments appointments;
    private final List<LostRoles> lost;
    private final AsTheBridge bridge;
    private final AsSystem system;
    private final Passwords passwords;
    private final SecureRandom random = new SecureRandom();

    /** By id, those of them that there are; two statements. */
    public Map<String, Account> find(Set<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, User> profiles = identity.createUserQuery().userIdIn(ids.toArray(String[]::new)).list().stream()
                .collect(Collectors.toMap(User::getId, Function.identity()));
        return people.find(ids).stream()
                .filter(person -> profiles.containsKey(person.id()))
                .collect(Collectors.toMap(Person::id, person -> account(person, profiles.get(person.id()))));
    }

    /** Those who have that role, whoever asks: three statements. */
    public List<Account> having(String role) {
        return system.get(() -> List.copyOf(find(identity.createUserQuery().memberOfGroup(role).list().stream()
                        .map(User::getId)
                        .collect(Collectors.toSet()))
                .values()));
    }

    private static Account account(Person person, User profile) {
        String name = Stream.of(profile.getLastName(), profile.getFirstName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
        return new Account(
                person.id(),
                name.strip(),
                Objects.requireNonNullElse(profile.getEmail(), "").strip(),
                new TreeSet<>(person.groups()),
                new TreeSet<>(person.tenants()));
    }

    /**
     * Brings an account to what it is to be, in the caller's transaction.
     *
     * @param before empty where it is a new one
     * @param withPassword whether a new one is given one; else nobody signs in to it here
     * @return the first password of a new one
     */
    @Transactional
    public Optional<String> bring(Optional<Account> before, Account now, boolean withPassword) {
        Account was = before.orElseGet(() -> Account.none(now.id()));
        // First what is lost, so that nobody has for a moment what does not go together.
        lose(was, now);
        Optional<String> password = Optional.empty();
        if (before.isEmpty() || !was.name().equals(now.name()) || !was.mail().equals(now.mail())) {
            User user = before.isEmpty() ? identity.newUser(now.id()) : user(now.id());
            if (!was.name().equals(now.name())) {
                user.setFirstName(now.name());
                user.setLastName("");
            }
            user.setEmail(now.mail());
            if (before.isEmpty() && withPassword) {
                password = Optional.of(password(user));
                user.setPassword(password.get());
            }
            identity.saveUser(user);
        }
        each(now.roles(), was.roles(), role -> identity.createMembership(now.id(), role));
        each(now.organisations(), was.organisations(), one -> identity.createTenantUserMembership(one, now.id()));
        return password;
    }

    /** He loses all but his name: what he has signed bears it. Nobody knows the password any more, and what he holds is free. */
    @Transactional
    public void dismiss(Account leaver) {
        lose(leaver, Account.none(leaver.id()));
        bridge.setPassword(leaver.id(), password(user(leaver.id())));
        passwords.given(leaver.id());
        lost.forEach(each -> each.account(leaver.id()));
    }

    /** Whether that administrator has asked for it and nobody has answered yet. */
    public boolean isProposed(String user, String role, String by) {
        return appointments.askedBy(user, role).contains(by);
    }

    /**
     * Gives a role that two account administrators give; outside of a transaction, which the first one's word, a refusal, would undo.
     *
     * @return whether it is given now; else it is noted that one has asked for it
     */
    public boolean give(String user, String role) {
        try {
            identity.createMembership(user, role);
            return true;
        } catch (Refusal refusal) {
            if (refusal.code().equals("engine.second-needed")) {
                return false;
            }
            throw refusal;
        }
    }

    private void lose(Account was, Account now) {
        each(was.roles(), now.roles(), role -> identity.deleteMembership(was.id(), role));
        each(
                was.organisations(),
                now.organisations(),
                organisation -> identity.deleteTenantUserMembership(organisation, was.id()));
    }

    private User user(String id) {
        return identity.createUserQuery().userId(id).singleResult();
    }

    /** As the engine's rules want it, which also keep out what the person is called: so no letter of it may be fixed. */
    private String password(User user) {
        for (int tries = 0; tries < TRIES; tries++) {
            byte[] bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            if (identity.checkPasswordAgainstPolicy(password, user).isValid()) {
                return password;
            }
        }
        throw new IllegalStateException("The rules for passwords take none that was tried");
    }

    private static void each(Collection<String> of, Collection<String> without, Consumer<String> what) {
        of.stream().filter(name -> !without.contains(name)).forEach(what);
    }
}
