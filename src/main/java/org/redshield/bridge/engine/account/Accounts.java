package org.redshield.bridge.engine.account;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.OptimisticLockingListener;
import org.camunda.bpm.engine.impl.db.entitymanager.OptimisticLockingResult;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbGroupQueryImpl;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;

/**
 * Accounts in the engine's tables, by the bridge's rules: wrong passwords delay and never lock, nobody changes his own name
 * or roles, powers stay apart ({@link Offices}) and are given by two, and whoever loses a role or his organisation leaves no task
 * behind that he alone could do.
 */
@RequiredArgsConstructor
public final class Accounts extends DbIdentityServiceProvider {

    private final PasswordTries tries;
    private final PasswordHash hash;
    private final Iterable<LostRoles> lost;
    private final InstantSource time;
    private final Supplier<Appointments> appointments;
    private final Supplier<Passwords> passwords;

    @Override
    public boolean checkPassword(String userId, String password) {
        return byPassword(userId, password).isPresent();
    }

    Optional<Person> find(String userId) {
        return account(userId).map(Account::person);
    }

    List<Person> find(Set<String> userIds) {
        return accounts(userIds).map(Account::person).toList();
    }

    Optional<User> user(String userId) {
        return account(userId).map(Account::user);
    }

    Optional<Person> byPassword(String userId, String password) {
        tries.begin(userId);
        // One that was made while a provider signed people in has none.
        Optional<Account> account = account(userId).filter(found -> found.user().getPassword() != null);
        if (account.isEmpty() && password != null) {
            hash.checkNobody(password);
        }
        if (account.isEmpty()
                || password == null
                || !matchPassword(password, account.get().user())) {
            tries.wrong(userId, account.isPresent());
            return Optional.empty();
        }
        tries.right(userId);
        if (account.get().person().groups().contains(Groups.CAMUNDA_ADMIN)
                && !appointments.get().administratorsSignIn()) {
            throw new Refusal("engine.technical-account");
        }
        if (hash.isOutdated(account.get().user().getPassword())) {
            renew(findUserById(userId), password);
        }
        return account.map(Account::person);
    }

    /** @param user only to be read: the engine does not write it */
    private record Account(UserEntity user, Person person) {}

    private Optional<Account> account(String userId) {
        return accounts(Set.of(userId)).findFirst();
    }

    /** With groups, tenants and what is known of the password, in one statement. */
    private Stream<Account> accounts(Set<String> userIds) {
        if (userIds.isEmpty()) {
            return Stream.empty();
        }
        List<?> rows = getDbEntityManager()
                .selectListWithRawParameter(
                        "bridge.selectAccounts",
                        Map.of("ids", userIds.toArray(String[]::new), "now", Rows.timestamp(time.instant())),
                        0,
                        Integer.MAX_VALUE);
        return rows.stream().map(Map.class::cast).map(found -> {
            UserEntity user = (UserEntity) found.get("user");
            return new Account(
                    user,
                    Person.of(
                            user.getId(),
                            texts(found.get("groups")),
                            texts(found.get("tenants")),
                            offices(texts(found.get("instead"))),
                            secret(found),
                            user.getPassword()));
        });
    }

    private static AccountSecret secret(Map<?, ?> found) {
        return new AccountSecret(
                Boolean.TRUE.equals(found.get("mustChange")),
                Boolean.TRUE.equals(found.get("byOne")),
                Optional.ofNullable((String) found.get("factor")));
    }

    private static Map<String, String> offices(List<String> instead) {
        Map<String, String> offices = new LinkedHashMap<>();
        instead.stream().map(one -> one.split(" ", 2)).forEach(office -> offices.putIfAbsent(office[0], office[1]));
        return offices;
    }

    /** Who asks for the groups of somebody, as the sign-in to the web applications does, also hears in which offices he stands in. */
    @Override
    public List<Group> findGroupByQueryCriteria(DbGroupQueryImpl query) {
        List<Group> own = super.findGroupByQueryCriteria(query);
        if (query.getUserId() == null || query.getId() != null || query.getIds() != null) {
            return own;
        }
        List<Group> all = new ArrayList<>(own);
        find(query.getUserId()).map(Person::instead).orElse(Map.of()).keySet().stream()
                .filter(office -> own.stream().noneMatch(group -> group.getId().equals(office)))
                .map(this::findGroupById)
                .filter(Objects::nonNull)
                .forEach(all::add);
        return all;
    }

