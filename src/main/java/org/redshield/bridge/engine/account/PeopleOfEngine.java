package org.redshield.bridge.engine.account;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.springframework.stereotype.Component;

/**
 * Asks whichever identity provider the engine has, in one command and so in one transaction: our own accounts by one
 * statement, any other (a directory, say) by the queries that each has.
 */
@Component
public final class PeopleOfEngine implements People {

    private final CommandExecutor commands;

    PeopleOfEngine(ProcessEngine engine) {
        this.commands = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
    }

    @Override
    public Optional<Person> find(String userId) {
        return commands.execute(context -> now(context, userId));
    }

    /** The same within a command. */
    public static Optional<Person> now(CommandContext context, String userId) {
        return context.getReadOnlyIdentityProvider() instanceof Accounts ours
                ? ours.find(userId)
                : asked(context, userId);
    }

    @Override
    public List<Person> find(Set<String> userIds) {
        return commands.execute(context -> context.getReadOnlyIdentityProvider() instanceof Accounts ours
                ? ours.find(userIds)
                : userIds.stream()
                        .flatMap(user -> asked(context, user).stream())
                        .toList());
    }

    @Override
    public Optional<Person> byPassword(String userId, String password) {
        if (userId.indexOf('\0') >= 0) {
            // Nobody is called so, and the database would not even compare it.
            return Optional.empty();
        }
        return commands.execute(context -> {
            ReadOnlyIdentityProvider provider = context.getReadOnlyIdentityProvider();
            if (provider instanceof Accounts ours) {
                return ours.byPassword(userId, password);
            }
            return provider.checkPassword(userId, password) ? asked(context, userId) : Optional.empty();
        });
    }

    @Override
    public Optional<String> name(String userId) {
        return user(userId)
                .map(user -> Stream.of(user.getLastName(), user.getFirstName())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining())
                        .strip())
                .filter(name -> !name.isEmpty());
    }

    @Override
    public Optional<String> mail(String userId) {
        return user(userId).map(User::getEmail).map(String::strip).filter(address -> !address.isEmpty());
    }

    private Optional<? extends User> user(String userId) {
        return commands.execute(context -> {
            ReadOnlyIdentityProvider provider = context.getReadOnlyIdentityProvider();
            return provider instanceof Accounts ours
                    ? ours.user(userId)
                    : Optional.ofNullable(context.runWithoutAuthorization(() -> provider.findUserById(userId)));
        });
    }

    private static Optional<Person> asked(CommandContext context, String userId) {
        ReadOnlyIdentityProvider provider = context.getReadOnlyIdentityProvider();
        User user = provider.findUserById(userId);
        if (user == null) {
            return Optional.empty();
        }
        List<String> groups = provider.createGroupQuery(context).groupMember(userId).list().stream()
                .map(Group::getId)
                .sorted()
                .toList();
        List<String> tenants =
                provider.createTenantQuery(context).userMember(userId).includingGroupsOfUser(true).list().stream()
                        .map(Tenant::getId)
                        .sorted()
                        .toList();
        return Optional.of(Person.of(userId, groups, tenants, Map.of(), AccountSecret.OWN, user.getPassword()));
    }
}
