package org.redshield.bridge.operations;

import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a feature needs before real cases may be worked on. Named in {@code META-INF/spring.factories} with a constructor without
 * arguments: {@code --check} asks it without starting anything.
 */
public interface Requirement {

    /**
     * Something that is not there yet.
     *
     * @param needed without it no real case; else it is only advised
     * @param chinese a sentence without its full stop: what is missing, and what to do
     * @param english the same
     */
    record Lack(boolean needed, String chinese, String english) {

        public static Lack needed(String chinese, String english) {
            return new Lack(true, chinese, english);
        }

        public static Lack advised(String chinese, String english) {
            return new Lack(false, chinese, english);
        }
    }

    /**
     * @param settings as a node would have them
     * @param database for questions; empty where it was not reached, or holds nothing yet
     */
    List<Lack> lacking(Environment settings, Optional<JdbcClient> database);
}
