package org.redshield.bridge.access.separation;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.engine.account.AsTheBridge;
import org.redshield.bridge.engine.account.Hierarchy;
import org.redshield.bridge.engine.account.Person;
import org.springframework.stereotype.Component;

/**
 * Who may be the second person where an account administrator asks for something of somebody's account: another one, or the head of
 * his bureau; where there is neither, the head of a bureau above it.
 */
@Component
@RequiredArgsConstructor
class Witnesses {

    private static final String ADMINISTRATOR = Role.ACCOUNT_ADMIN.group();
    private static final String[] HEADS = {Role.BUREAU_HEAD.group(), Role.CHIEF_HEAD.group()};

    private final IdentityService identity;
    private final Hierarchy hierarchy;
    private final AsTheBridge bridge;

    /** Whether he is one of those who are asked at all. */
    static boolean mayBe(Caller caller) {
        return caller.hasRole(ADMINISTRATOR) || caller.hasRole(HEADS);
    }

    /**
     * @param of whose account it is
     * @param asker who has asked for it
     */
    boolean may(Caller caller, Person of, String asker) {
        if (caller.userId().equals(asker) || caller.userId().equals(of.id())) {
            return false;
        }
        return caller.hasRole(ADMINISTRATOR)
                || caller.hasRole(HEADS) && (isHeadOf(caller, of) || isAbove(caller, of) && hasNobodyElse(of, asker));
    }

    private static boolean isHeadOf(Caller caller, Person of) {
        return !Collections.disjoint(caller.tenants(), of.tenants());
    }

    /** Who belongs to no organisation has all heads above him. */
    private boolean isAbove(Caller caller, Person of) {
        return of.tenants().isEmpty() || !Collections.disjoint(hierarchy.under(caller.tenants()), of.tenants());
    }

    private boolean hasNobodyElse(Person of, String asker) {
        return Stream.concat(administrators().stream(), heads(of).stream())
                .allMatch(other -> other.equals(asker) || other.equals(of.id()));
    }

    Set<String> administrators() {
        return members(ADMINISTRATOR, identity.createUserQuery());
    }

    /** Of the one organisation for which he works; who works for all of them has none. */
    Set<String> heads(Person of) {
        return of.tenants().size() != 1
                ? Set.of()
                : Stream.of(HEADS)
                        .map(head -> members(
                                head,
                                identity.createUserQuery()
                                        .memberOfTenant(of.tenants().get(0))))
                        .flatMap(Collection::stream)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> members(String group, UserQuery query) {
        return bridge.ask(() -> query.memberOfGroup(group).list().stream()
                .map(User::getId)
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
