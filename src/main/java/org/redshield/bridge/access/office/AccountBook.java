package org.redshield.bridge.access.office;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts, many at a time, for the account administrator who asks: by the same doors that Admin uses, so that their rules hold. */
@Service
public class AccountBook {

    private static final int PASSWORD_BYTES = 12;

    private final IdentityService identity;
    private final People people;
    private final Appointments appointments;
    private final List<LostRoles> lost;
    private final SecureRandom random = new SecureRandom();

    AccountBook(IdentityService identity, People people, Appointments appointments, List<LostRoles> lost) {
        this.identity = identity;
        this.people = people;
        this.appointments = appointments;
        this.lost = lost;
    }

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
     * @return the first password of a new one
     */
    @Transactional
    public Optional<String> bring(Optional<Account> before, Account now) {
        Account was = before.orElseGet(() -> Account.none(now.id()));
        // First what is lost, so that nobody has for a moment what does not go together.
        lose(was, now);
        Optional<String> password = before.isEmpty() ? Optional.of(password(now.id())) : Optional.empty();
        if (password.isPresent()
                || !was.name().equals(now.name())
                || !was.mail().equals(now.mail())) {
            User user = password.isPresent() ? identity.newUser(now.id()) : user(now.id());
            if (!was.name().equals(now.name())) {
                user.setFirstName(now.name());
                user.setLastName("");
            }
            user.setEmail(now.mail());
            password.ifPresent(user::setPassword);
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
        User user = user(leaver.id());
        user.setPassword(password(leaver.id()));
        identity.saveUser(user);
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

    /** With what the engine's rules for passwords ask for, and without the account's name. */
    private String password(String id) {
        String password;
        do {
            byte[] bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            password = "Rb7-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } while (password.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT)));
        return password;
    }

    private static void each(Collection<String> of, Collection<String> without, Consumer<String> what) {
        of.stream().filter(name -> !without.contains(name)).forEach(what);
    }
}
