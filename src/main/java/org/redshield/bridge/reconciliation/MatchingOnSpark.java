package org.redshield.bridge.reconciliation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.Json;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.spark.MatchingSettings;
import org.redshield.bridge.reconciliation.spark.SparkChild;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * On an Apache Spark that others run, through Spark Connect. It is given our classes and the register as jars, so it needs no storage in
 * common with us; then many parts at once (docs/adr/0110-spark.md).
 */
@Component
@ConditionalOnProperty(name = "bridge.matching.engine", havingValue = "spark")
final class MatchingOnSpark implements Matching.Engine {

    private static final Logger LOG = LoggerFactory.getLogger(MatchingOnSpark.class);

    private final MatchingSettings settings;

    MatchingOnSpark(MatchingSettings settings) {
        this.settings = settings;
    }

    @Override
    public Matching begin(LocalDate on) {
        try {
            Path folder = Scratch.folder("spark");
            try {
                return new There(folder, new MatchingJars.RegisterJar(folder.resolve("register.jar"), on));
            } catch (IOException | RuntimeException e) {
                remove(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be removed", folder, e);
        }
    }

    @Override
    public int parts() {
        return settings.parts();
    }

    private final class There implements Matching {

        private final Path folder;
        private final MatchingJars.RegisterJar register;
        private Optional<SparkChild> child = Optional.empty();
        private int size;

        There(Path folder, MatchingJars.RegisterJar register) {
            this.folder = folder;
            this.register = register;
        }

        @Override
        public void add(RegisterEntry entry) {
            register.add(entry);
            size++;
        }

        @Override
        public void seal() {
            try {
                register.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int size() {
            return size;
        }

        /** What an executor holds is for whoever runs it to know; entries are numbered by ints. */
        @Override
        public boolean isFull() {
            return size == Integer.MAX_VALUE;
        }

        @Override
        public List<MatchedShop> match(List<Shop> shops, FieldWeights weights) {
            try {
                if (child.isEmpty()) {
                    Path code = folder.resolve("code.jar");
                    MatchingJars.code(code);
                    child = Optional.of(
                            SparkChild.start(settings, folder, List.of(code, folder.resolve("register.jar"))));
                }
                List<String> asked = new ArrayList<>(List.of(MatchingTask.line(weights)));
                shops.forEach(shop -> asked.add(MatchingTask.line(shop)));
                Path question = Files.write(folder.resolve("shops"), asked);
                Path answer = folder.resolve("matches");
                child.get().match(question, answer);
                List<MatchedShop> matches = Files.readAllLines(answer).stream()
                        .map(line -> Json.read(line, MatchedShop.class))
                        .toList();
                if (matches.size() != shops.size()) {
                    throw new IOException(matches.size() + " answers for " + shops.size() + " shops");
                }
                return matches;
            } catch (IOException e) {
                throw new EngineAway(e);
            }
        }

        @Override
        public void close() {
            child.ifPresent(SparkChild::close);
            child = Optional.empty();
            try {
                register.close();
            } catch (IOException | RuntimeException e) {
                // It was not written to its end before, and that was said; nobody needs it now.
                LOG.debug("A register that was not whole is closed", e);
            } finally {
                remove(folder);
            }
        }
    }
}
