package org.redshield.bridge.access.provider;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Tenant;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.token.AccountSubjects;
import org.redshield.bridge.engine.account.People;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings the engine's identity tables to what the provider says of a person who has an account. */
@Component
@ByProvider
@RequiredArgsConstructor
class Directory {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    /** Of a person who comes in at two nodes at once, one is brought in after the other. */
    private static final int LOCK = 0x516E_1001;

    private final IdentityService identity;
    private final People people;
    private final JdbcClient jdbc;
    private final AccountSubjects subjects;
    private final SignInSettings settings;

    /**
     * @param subject whose the account is from now on, if it is nobody's yet; {@code since} as {@link Persons#bringIn} has it
     * @return whether anything was different
     * @throws Refusal when the bridge has no such account, and none is made; or when it is no person's, or another's
     */
    @Transactional
    public boolean bring(Rights rights, String subject, Instant since) {
        String user = rights.user();
        if (people.find(user).isEmpty()) {
            throw new Refusal("access.unknown-person", user);
        }
        jdbc.sql("select pg_advisory_xact_lock(:lock, hashtext(:user))")
                .param("lock", LOCK)
                .param("user", user)
                .query()
                .singleRow();
        // His own, without the offices in which he stands in for others.
        SortedSet<String> groups = new TreeSet<>(people.find(user).orElseThrow().groups());
        if (groups.contains(Groups.CAMUNDA_ADMIN)) {
            throw new Refusal("access.technical-account", user);
        }
        subjects.require(user, settings.issuer(), subject, since);
        SortedSet<String> tenants = identity.createTenantQuery().userMember(user).list().stream()
                .map(Tenant::getId)
                .collect(Collectors.toCollection(TreeSet::new));
        if (groups.equals(rights.groups()) && tenants.equals(rights.tenants())) {
            return false;
        }
        // First what is lost: who becomes an account administrator may have been a security administrator.
        each(groups, rights.groups(), group -> identity.deleteMembership(user, group));
        each(tenants, rights.tenants(), tenant -> identity.deleteTenantUserMembership(tenant, user));
        each(rights.groups(), groups, group -> identity.createMembership(user, group));
        each(rights.tenants(), tenants, tenant -> identity.createTenantUserMembership(tenant, user));
        LOG.info("Roles or organisations of an account are now as the provider says");
        return true;
    }

    private static void each(SortedSet<String> of, SortedSet<String> without, Consumer<String> what) {
        of.stream().filter(name -> !without.contains(name)).forEach(what);
    }
}
