package org.redshield.bridge.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;
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

    /** What is lacking where a setting names a file that cannot be read; nothing where it names none. */
    static Optional<Lack> unreadable(Environment settings, String key) {
        String file = settings.getProperty(key, "");
        return unreadable(
                key,
                file,
                file.isBlank() || new DefaultResourceLoader().getResource(file).isReadable());
    }

    /** The same where the setting is a path, and nothing on the class path. */
    static Optional<Lack> unreadablePath(Environment settings, String key) {
        if (settings.getProperty(key, "").isBlank()) {
            return Optional.empty();
        }
        Path file = Binder.get(settings).bind(key, Path.class).get();
        return unreadable(key, file.toString(), Files.isReadable(file));
    }

    private static Optional<Lack> unreadable(String key, String file, boolean readable) {
        return readable
                ? Optional.empty()
                : Optional.of(Lack.needed(
                        key + " 指定的文件 " + file + " 读不到，请核对位置和权限",
                        "the file " + file + " of " + key + " cannot be read; look at its place and rights"));
    }
}