    private static List<String> texts(Object array) {
        return Stream.of((Object[]) array).map(String::valueOf).toList();
    }

    /** Written with the command; who signs in twice at once renews it once. */
    private void renew(UserEntity user, String password) {
        user.setPassword(password);
        user.encryptPassword();
        getDbEntityManager().registerOptimisticLockingListener(new OptimisticLockingListener() {
            @Override
            public Class<? extends DbEntity> getEntityType() {
                return UserEntity.class;
            }

            @Override
            public OptimisticLockingResult failedOperation(DbOperation operation) {
                return OptimisticLockingResult.IGNORE;
            }
        });
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        Optional<Authentication> person = CommandGiver.person();
        if (person.isPresent() && ((UserEntity) user).getRevision() > 0) {
            requireMayTouch(person.get(), user.getId());
            requireOwnPassword(person.get(), (UserEntity) user);
            if (isSelf(person.get(), user.getId()) && !namedAsBefore((UserEntity) user)) {
                throw new Refusal("engine.own-name");
            }
        }
        if (((UserEntity) user).hasNewPassword()) {
            noteWhoGaveIt(person, (UserEntity) user);
        }
        return super.saveUser(user);
    }

    private void noteWhoGaveIt(Optional<Authentication> person, UserEntity user) {
        String id = user.getId();
        if (person.isEmpty()) {
            passwords.get().givenByTheBridge(id);
        } else if (isSelf(person.get(), id)) {
            passwords.get().changed(id);
        } else {
            passwords.get().given(id);
        }
    }

    /** Whoever gives somebody another password can act in his name: that takes two ({@code access.separation}). */
    private static void requireOwnPassword(Authentication person, UserEntity user) {
        if (user.hasNewPassword() && !isSelf(person, user.getId()) && !CommandGiver.isAdministrator(person)) {
            throw new Refusal("engine.reset-by-two");
        }
    }

    private boolean namedAsBefore(UserEntity changed) {
        // Whoever changes his password sends no name.
        return changed.hasNewPassword()
                || createUserQuery()
                                .userId(changed.getId())
                                .userFirstName(Objects.requireNonNullElse(changed.getFirstName(), ""))
                                .userLastName(Objects.requireNonNullElse(changed.getLastName(), ""))
                                .count()
                        == 1;
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        CommandGiver.person().ifPresent(person -> requireMayTouch(person, userId));
        IdentityOperationResult result = super.deleteUser(userId);
        passwords.get().forgotten(userId);
        lost.forEach(each -> each.account(userId));
        return result;
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        checkAuthorization(Permissions.CREATE, Resources.GROUP_MEMBERSHIP, groupId);
        requireMayMove(userId, groupId);
        requireApart(userId, groupId);
        requireTwo(userId, groupId);
        if (Offices.GIVEN_BY_TWO.contains(groupId)) {
            passwords.get().appointed(userId);
        }
        return super.createMembership(userId, groupId);
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        checkAuthorization(Permissions.DELETE, Resources.GROUP_MEMBERSHIP, groupId);
        requireMayMove(userId, groupId);
        requireTwoLeft(userId, groupId);
        IdentityOperationResult result = super.deleteMembership(userId, groupId);
        lost.forEach(each -> each.role(userId, groupId));
        return result;
    }

    @Override
    public IdentityOperationResult createTenantUserMembership(String tenantId, String userId) {
        requireNotSelf(userId);
        return super.createTenantUserMembership(tenantId, userId);
    }

    @Override
    public IdentityOperationResult deleteTenantUserMembership(String tenantId, String userId) {
        requireNotSelf(userId);
        IdentityOperationResult result = super.deleteTenantUserMembership(tenantId, userId);
        lost.forEach(each -> each.organisation(userId, tenantId));
        return result;
    }

