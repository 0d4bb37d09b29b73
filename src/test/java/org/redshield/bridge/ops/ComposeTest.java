package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docker-compose.yml as Compose itself understands it. */
class ComposeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What whoever installs fills in. */
    private static final Path PRODUCTION = Path.of("ops/production.env");

    private static final Map<String, String> SECRETS = Map.of(
            "BRIDGE_DB_PASSWORD",
            "database-secret",
            "BRIDGE_DB_APP_PASSWORD",
            "application-secret",
            "BRIDGE_ADMINISTRATOR_PASSWORD",
            "administrator-secret");

    @Test
    void productionIsTwoNodesWithoutSandboxAndWithoutDemo() throws Exception {
        JsonNode services = services(Map.of());
        assertThat(services.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("postgres", "node1", "node2", "nodes", "haproxy", "matching");
        assertThat(services.at("/matching/deploy/replicas").asInt(-1)).isZero();
        assertThat(services.at("/node1/environment/BRIDGE_NODE").asText()).isEqualTo("whole");
        assertThat(services.at("/node1/environment").has("SPRING_PROFILES_ACTIVE"))
                .isFalse();
        assertThat(services.at("/node2/environment")).isEqualTo(services.at("/node1/environment"));
        assertThat(services.at("/node2/volumes")).isEqualTo(services.at("/node1/volumes"));
        assertThat(services.at("/postgres/environment/POSTGRES_PASSWORD").asText())
                .isEqualTo("database-secret");
        JsonNode node = services.at("/node1/environment");
        assertThat(node.path("SPRING_DATASOURCE_USERNAME").asText()).isEqualTo("bridge_app");
        assertThat(node.path("SPRING_DATASOURCE_PASSWORD").asText()).isEqualTo("application-secret");
        assertThat(node.path("SPRING_LIQUIBASE_USER").asText())
                .isEqualTo(services.at("/postgres/environment/POSTGRES_USER").asText());
        assertThat(node.path("SPRING_LIQUIBASE_PASSWORD").asText()).isEqualTo("database-secret");
    }

    @Test
    void aNodeForMatchingHasWhatTheOthersHaveAndTakesMatchingFromThem() throws Exception {
        JsonNode services = services(Map.of("BRIDGE_NODE", "cases", "BRIDGE_MATCHING_NODES", "1"));
        assertThat(services.at("/matching/deploy/replicas").asInt()).isEqualTo(1);
        assertThat(services.at("/node1/environment/BRIDGE_NODE").asText()).isEqualTo("cases");
        ObjectNode matching = services.at("/matching/environment").deepCopy();
        assertThat(matching.path("BRIDGE_NODE").asText()).isEqualTo("matching");
        assertThat(matching.put("BRIDGE_NODE", "cases")).isEqualTo(services.at("/node1/environment"));
        assertThat(services.at("/matching/volumes")).isEqualTo(services.at("/node1/volumes"));
        assertThat(aliases(services.path("matching"))).isEmpty();
    }

    @Test
    void aThirdNodeIsLikeTheOthersAndFoundByTheNameThatAllOfThemHave() throws Exception {
        assertThat(services(Map.of()).at("/nodes/deploy/replicas").asInt(-1)).isZero();
        JsonNode services = services(Map.of("BRIDGE_MORE_NODES", "3"));
        assertThat(services.at("/nodes/deploy/replicas").asInt()).isEqualTo(3);
        String name = services.at("/haproxy/environment/NODES").asText().replace(":8080", "");
        ObjectNode first = services.path("node1").deepCopy();
        assertThat(aliases(first)).contains(name);
        first.remove("hostname");
        first.set("deploy", services.at("/nodes/deploy"));
        assertThat(services.path("nodes")).isEqualTo(first);
        assertThat(aliases(services.path("node2"))).isEqualTo(aliases(first));
    }

    @Test
    void aDatabaseOfYourOwnTakesTheContainersPlaceForAllNodes() throws Exception {
        String own = "jdbc:postgresql://first,second/bridge?targetServerType=primary&connectTimeout=2";
        JsonNode services = services(Map.of("SPRING_DATASOURCE_URL", own));
        for (String node : Set.of("node1", "node2", "nodes", "matching")) {
            assertThat(services.path(node)
                            .at("/environment/SPRING_DATASOURCE_URL")
                            .asText())
                    .isEqualTo(own);
        }
    }

    /** One that is left writes into a half restored database, or migrates again what an older release is to have back. */
    @Test
    void whoRestoresOrUpgradesByThePageLeavesOutNoNode() throws Exception {
        JsonNode services = services(Map.of());
        Set<String> nodes = new HashSet<>();
        services.fields().forEachRemaining(service -> {
            if (service.getValue().path("image").equals(services.at("/node1/image"))) {
                nodes.add(service.getKey());
            }
        });
        String restore = section("backup", "Restore");
        String upgrade = section("upgrade", "Upgrade");
        assertThat(named("stop", restore)).isNotEmpty();
        assertThat(named("stop", restore + upgrade + section("upgrade", "The way back")))
                .allMatch(stopped -> stopped.isEmpty() || stopped.containsAll(nodes));
        assertThat(named("(?:start|up [ a-z-]*--wait)", restore.substring(0, restore.indexOf("pg_restore"))))
                .containsExactly(Set.of("postgres"));
        assertThat(named("up --detach --no-deps", upgrade).stream().flatMap(Set::stream))
                .containsExactlyInAnyOrderElementsOf(nodes);
    }

    /** Else Compose and the shell take what follows a dollar sign for a variable, and the shell an ampersand for the end. */
    @Test
    void everySettingThatThePagesShowStandsInSingleQuotes() throws Exception {
        assertThat(pages().flatMap(page -> settings(page).map(setting -> setting.group(2))))
                .hasSizeGreaterThan(5)
                .allMatch(value -> value.matches("'[^']+'"));
        assertThat(settings(Files.readString(PRODUCTION)).map(setting -> setting.group(2)))
                .hasSizeGreaterThan(20)
                .allMatch(value -> value.matches("'[^']*'"));
    }

    /** Whoever takes the file for Compose need not know which half of it Compose says itself. */
    @Test
    void whatTheSettingsSayForAMachineWithoutComposeComposeSaysItself() throws Exception {
        JsonNode node = services(Map.of()).at("/node1/environment");
        String[] halves = Files.readString(PRODUCTION).split("(?m)^# Without Compose\\.", 2);
        assertThat(settings(halves[1]).map(setting -> setting.group(1)))
                .hasSizeGreaterThan(10)
                .allMatch(node::has);
        assertThat(settings(halves[0]).map(setting -> setting.group(1)))
                .hasSizeGreaterThan(5)
                .noneMatch(node::has);
    }

    /** Those that stand on a line of their own, by name and value, also where they are offered behind a #. */
    private static Stream<MatchResult> settings(String text) {
        return Pattern.compile("(?m)^ *#?((?:BRIDGE|SPRING|SERVER|MANAGEMENT)_[A-Z0-9_]+)=(\\S+)$")
                .matcher(text)
                .results();
    }

    /** Of the operators. */
    private static Stream<String> pages() throws IOException {
        List<String> texts = new ArrayList<>(List.of(Files.readString(Path.of("docs/operations.md"))));
        try (Stream<Path> pages = Files.list(Path.of("docs/operations"))) {
            for (Path page : pages.toList()) {
                texts.add(Files.readString(page));
            }
        }
        return texts.stream();
    }

    private static String section(String page, String heading) throws IOException {
        String after =
                Files.readString(Path.of("docs/operations", page + ".md")).split("\n## " + heading + "\n", 2)[1];
        return after.split("\n## ", 2)[0];
    }

    /** The services behind each such command; none stands for all of them. */
    private static List<Set<String>> named(String command, String text) {
        return Pattern.compile("docker compose " + command + "((?: [a-z0-9]+)*)(?=[`\\n])")
                .matcher(text)
                .results()
                .map(found -> Set.of(found.group(1).strip().split(" ")))
                .map(names -> names.equals(Set.of("")) ? Set.<String>of() : names)
                .toList();
    }

    private static List<String> aliases(JsonNode service) {
        List<String> aliases = new ArrayList<>();
        service.at("/networks/default/aliases").forEach(alias -> aliases.add(alias.asText()));
        return aliases;
    }

    @Test
    void profileDemoAddsTheSandboxAndTellsTheNodes() throws Exception {
        JsonNode services = services(Map.of("COMPOSE_PROFILES", "demo"));
        assertThat(services.has("sandbox")).isTrue();
        String sandbox = "http://sandbox:"
                + services.at("/sandbox/environment/SANDBOX_PORT").asText() + "/router/rest";
        for (String node : Set.of("node1", "node2")) {
            JsonNode environment = services.path(node).path("environment");
            assertThat(environment.path("SPRING_PROFILES_ACTIVE").asText()).isEqualTo("demo");
            assertThat(environment.path("BRIDGE_PLATFORMS_TAOBAO_URL").asText()).isEqualTo(sandbox);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRIDGE_DB_PASSWORD", "BRIDGE_DB_APP_PASSWORD", "BRIDGE_ADMINISTRATOR_PASSWORD"})
    void aMissingSecretStopsEverythingInOneSentence(String secret) throws Exception {
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.put(secret, "");
        Program.Result result = compose(environment);
        assertThat(result.exit()).isNotZero();
        assertThat(result.err().strip()).contains("set " + secret).hasLineCount(1);
    }

    @Test
    void imagesAreBuiltFromTheJarsOfThisVersion() throws Exception {
        Matcher version = Pattern.compile("<artifactId>redshield-bridge</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        JsonNode services = services(Map.of("COMPOSE_PROFILES", "demo"));
        String jar = "target/redshield-bridge-" + version.group(1);
        assertThat(services.at("/node1/build/args/JAR").asText()).isEqualTo(jar + ".jar");
        assertThat(services.at("/node1/build/args/NATIVE").asText()).isEqualTo(jar + "-native.jar");
        assertThat(services.at("/sandbox/build/args/JAR").asText()).isEqualTo(jar + "-sandbox.jar");
        assertThat(services.at("/node1/image").asText()).isEqualTo("redshield-bridge:" + version.group(1));
    }

    @Test
    void theNodesAreToldOnlySettingsThatExist() throws Exception {
        Set<String> known = new HashSet<>();
        JsonNode metadata = JSON.readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json")
                .toFile());
        metadata.path("properties")
                .forEach(property -> known.add(asVariable(property.path("name").asText())));
        services(Map.of()).at("/node1/environment").fieldNames().forEachRemaining(variable -> {
            if (variable.startsWith("BRIDGE_")) {
                assertThat(known)
                        .as("%s in docker-compose.yml is no setting of the bridge", variable)
                        .contains(variable);
            }
        });
    }

    private static String asVariable(String key) {
        return key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static JsonNode services(Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.putAll(more);
        Program.Result result = compose(environment);
        assertThat(result.exit()).as(result.err()).isZero();
        return JSON.readTree(result.out()).path("services");
    }

    /** Without a developer's own .env file. */
    private static Program.Result compose(Map<String, String> environment) throws IOException, InterruptedException {
        return Program.named("docker-compose")
                .run(environment, "--env-file", "/dev/null", "config", "--format", "json");
    }
}
