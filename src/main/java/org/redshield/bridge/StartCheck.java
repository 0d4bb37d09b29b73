package org.redshield.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Refuses to start, in one sentence, when a setting is missing that nobody can guess, or one is misspelt. */
public final class StartCheck implements ApplicationListener<ApplicationPreparedEvent> {

    /** What docker-compose.yml and docker/haproxy.cfg are told; whoever starts a node by hand may have it in the same shell. */
    private static final Set<String> AROUND_THE_NODES = Set.of(
            "BRIDGE_BIND",
            "BRIDGE_DB_APP_PASSWORD",
            "BRIDGE_DB_PASSWORD",
            "BRIDGE_MATCHING_NODES",
            "BRIDGE_MORE_NODES",
            "BRIDGE_NODE_MEMORY",
            "BRIDGE_PORT",
            "BRIDGE_PROXY_METRICS",
            "BRIDGE_VERSION");

    /** One line in the log, and none of the stack traces and descriptions that Spring would write. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Report implements SpringBootExceptionReporter {

        private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

        private final boolean ofTheBridge;

        /** @param context none when not even the settings could be read */
        Report(ConfigurableApplicationContext context) {
            this.ofTheBridge = context == null || isBridge(context);
        }

        @Override
        public boolean reportException(Throwable failure) {
            if (ofTheBridge) {
                LOG.error(CannotStart.of(failure).getMessage());
                LOG.debug("The start failed", failure);
            }
            return ofTheBridge;
        }
    }

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        if (isBridge(context)) {
            check(context.getEnvironment());
            DatabaseCheck.check(context.getEnvironment());
        }
    }

    /**
     * Development starts the sandbox platform in the same JVM; it has settings of its own. The bridge is known by its bean,
     * however it was named to Spring: as a class, by its name, or by a class derived from it.
     */
    private static boolean isBridge(ConfigurableApplicationContext context) {
        return context.getBeanFactory().getBeanNamesForType(BridgeApplication.class, true, false).length > 0;
    }

    /** Why a node with these settings would not start; empty where it would get as far as its database. */
    public static Optional<CannotStart> hindrance(ConfigurableEnvironment environment) {
        try {
            check(environment);
            DatabaseCheck.check(environment);
            return Optional.empty();
        } catch (CannotStart e) {
            return Optional.of(e);
        }
    }

    /** @throws CannotStart when there is none, or it does not let in each account that is set */
    public static void checkDatabase(ConfigurableEnvironment environment) {
        needed(environment, "spring.datasource.url");
        DatabaseCheck.check(environment);
    }

    private static void needed(ConfigurableEnvironment environment, String... keys) {
        List<String> missing =
                Stream.of(keys).filter(key -> isBlank(environment, key)).toList();
        if (!missing.isEmpty()) {
            throw new CannotStart(
                    "缺少设置 " + String.join("、", missing) + "（见 docs/configuration.md）",
                    "set " + String.join(" and ", missing) + "; docs/configuration.md explains each setting");
        }
    }

    static void check(ConfigurableEnvironment environment) {
        // Where a provider signs people in, no account has a password.
        if (isBlank(environment, "bridge.sign-in.issuer")) {
            needed(environment, "spring.datasource.url", "bridge.administrator.password");
        } else if (environment.getProperty("bridge.demo", Boolean.class, false)) {
            needed(environment, "spring.datasource.url");
        } else {
            // To which the provider sends people back.
            needed(environment, "spring.datasource.url", "bridge.address");
        }
        Set<String> unknown = unknownKeys(environment);
        if (!unknown.isEmpty()) {
            throw new CannotStart(
                    "没有名为 " + String.join("、", unknown) + " 的设置（见 docs/configuration.md）",
                    "unknown setting " + String.join(", ", unknown) + "; docs/configuration.md lists all of them");
        }
        if (!environment.getProperty("bridge.demo", Boolean.class, false)) {
            weakProofs(environment).forEach(LoggerFactory.getLogger(StartCheck.class)::warn);
        }
    }

    /** What a court will ask about, and what can still be set later: evidence is kept and logged without it. */
    static List<String> weakProofs(ConfigurableEnvironment environment) {
        List<String> weak = new ArrayList<>();
        if (isBlank(environment, "bridge.evidence.log.key")) {
            weak.add("The evidence log is signed with a key that this installation made for itself; set"
                    + " bridge.evidence.log.key and .certificate, see docs/evidence.md");
        }
        if (isBlank(environment, "bridge.evidence.time-stamp.url")) {
            weak.add("No authority stamps the time of the evidence log, only this installation; set"
                    + " bridge.evidence.time-stamp.url, see docs/evidence.md");
        }
        if (isBlank(environment, "bridge.seals.trusted")) {
            weak.add("Nobody is trusted to issue seals, so that no seal can be verified; set bridge.seals.trusted, see"
                    + " docs/operations/keys.md");
        }
        return weak;
    }

    private static boolean isBlank(ConfigurableEnvironment environment, String key) {
        return environment.getProperty(key, "").isBlank();
    }

    private static Set<String> unknownKeys(ConfigurableEnvironment environment) {
        List<String> known = knownKeys();
        Set<String> unknown = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (name.startsWith("bridge.") && known.stream().noneMatch(key -> covers(key, name))
                            || source instanceof SystemEnvironmentPropertySource && isUnknownVariable(name, known)) {
                        unknown.add(name);
                    }
                }
            }
        }
        return unknown;
    }

    private static boolean isUnknownVariable(String name, List<String> known) {
        return name.startsWith("BRIDGE_")
                && !AROUND_THE_NODES.contains(name)
                && known.stream()
                        .map(key -> key.replace('.', '_').toUpperCase(Locale.ROOT))
                        // Dashes vanish; Spring also takes an underscore in their place.
                        .flatMap(key -> Stream.of(key.replace("-", ""), key.replace('-', '_')))
                        .noneMatch(key -> name.equals(key) || name.startsWith(key + "_"));
    }

    /** A key covers itself and, as a map or list, everything below it. */
    private static boolean covers(String key, String name) {
        String canonical = name.replaceAll("\\[.*", "");
        return canonical.equals(key) || canonical.startsWith(key + ".");
    }

    /** The keys that the build found in the settings' classes. */
    static List<String> knownKeys() {
        try (InputStream metadata =
                StartCheck.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            if (metadata == null) {
                throw new IllegalStateException("The application was built without its configuration metadata");
            }
            List<String> keys = new ArrayList<>();
            for (JsonNode property : new ObjectMapper().readTree(metadata).path("properties")) {
                keys.add(property.path("name").asText());
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
