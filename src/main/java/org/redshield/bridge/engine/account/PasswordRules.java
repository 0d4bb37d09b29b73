package org.redshield.bridge.engine.account;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.DefaultPasswordPolicyImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/** The engine's rules for a new password, where a person sets it; accounts that the bridge makes itself have what they are given. */
public final class PasswordRules implements PasswordPolicy {

    private final List<PasswordPolicyRule> rules = new DefaultPasswordPolicyImpl()
            .getRules().stream()
                    .map(rule -> (PasswordPolicyRule) new ForPeople(rule))
                    .toList();

    @Override
    public List<PasswordPolicyRule> getRules() {
        return rules;
    }

    /** Whether a person could give himself that password: for one that is given by a setting. */
    public static boolean areKeptBy(String password, String account) {
        User person = new UserEntity(account);
        return new DefaultPasswordPolicyImpl().getRules().stream().allMatch(rule -> rule.execute(password, person));
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
            return Context.getCommandContext() != null && SignedIn.person().isEmpty();
        }
    }
}
