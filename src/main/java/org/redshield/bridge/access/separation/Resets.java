package org.redshield.bridge.access.separation;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.authorization.Groups;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.password.AccountSecrets;
import org.redshield.bridge.access.provider.SignInSettings;
import org.redshield.bridge.access.separation.Reset.What;
import org.redshield.bridge.engine.account.AsTheBridge;
import org.redshield.bridge.engine.account.Passwords;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A new password, or a new second factor, for somebody who has an account: one account administrator asks for it, another person
 * confirms it ({@link Witnesses}). Each of them is told one half of a new password, so that neither can sign in with it; whom it
 * is for gets both, and gives himself another one at once.
 */
@Service
@RequiredArgsConstructor
class Resets {

    /** Without those that look alike: a half has 39 bits, too many to be guessed at a door that delays. */
    private static final String CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int HALF = 8;

    private final ResetStore store;
    private final Witnesses witnesses;
    private final AccountSecrets secrets;
    private final Passwords passwords;
    private final AsTheBridge bridge;
    private final People people;
    private final SignInSettings signIn;
    private final Audit audit;
    private final ApplicationEventPublisher news;
    private final SecureRandom random = new SecureRandom();

    /** What waits for a second person: what the caller has asked for himself, and what he may confirm. */
    List<Reset> open(Caller caller) {
        return store.open().stream()
                .filter(reset -> isMine(caller, reset) || mayConfirm(caller, reset))
                .toList();
    }

    boolean mayConfirm(Caller caller, Reset reset) {
        return people.find(reset.user())
                .filter(of -> witnesses.may(caller, of, reset.askedBy()))
                .isPresent();
    }

    static boolean isMine(Caller caller, Reset reset) {
        return caller.userId().equals(reset.askedBy());
    }

    /**
     * @return the first half of the new password; none of a second factor
     * @throws Refusal {@code access.reset-unknown, -oneself, -asked}, or where a provider signs people in
     */
    @Transactional
    Optional<String> ask(Caller caller, String user, What what) {
        if (!caller.hasRole(Role.ACCOUNT_ADMIN.group())) {
            throw new Forbidden("access.reset-not-allowed");
        }
        if (signIn.byProvider()) {
            throw new Refusal("access.password-closed");
        }
        Person of = Optional.ofNullable(user)
                .flatMap(people::find)
                .filter(person -> !person.groups().contains(Groups.CAMUNDA_ADMIN))
                .orElseThrow(() -> new Refusal("access.reset-unknown", user));
        if (of.id().equals(caller.userId())) {
            throw new Refusal("access.reset-oneself");
        }
        if (store.open().stream().anyMatch(reset -> reset.user().equals(user) && reset.what() == what)) {
            throw new Refusal("access.reset-asked", called(user), what.title());
        }
        Optional<String> half = what == What.PASSWORD ? Optional.of(half()) : Optional.empty();
        store.ask(
                user,
                what,
                caller.userId(),
                half.map(text -> secrets.seal(about(user), text)).orElse(null));
        record(caller, of, "申请重置" + what.title());
        tell(of, "%s申请重置%s的%s，由另一人确认后生效。".formatted(called(caller.userId()), called(user), what.title()));
        return half;
    }

    /**
     * @return the second half of the new password; none of a second factor
     * @throws NotFound where there is none such, or it is not for him to confirm
     */
    @Transactional
    Optional<String> confirm(Caller caller, UUID id) {
        Reset reset = found(caller, id);
        Person of = people.find(reset.user()).orElseThrow(() -> new NotFound("access.reset-gone"));
        boolean stillAsked = people.find(reset.askedBy())
                .filter(asker -> asker.groups().contains(Role.ACCOUNT_ADMIN.group()))
                .isPresent();
        if (!stillAsked || !witnesses.may(caller, of, reset.askedBy())) {
            throw new NotFound("access.reset-gone");
        }
        Optional<String> half = Optional.empty();
        if (reset.what() == What.PASSWORD) {
            String first = store.part(id)
                    .flatMap(part -> secrets.open(about(reset.user()), part))
                    .orElseThrow(() -> new Refusal("access.reset-unreadable"));
            half = Optional.of(half());
            bridge.setPassword(reset.user(), first + half.get());
            passwords.givenByTwo(reset.user());
        } else {
            secrets.clearFactor(reset.user());
        }
        store.confirm(id, caller.userId());
        record(caller, of, "确认重置" + reset.what().title() + "，申请人 " + reset.askedBy());
        tell(
                of,
                "%s申请、%s确认，%s的%s已经重置，原来的不能再用。"
                        .formatted(
                                called(reset.askedBy()),
                                called(caller.userId()),
                                called(reset.user()),
                                reset.what().title()));
        return half;
    }

    /** Who has asked for it does no more. @throws NotFound where there is none such of his */
    @Transactional
    void withdraw(Caller caller, UUID id) {
        Reset reset = found(caller, id);
        if (!isMine(caller, reset)) {
            throw new NotFound("access.reset-gone");
        }
        store.withdraw(id);
        people.find(reset.user())
                .ifPresent(of -> record(caller, of, "撤回重置" + reset.what().title() + "的申请"));
    }

    private Reset found(Caller caller, UUID id) {
        if (!Witnesses.mayBe(caller)) {
            throw new Forbidden("access.reset-not-allowed");
        }
        return store.open(id).orElseThrow(() -> new NotFound("access.reset-gone"));
    }

    private void record(Caller caller, Person of, String what) {
        audit.configured(caller, "POST /api/accounts/resets", Map.of(of.id(), what));
    }

    /** Himself, the heads of his bureau, and the account administrators: who has not asked for it must be able to say so. */
    private void tell(Person of, String what) {
        Set<String> users = new TreeSet<>(witnesses.administrators());
        users.addAll(witnesses.heads(of));
        users.add(of.id());
        news.publishEvent(new AccountNews(users, what + "不是本人提出的，请立即联系账号管理员和本单位负责人。"));
    }

    private String called(String user) {
        return people.name(user).map(name -> name + "（" + user + "）").orElse(user);
    }

    private static String about(String user) {
        return "first half of a password for " + user;
    }

    private String half() {
        return random.ints(HALF, 0, CHARACTERS.length())
                .mapToObj(place -> CHARACTERS.substring(place, place + 1))
                .collect(Collectors.joining());
    }
}
