package org.redshield.bridge.operations.requirement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.operations.requirement.Demand.Weight;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a feature demands of an installation. Named in {@code META-INF/spring.factories} with a constructor without arguments: the start
 * and {@code --check} ask it before anything is made.
 */
public interface Requirement {

    /**
     * Something that is not as it must be.
     *
     * @param weight how much depends on it
     * @param chinese a sentence without its full stop: what is wrong, and what to do
     * @param english the same
     */
    record Lack(Weight weight, String chinese, String english) {

        /** What was found while something was tried that the start does in the same way. */
        public static Lack of(CannotStart why) {
            return new Lack(Weight.STOPS, why.chinese(), why.english());
        }

        /** Whether no real case may be worked on. */
        public boolean needed() {
            return weight != Weight.ADVISED;
        }

        /** It as the reason why no node starts. */
        public CannotStart refused(Throwable cause) {
            return new CannotStart(chinese, english, cause);
        }

        /** All of them as the reason why no node starts: one sentence, in which they are numbered where there are more. */
        public static Optional<CannotStart> refusal(List<Lack> lacks) {
            if (lacks.size() < 2) {
                return lacks.stream().findFirst().map(one -> one.refused(null));
            }
            return Optional.of(new CannotStart(
                    IntStream.range(0, lacks.size())
                            .mapToObj(i -> "（" + (i + 1) + "）" + lacks.get(i).chinese())
                            .collect(Collectors.joining("；")),
                    IntStream.range(0, lacks.size())
                            .mapToObj(i -> "(" + (i + 1) + ") " + lacks.get(i).english())
                            .collect(Collectors.joining("; "))));
        }
    }

    /** What is looked at, in English, as a heading of the page. */
    String about();

    /** All that {@link #hindering} and {@link #lacking} can say. */
    List<Demand> demands();

    /**
     * What stops the start. Asked at each start, so it reads no more than the start itself would.
     *
     * @param settings as a node would have them; a value that cannot be read is said elsewhere, and may be thrown here
     * @param database for questions; empty where it was not reached, or holds nothing yet
     */
    default List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        return List.of();
    }

    /** What else is lacking, which {@code --check} says. The parameters are the same; at the start it is asked without the database. */
    default List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return List.of();
    }

    /** Whether a setting is missing, or nothing but blanks. */
    static boolean isBlank(Environment settings, String key) {
        return settings.getProperty(key, "").isBlank();
    }

    /** Whether a directory can be written, or could be made. */
    static boolean isWritable(Path directory) {
        Path there = directory.toAbsolutePath();
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        return there != null && Files.isDirectory(there) && Files.isWritable(there);
    }

    /** A demand that the files of these settings can be read. */
    static Demand readable(String... settings) {
        return Demand.stops(
                "{} 指定的文件 %s 读不到，请核对位置和权限", "the file %s of {} cannot be read; look at its place and rights", settings);
    }

    /** That the file of a setting cannot be read, where it names one. */
    static Optional<Lack> unreadable(Environment settings, Demand readable, String key) {
        String file = settings.getProperty(key, "");
        return file.isBlank() || new DefaultResourceLoader().getResource(file).isReadable()
                ? Optional.empty()
                : Optional.of(readable.of(key, file));
    }
}
