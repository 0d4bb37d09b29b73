package org.redshield.bridge.access;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.access.AdministratorRequirement.Which;
import org.redshield.bridge.access.Tenants.Tenant;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.account.Passwords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings tenants, groups and grants to what {@link Role}, the processes and the connected organisations say; what is there already
 * stays. Grants go to groups on definitions, never to a person, an instance or a task.
 */
@Component
@Order(10)
@RequiredArgsConstructor
class IdentitySeed implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(IdentitySeed.class);
    /** Nodes that start together seed one after the other. */
    private static final long LOCK = 0x5EED_0001L;
    /** Public: the demonstration must never hold real cases. */
    private static final String DEMO_PASSWORD = "demo";
    /** Each bureau has two, since an investigation takes two. */
    static final String SECOND_OFFICER = "officer2";

    private static final String TECHNICAL_ACCOUNT = "technical";

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final Tenants tenants;
    private final AdministratorSettings administrator;
    private final ProcessContracts contracts;
    private final ObjectProvider<SignIn.ByToken> provider;
    private final Passwords passwords;
    private final JdbcClient jdbc;

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
        if (!tenants.demonstration()) {
            AdministratorRequirement.demoUsers(jdbc).ifPresent(there -> {
                throw there.refused(null);
            });
        }
        List<Tenant> connected = tenants.connected();
        seedTenants(connected);
        seedGroups();
        seedGrants();
        keepAccounts();
        if (tenants.demonstration()) {
            seedDemoAdministrator();
        } else {
            seedFirstAccountAdministrator();
            seedSecondAccountAdministrator();
            seedTechnicalAccount();
        }
        warnOfPowers();
        if (tenants.demonstration()) {
            seedDemoUsers(connected);
        }
    }

    private void seedTenants(List<Tenant> connected) {
        Set<String> present = identity.createTenantQuery().list().stream()
                .map(org.camunda.bpm.engine.identity.Tenant::getId)
                .collect(Collectors.toSet());
        for (Tenant tenant : connected) {
            if (!present.contains(tenant.code())) {
                var added = identity.newTenant(tenant.code());
                added.setName(tenant.name());
                identity.saveTenant(added);
            }
        }
    }

    private void seedGroups() {
        Set<String> present =
                identity.createGroupQuery().list().stream().map(Group::getId).collect(Collectors.toSet());
        Stream.of(Role.values())
                .filter(role -> !present.contains(role.group()))
                .forEach(role -> group(role.group(), role.title(), "WORKFLOW"));
        if (!present.contains(Groups.CAMUNDA_ADMIN)) {
            group(Groups.CAMUNDA_ADMIN, "系统管理员", Groups.GROUP_TYPE_SYSTEM);
        }
    }

    private void group(String id, String name, String type) {
        Group group = identity.newGroup(id);
        group.setName(name);
        group.setType(type);
        identity.saveGroup(group);
    }

    private void seedGrants() {
        Map<String, Authorization> present = authorizations.createAuthorizationQuery().list().stream()
                .filter(grant -> grant.getGroupId() != null)
                .collect(Collectors.toMap(
                        grant -> key(grant.getGroupId(), grant.getResourceType(), grant.getResourceId()),
                        grant -> grant,
                        (one, other) -> one));
        for (Role role : Role.values()) {
            if (role.isOffice()) {
                takeWhatIsTooMuch(role, present.values());
            }
            role.grants().forEach(grant -> grant(role.group(), grant, present));
            Role.starting(contracts.startableBy(role.group()).toList())
                    .forEach(grant -> grant(role.group(), grant, present));
        }
        Stream.of(Resources.values())
                .forEach(resource -> grant(
                        Groups.CAMUNDA_ADMIN,
                        new Role.Grant(resource, Authorization.ANY, List.of(Permissions.ALL)),
                        present));
    }

    /** An office has exactly what {@link Role} says: an earlier release let auditors read the history of all cases. */
    private void takeWhatIsTooMuch(Role role, Collection<Authorization> present) {
        Map<String, Role.Grant> due = role.grants().stream()
                .collect(Collectors.toMap(
                        grant -> key(role.group(), grant.resource().resourceType(), grant.id()), grant -> grant));
        present.stream()
                .filter(grant -> grant.getGroupId().equals(role.group()))
                .forEach(grant -> {
                    Role.Grant wanted = due.get(key(role.group(), grant.getResourceType(), grant.getResourceId()));
                    if (wanted == null) {
                        authorizations.deleteAuthorization(grant.getId());
                        LOG.warn("The group {} loses a grant that its office does not have", role.group());
                    } else {
                        grant.setPermissions(wanted.permissions().toArray(Permission[]::new));
                        authorizations.saveAuthorization(grant);
                    }
                });
    }

    /** Accounts made by the engine's own rule may delete themselves. */
    private void keepAccounts() {
        authorizations.createAuthorizationQuery().resourceType(Resources.USER).list().stream()
                .filter(grant -> grant.getUserId() != null && grant.isPermissionGranted(Permissions.DELETE))
                .forEach(grant -> {
                    grant.setPermissions(new Permission[] {Permissions.READ, Permissions.UPDATE});
                    authorizations.saveAuthorization(grant);
                });
    }

    private void grant(String group, Role.Grant wanted, Map<String, Authorization> present) {
        Resource resource = wanted.resource();
        if (present.containsKey(key(group, resource.resourceType(), wanted.id()))) {
            return;
        }
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setGroupId(group);
        grant.setResource(resource);
        grant.setResourceId(wanted.id());
        grant.setPermissions(wanted.permissions().toArray(Permission[]::new));
        authorizations.saveAuthorization(grant);
    }

    private static String key(String group, int resourceType, String resourceId) {
        return group + "/" + resourceType + "/" + resourceId;
    }

    /** An issuer may sign the tokens of programs alone. */
    private boolean isByProvider() {
        return provider.stream().anyMatch(SignIn.ByToken::insteadOfPasswords);
    }

    private void seedDemoAdministrator() {
        if (identity.createUserQuery().userId(administrator.user()).count() == 0) {
            String password = administrator.password();
            // Without one, which only where a provider signs people in may be missing, nobody can be it.
            user(
                    administrator.user(),
                    "系统管理员",
                    password == null || password.isBlank() ? UUID.randomUUID().toString() : password);
            identity.createMembership(administrator.user(), Groups.CAMUNDA_ADMIN);
        }
    }

    /**
     * Who makes, with the second one, all other accounts, where people have passwords of the bridge.
     * Before, this account was the engine's administrator: it is no more, from the first start on.
     */
    private void seedFirstAccountAdministrator() {
        if (isByProvider() || members(Role.ACCOUNT_ADMIN.group()).findAny().isPresent()) {
            return;
        }
        String account = administrator.user();
        if (identity.createUserQuery().userId(account).count() == 0) {
            AdministratorRequirement.weak(Which.FIRST, account, administrator.password())
                    .ifPresent(lack -> {
                        throw lack.refused(null);
                    });
            user(account, Role.ACCOUNT_ADMIN.title(), administrator.password());
            passwords.givenByTwo(account);
        }
        List<String> before = identity.createGroupQuery().groupMember(account).list().stream()
                .map(Group::getId)
                .toList();
        before.forEach(group -> identity.deleteMembership(account, group));
        identity.createMembership(account, Role.ACCOUNT_ADMIN.group());
        LOG.warn(
                "There was no account administrator: the account of bridge.administrator.user is one now, and nothing else");
    }

    /** What takes two persons takes two from the first day on: so the second one is made by whoever runs the bridge, and not by the first. */
    private void seedSecondAccountAdministrator() {
        String account = administrator.secondUser();
        if (isByProvider()
                || account.isEmpty()
                || members(Role.ACCOUNT_ADMIN.group()).count() != 1
                || members(Role.ACCOUNT_ADMIN.group()).anyMatch(account::equals)) {
            return;
        }
        if (identity.createUserQuery().userId(account).count() > 0) {
            LOG.warn(
                    "The account of bridge.administrator.second-user is there already and stays as it is: name one that is not");
            return;
        }
        AdministratorRequirement.weak(Which.SECOND, account, administrator.secondPassword())
                .ifPresent(lack -> {
                    throw lack.refused(null);
                });
        user(account, Role.ACCOUNT_ADMIN.title(), administrator.secondPassword());
        identity.createMembership(account, Role.ACCOUNT_ADMIN.group());
        passwords.givenByTwo(account);
        LOG.warn("There was one account administrator: the account of bridge.administrator.second-user is another");
    }

    /** The engine's group of administrators must have a member: else its applications lead everybody to a page that makes one. */
    private void seedTechnicalAccount() {
        if (members(Groups.CAMUNDA_ADMIN).findAny().isEmpty()) {
            if (identity.createUserQuery().userId(TECHNICAL_ACCOUNT).count() == 0) {
                // Nobody knows it, and whoever did would not come in.
                user(TECHNICAL_ACCOUNT, "系统内部账号", UUID.randomUUID().toString());
            }
            identity.createMembership(TECHNICAL_ACCOUNT, Groups.CAMUNDA_ADMIN);
        }
    }

    /** What earlier releases, or somebody at the database, have left. */
    private void warnOfPowers() {
        if (!tenants.demonstration()) {
            List<String> people = members(Groups.CAMUNDA_ADMIN)
                    .filter(account -> !account.equals(TECHNICAL_ACCOUNT))
                    .toList();
            if (!people.isEmpty()) {
                LOG.warn(
                        "Accounts {} are in camunda-admin. Nobody signs in as one of them; delete them, or their rows in"
                                + " act_id_membership",
                        people);
            }
        }
        Stream.of(Role.values())
                .filter(Role::isOffice)
                .flatMap(office -> members(office.group())
                        .filter(account ->
                                identity.createGroupQuery().groupMember(account).count() > 1))
                .distinct()
                .forEach(account -> LOG.warn(
                        "Account {} has one of the offices accountAdmin, securityAdmin, auditor and another role beside it:"
                                + " take one away, see docs/operations/people.md",
                        account));
    }

    private Stream<String> members(String group) {
        return identity.createUserQuery().memberOfGroup(group).list().stream().map(User::getId);
    }

    private void seedDemoUsers(List<Tenant> connected) {
        Set<String> present = new TreeSet<>();
        identity.createUserQuery().list().forEach(user -> present.add(user.getId()));
        for (Tenant tenant : connected) {
            for (Role role : Role.values()) {
                if (role.isOfPlatform() == tenant.platform() && !role.isCentral()) {
                    demoUser(demoName(role) + tenant.code(), role, List.of(tenant), present);
                }
            }
            if (!tenant.platform()) {
                demoUser(SECOND_OFFICER + tenant.code(), Role.OFFICER, List.of(tenant), present);
            }
        }
        for (Role role : Role.values()) {
            if (role.isCentral()) {
                demoUser(demoName(role), role, connected, present);
            }
        }
    }

    /** Of a central role the whole name of its demo user, else what stands before the organisation's code. */
    static String demoName(Role role) {
        return role.group().toLowerCase(Locale.ROOT);
    }

    private void demoUser(String id, Role role, List<Tenant> of, Set<String> present) {
        if (!present.add(id)) {
            return;
        }
        String place = of.size() == 1 ? of.get(0).name() : "";
        user(id, place + role.title(), DEMO_PASSWORD);
        identity.createMembership(id, role.group());
        of.forEach(tenant -> identity.createTenantUserMembership(tenant.code(), id));
        LOG.debug("Demo user {}", id);
    }

    private void user(String id, String name, String password) {
        User user = identity.newUser(id);
        user.setFirstName(name);
        user.setLastName("");
        user.setPassword(password);
        identity.saveUser(user);
    }
}
