package org.redshield.bridge.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Looks people up in the engine's identity service, anew for every request: a role taken away is gone at once. */
@Component
class Callers {

    private final IdentityService identity;
    /** One for all questions about a person; each would have one of its own. */
    private final TransactionOperations together;

    Callers(IdentityService identity, TransactionOperations together) {
        this.identity = identity;
        this.together = together;
    }

    Optional<Caller> byPassword(String userId, String password) {
        return together.execute(transaction ->
                identity.checkPassword(userId, password) ? Optional.of(existing(userId)) : Optional.empty());
    }

    Optional<Caller> find(String userId) {
        return together.execute(
                transaction -> identity.createUserQuery().userId(userId).count() == 0
                        ? Optional.empty()
                        : Optional.of(existing(userId)));
    }

    private Caller existing(String userId) {
        List<String> groups = identity.createGroupQuery().groupMember(userId).list().stream()
                .map(Group::getId)
                .toList();
        List<String> tenants =
                identity.createTenantQuery().userMember(userId).includingGroupsOfUser(true).list().stream()
                        .map(Tenant::getId)
                        .toList();
        return new Caller(userId, new LinkedHashSet<>(groups), tenants);
    }

    /** What runs inside is done as this person, with the engine's checks on. */
    void actAs(Caller caller) {
        identity.setAuthentication(caller.userId(), List.copyOf(caller.groups()), caller.tenants());
    }

    void actAsNobody() {
        identity.clearAuthentication();
    }
}
