package org.redshield.bridge.operations.requirement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.redshield.bridge.CannotStart;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.autoconfigure.liquibase.LiquibaseProperties;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.ClassUtils;

/** Each setting is one, and its value what it should be: of ours all, of Spring's those that an installation sets. */
class SettingsRequirement implements Requirement {

    private static final Demand KNOWN = Demand.stops(
            "没有名为 %s 的设置，请核对拼写（见 docs/configuration.md）",
            "unknown setting %s; docs/configuration.md lists all of them");

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

    private static final Map<String, Class<?>> OF_SPRING = new TreeMap<>(Map.of(
            "management.server", ManagementServerProperties.class,
            "server", ServerProperties.class,
            "spring.datasource", DataSourceProperties.class,
            "spring.datasource.hikari", HikariConfig.class,
            "spring.lifecycle", LifecycleProperties.class,
            "spring.liquibase", LiquibaseProperties.class,
            "spring.mail", MailProperties.class));

    @Override
    public String about() {
        return "Settings";
    }

    @Override
    public List<Demand> demands() {
        List<Demand> all = new ArrayList<>(List.of(KNOWN, WrongValues.WRONG));
        CannotStart.ofFilesAndPorts().forEach(said -> all.add(Demand.stops(said.get(0), said.get(1))));
        return all;
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        JsonNode metadata = metadata();
        List<Lack> lacks = new ArrayList<>();
        unknownKeys((ConfigurableEnvironment) settings, knownKeys(metadata))
                .forEach(name -> lacks.add(KNOWN.lacking(name)));
        Binder binder = Binder.get(settings);
        WrongValues wrong = new WrongValues();
        ours(metadata)
                .forEach(type -> binder.bind(
                        MergedAnnotations.from(type)
                                .get(ConfigurationProperties.class)
                                .getString("prefix"),
                        Bindable.of(type),
                        wrong));
        for (JsonNode byHand : metadata) {
            // Platforms, which are a map, their own requirement reads.
            String type = byHand.path("type").asText();
            if (!byHand.has("sourceType") && !type.contains("<")) {
                binder.bind(byHand.path("name").asText(), Bindable.of(type(type)), wrong);
            }
        }
        OF_SPRING.forEach((prefix, type) -> binder.bind(prefix, Bindable.of(type), wrong));
        lacks.addAll(wrong.lacks());
        return lacks;
    }

    private static Set<String> unknownKeys(ConfigurableEnvironment environment, List<String> known) {
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

    /** What the build found in the settings' classes. */
    private static JsonNode metadata() {
        try (InputStream metadata =
                SettingsRequirement.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            if (metadata == null) {
                throw new IllegalStateException("The application was built without its configuration metadata");
            }
            return new ObjectMapper().readTree(metadata).path("properties");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> knownKeys(JsonNode properties) {
        return StreamSupport.stream(properties.spliterator(), false)
                .map(property -> property.path("name").asText())
                .toList();
    }

    /** The classes of our settings; the sandbox has some of its own. */
    private static Set<Class<?>> ours(JsonNode properties) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (JsonNode property : properties) {
            String source = property.path("sourceType").asText();
            if (property.path("name").asText().startsWith("bridge.") && !source.isEmpty()) {
                Class<?> type = type(source);
                if (type.isAnnotationPresent(ConfigurationProperties.class)) {
                    classes.add(type);
                }
            }
        }
        return classes;
    }

    private static Class<?> type(String name) {
        return ClassUtils.resolveClassName(name, SettingsRequirement.class.getClassLoader());
    }
}
