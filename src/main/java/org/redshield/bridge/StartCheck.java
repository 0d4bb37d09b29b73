package org.redshield.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** Refuses to start, in one sentence, when a setting is missing that nobody can guess, or one is misspelt. */
public final class StartCheck implements ApplicationListener<ApplicationContextInitializedEvent> {

    /** The one sentence; no stack trace helps whoever forgot a setting. */
    public static final class Refused extends RuntimeException {
        Refused(String sentence) {
            super(sentence);
        }
    }

    @Override
    public void onApplicationEvent(ApplicationContextInitializedEvent event) {
        // Development starts the sandbox platform in the same JVM; it has settings of its own.
        if (event.getSpringApplication().getAllSources().contains(BridgeApplication.class)) {
            check(event.getApplicationContext().getEnvironment());
        }
    }

    static void check(ConfigurableEnvironment environment) {
        List<String> missing = new ArrayList<>();
        if (isBlank(environment, "spring.datasource.url")) {
            missing.add("the database (spring.datasource.url, .username, .password)");
        }
        if (isBlank(environment, "bridge.administrator.password")) {
            missing.add("the administrator's secret (bridge.administrator.password)");
        }
        if (!environment.getProperty("bridge.demo", Boolean.class, false)) {
            if (isBlank(environment, "bridge.evidence.log.key")
                    || isBlank(environment, "bridge.evidence.log.certificate")) {
                missing.add("the key that signs the evidence log and its certificate (bridge.evidence.log.key,"
                        + " .certificate)");
            }
            if (isBlank(environment, "bridge.evidence.time-stamp.url")) {
                missing.add("the time-stamping authority (bridge.evidence.time-stamp.url)");
            }
        }
        if (!missing.isEmpty()) {
            throw new Refused("Redshield Bridge does not start: set " + String.join(" and ", missing)
                    + "; docs/configuration.md explains each setting.");
        }
        Set<String> unknown = unknownKeys(environment);
        if (!unknown.isEmpty()) {
            throw new Refused("Redshield Bridge does not start: unknown setting " + String.join(", ", unknown)
                    + "; docs/configuration.md lists all of them.");
        }
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
                    // Environment variables spell keys differently; binding checks those per group.
                    if (name.startsWith("bridge.") && known.stream().noneMatch(key -> covers(key, name))) {
                        unknown.add(name);
                    }
                }
            }
        }
        return unknown;
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