    /** A role in an organisation would let everybody who has it, in whichever bureau, into that organisation. */
    @Override
    public IdentityOperationResult createTenantGroupMembership(String tenantId, String groupId) {
        if (CommandGiver.person().isPresent()) {
            throw new Refusal("engine.organisations-are-persons");
        }
        return super.createTenantGroupMembership(tenantId, groupId);
    }

    private void requireMayMove(String userId, String groupId) {
        requireNotSelf(userId);
        if (Groups.CAMUNDA_ADMIN.equals(groupId) && nonAdministrator().isPresent()) {
            throw new Refusal("engine.administrators-account");
        }
    }

    private Optional<Authentication> nonAdministrator() {
        return CommandGiver.person().filter(person -> !CommandGiver.isAdministrator(person));
    }

    /** Whoever gives it: a person, the bridge at its start, or the word of a provider. */
    private void requireApart(String userId, String groupId) {
        account(userId)
                .flatMap(account -> Offices.conflict(groupId, account.person().groups()))
                .ifPresent(other -> {
                    throw new Refusal("engine.duties-apart", title(groupId), title(other));
                });
    }

    /** The first who gives it only asks for it; it is given when another account administrator does the same. */
    private void requireTwo(String userId, String groupId) {
        Authentication person = nonAdministrator().orElse(null);
        if (person == null
                || !Offices.GIVEN_BY_TWO.contains(groupId)
                || findUserById(userId) == null
                || existsMembership(userId, groupId)) {
            return;
        }
        if (Offices.ACCOUNT_ADMIN.equals(groupId) && accountAdmins() < 2) {
            requireDemonstration();
            return;
        }
        String me = person.getUserId();
        boolean asked = appointments.get().askedBy(userId, groupId).stream()
                .anyMatch(by -> !by.equals(me) && existsMembership(by, Offices.ACCOUNT_ADMIN));
        if (!asked) {
            appointments.get().ask(userId, groupId, me);
            throw new Refusal("engine.second-needed", title(groupId));
        }
        appointments.get().confirm(userId, groupId, me);
    }

    /** The only one there is would be both persons of all that takes two, if he made the second. */
    private void requireDemonstration() {
        if (!appointments.get().administratorsSignIn()) {
            throw new Refusal("engine.second-by-settings");
        }
    }

    /** Who is left alone could make another account, give it the office and be both persons. */
    private void requireTwoLeft(String userId, String groupId) {
        if (nonAdministrator().isPresent()
                && Offices.ACCOUNT_ADMIN.equals(groupId)
                && existsMembership(userId, groupId)
                && accountAdmins() < 3) {
            throw new Refusal("engine.two-account-admins");
        }
    }

    private long accountAdmins() {
        return Context.getCommandContext()
                .runWithoutAuthorization(() ->
                        createUserQuery().memberOfGroup(Offices.ACCOUNT_ADMIN).count());
    }

    private String title(String groupId) {
        Group group = findGroupById(groupId);
        return group == null || group.getName() == null ? groupId : group.getName();
    }

    private void requireNotSelf(String userId) {
        CommandGiver.person()
                .filter(person -> isSelf(person, userId) && !CommandGiver.isAdministrator(person))
                .ifPresent(person -> {
                    throw new Refusal("engine.own-roles");
                });
    }

    /** Whoever renames a holder of an office could pass for him: he loses the office first, and two give it again. */
    private void requireMayTouch(Authentication person, String userId) {
        if (isSelf(person, userId) || CommandGiver.isAdministrator(person)) {
            return;
        }
        if (existsMembership(userId, Groups.CAMUNDA_ADMIN)) {
            throw new Refusal("engine.administrators-account");
        }
        Offices.UNTOUCHED.stream()
                .filter(office -> existsMembership(userId, office))
                .findFirst()
                .ifPresent(office -> {
                    throw new Refusal("engine.security-admins-account", title(office));
                });
    }

    private static boolean isSelf(Authentication person, String userId) {
        return person.getUserId().equals(userId);
    }
}
