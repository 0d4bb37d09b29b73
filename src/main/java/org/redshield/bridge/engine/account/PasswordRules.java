package org.redshield.bridge.engine.account;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.DefaultPasswordPolicyImpl;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyUserDataRuleImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The rules for a new password, where a person sets it: the engine's own for its characters, and that it is not easily guessed
 * ({@link PasswordStrength}). Accounts that the bridge makes itself have what they are given.
 */
public final class PasswordRules implements PasswordPolicy {

    private static final List<PasswordPolicyRule> OF_ENGINE = new DefaultPasswordPolicyImpl().getRules();

    /** The engine says only that a password breaks its policy, in the same thread. */
    private static final ThreadLocal<String> WHY = new ThreadLocal<>();

    private final List<PasswordPolicyRule> rules;

    /** @param organisations the names of those who sign in here */
    public PasswordRules(Supplier<Collection<String>> organisations) {
        this.rules = OF_ENGINE.stream()
                .map(rule -> rule instanceof PasswordPolicyUserDataRuleImpl
                        ? new NotEasilyGuessed(rule, organisations)
                        : rule)
                .map(rule -> (PasswordPolicyRule) new ForPeople(rule))
                .toList();
    }

    @Override
    public List<PasswordPolicyRule> getRules() {
        return rules;
    }

    /** Whether a person could give himself that password: for one that is given by a setting. */
    public static boolean areKeptBy(String password, String account) {
        User person = new UserEntity(account);
        return isOfEngine(password, person)
                && PasswordStrength.weakness(password, PasswordStrength.known(person, List.of()))
                        .isEmpty();
    }

    /** Why the password that this thread has tried last is refused, as the code of a refusal; told once. */
    public static String why() {
        String why = Optional.ofNullable(WHY.get()).orElse("engine.weak-password");
        WHY.remove();
        return why;
    }

    private static boolean isOfEngine(String password, User person) {
        return OF_ENGINE.stream().allMatch(rule -> rule.execute(password, person));
    }

    /** Widens the engine's rule that a password holds nothing of the account: Admin has words for no other rules than the engine's. */
    private record NotEasilyGuessed(PasswordPolicyRule ofAccount, Supplier<Collection<String>> organisations)
            implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return ofAccount.getPlaceholder();
        }

        @Override
        public Map<String, String> getParameters() {
            return ofAccount.getParameters();
        }

        @Override
        public boolean execute(String password) {
            return execute(password, null);
        }

        @Override
        public boolean execute(String password, User user) {
            WHY.remove();
            User person = user == null ? new UserEntity("") : user;
            Optional<String> weakness =
                    PasswordStrength.weakness(password, PasswordStrength.known(person, organisations.get()));
            // Which characters it needs is said first: whoever adds them may have mended both.
            weakness.filter(any -> isOfEngine(password, user)).ifPresent(WHY::set);
            return weakness.isEmpty() && ofAccount.execute(password, user);
        }
    }

    private record ForPeople(PasswordPolicyRule rule) implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return rule.getPlaceholder();
        }

        @Override
        public Map<String, String> getParameters() {
            return rule.getParameters();
        }

        @Override
        public boolean execute(String password) {
            return isByTheBridge() || rule.execute(password);
        }

        @Override
        public boolean execute(String password, User user) {
            return isByTheBridge() || rule.execute(password, user);
        }

        private static boolean isByTheBridge() {
            return Context.getCommandContext() != null && CommandGiver.person().isEmpty();
        }
    }
}
