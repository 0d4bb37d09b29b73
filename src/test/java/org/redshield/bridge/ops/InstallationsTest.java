package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Demand.Weight;
import org.redshield.bridge.operations.requirement.Requirement;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.redshield.bridge.operations.requirement.Requirements;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** What the chart and the Compose file give a node is all that the list of requirements asks for, as far as no database is asked. */
class InstallationsTest {

    private static final Path CHART = Path.of("ops/helm/redshield-bridge");
    private static final Pattern VARIABLE = Pattern.compile("(?:BRIDGE|SPRING)_[A-Z0-9_]+");

    private static HelmChild helm;

    @TempDir
    private Path folder;

    @BeforeAll
    static void helmStarts() throws IOException {
        helm = new HelmChild();
    }

    @AfterAll
    static void helmEnds() {
        helm.close();
    }

    /** What lies in the volumes and Secrets that the chart mounts. */
    @BeforeEach
    void files() throws Exception {
        Path storage = Files.createDirectories(folder.resolve("etc/keys/storage"));
        for (String file : List.of("log.pk8.pem", "log.cer.pem")) {
            Files.copy(log(), storage.resolveSibling(file));
        }
        for (String file : List.of("0001.key", "2026-11.key")) {
            Files.writeString(storage.resolve(file), Base64.getEncoder().encodeToString(new byte[32]));
        }
        Path trust = Files.createDirectories(folder.resolve("etc/trust"));
        for (String file : List.of("authorities.pem", "tsa.pem")) {
            Files.copy(log(), trust.resolve(file));
        }
    }

    private static Path log() {
        return LogFile.KEY;
    }

    /** One for all: key and certificate in one file. */
    private static final class LogFile {
        static final Path KEY = TestKeys.file(OwnKey.LOG);
    }

    /** What stops a node with these variables, without asking its database. */
    private static List<Lack> hindering(Map<String, String> variables) {
        return asked(variables, Requirement::hindering);
    }

    private interface Question {
        List<Lack> put(
                Requirement to, Environment settings, Optional<org.springframework.jdbc.core.simple.JdbcClient> none);
    }

    private static List<Lack> asked(Map<String, String> variables, Question question) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        ConfigurationPropertySources.attach(environment);
        return Requirements.all().stream()
                .flatMap(one -> question.put(one, environment, Optional.empty()).stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "external", "full"})
    @Tag("thorough")
    void theChartGivesWhatTheListAsksForAndTheListNamesWhatTheChartGives(String example) throws IOException {
        Map<String, String> node = node(Path.of("ops/helm/examples", example + ".yaml"));

        assertThat(hindering(node)).isEmpty();
        Set<String> asked = askedFor(node);

        assertThat(asked).contains("SPRING_DATASOURCE_URL", "BRIDGE_EVIDENCE_LOG_CERTIFICATE");
        if (example.equals("full")) {
            assertThat(asked)
                    .contains(
                            "BRIDGE_ADDRESS",
                            "BRIDGE_SIGNIN_CLIENTID",
                            "BRIDGE_SIGNIN_CLIENTSECRET",
                            "BRIDGE_EVIDENCE_S3_ACCESSKEY",
                            "BRIDGE_EVIDENCE_S3_SECRETKEY",
                            "BRIDGE_PLATFORMS_TAOBAO_ADAPTER",
                            "BRIDGE_PLATFORMS_TAOBAO_URL",
                            "BRIDGE_PLATFORMS_TAOBAO_HOMEBUREAU",
                            "BRIDGE_PLATFORMS_TAOBAO_APPKEY",
                            "BRIDGE_PLATFORMS_TAOBAO_APPSECRET",
                            "SPRING_MAIL_HOST");
        } else {
            assertThat(asked).contains("BRIDGE_ADMINISTRATOR_PASSWORD");
        }
    }

    /** Each variable without which the list refuses, and that it then names. */
    private static Set<String> askedFor(Map<String, String> node) {
        Set<String> asked = new TreeSet<>();
        for (String variable : node.keySet()) {
            Map<String, String> without = new HashMap<>(node);
            without.remove(variable);
            List<Lack> lacks = hindering(without);
            if (!lacks.isEmpty()) {
                asked.add(variable);
                assertThat(lacks).as("without %s", variable).anySatisfy(lack -> assertThat(variables(lack.chinese()))
                        .contains(variable));
            }
        }
        return asked;
    }

    /** Those that a sentence names, as variables or as keys. */
    private static Set<String> variables(String sentence) {
        return Stream.concat(
                        VARIABLE.matcher(sentence).results().map(MatchResult::group),
                        Pattern.compile("(?:bridge|spring)\\.[a-z0-9.-]+")
                                .matcher(sentence)
                                .results()
                                .map(found -> Demand.variable(found.group()).orElse("")))
                .collect(Collectors.toSet());
    }

    /** What nobody can guess, and what is needed of every installation, has its place in the chart. */
    @Test
    void theChartKnowsWhateverIsAskedOfEveryInstallation() throws IOException {
        Set<String> asked = new TreeSet<>();
        asked(Map.of(), (one, settings, none) -> Stream.concat(
                                one.hindering(settings, none).stream(), one.lacking(settings, none).stream())
                        .toList())
                .stream()
                .filter(lack -> lack.weight() != Weight.ADVISED)
                .forEach(lack -> VARIABLE.matcher(lack.chinese().replace("<KEY>", "TAOBAO"))
                        .results()
                        .forEach(found -> asked.add(found.group())));
        asked.add("BRIDGE_CONNECTEDBUREAUS");
        Requirements.all().stream()
                .flatMap(one -> one.demands().stream())
                .filter(demand -> demand.chinese().contains("没有设置 {}") && demand.weight() == Weight.STOPS)
                .flatMap(demand -> demand.settings().stream())
                .map(key -> Demand.variable(key).orElseThrow().replace("<KEY>", "TAOBAO"))
                .forEach(asked::add);
        asked.remove("SPRING_DATASOURCE_USERNAME");
        assertThat(asked).hasSizeGreaterThan(15);
        StringBuilder chart = new StringBuilder(Files.readString(CHART.resolve("values.yaml")));
        try (Stream<Path> templates = Files.list(CHART.resolve("templates"))) {
            for (Path template : templates.toList()) {
                chart.append(Files.readString(template));
            }
        }
        String text = chart.toString()
                .replace(
                        "_ADAPTER, _URL, _HOMEBUREAU",
                        "_ADAPTER, BRIDGE_PLATFORMS_TAOBAO_URL, BRIDGE_PLATFORMS_TAOBAO_HOMEBUREAU");
        assertThat(asked).allSatisfy(variable -> assertThat(text).contains(variable));
    }

    @Test
    void composeGivesWhatTheListAsksForAndAsksForTheRest() throws IOException {
        Map<String, Object> services = new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
        Map<?, ?> nodes = (Map<?, ?>) ((Map<?, ?>) services.get("services")).get("node1");
        Set<String> required = new TreeSet<>();
        Map<String, String> node = new TreeMap<>();
        ((Map<?, ?>) nodes.get("environment")).forEach((name, value) -> {
            String text = value.toString();
            if (text.contains(":?")) {
                required.add(name.toString());
            }
            node.put(
                    name.toString(),
                    inside(text.replaceAll("\\$\\{[A-Z_]+:\\?[^}]*}", "Erstes-Wort7")
                            .replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1")));
        });
        assertThat(required)
                .containsExactlyInAnyOrder(
                        "BRIDGE_ADMINISTRATOR_PASSWORD", "SPRING_DATASOURCE_PASSWORD", "SPRING_LIQUIBASE_PASSWORD");
        assertThat(hindering(node)).isEmpty();
        assertThat(askedFor(node)).containsExactlyInAnyOrder("BRIDGE_ADMINISTRATOR_PASSWORD", "SPRING_DATASOURCE_URL");
    }

    /** With what is to be filled in left empty the start asks for just that. */
    @Test
    void theFileOfSettingsAsksForWhatIsEmptyInIt() throws IOException {
        Map<String, String> node = new TreeMap<>();
        Pattern.compile("(?m)^([A-Z_]+)='(.*)'$")
                .matcher(Files.readString(Path.of("ops/production.env")))
                .results()
                .forEach(line -> node.put(line.group(1), inside(line.group(2))));
        Set<String> asked = new TreeSet<>();
        hindering(node)
                .forEach(lack -> VARIABLE.matcher(lack.chinese()).results().forEach(found -> asked.add(found.group())));
        assertThat(asked)
                .containsExactly(
                        "BRIDGE_ADMINISTRATOR_PASSWORD",
                        "BRIDGE_PLATFORMS_TAOBAO_APPKEY",
                        "BRIDGE_PLATFORMS_TAOBAO_APPSECRET");
        asked.forEach(variable -> node.put(variable, "Erstes-Wort7"));
        assertThat(hindering(node)).isEmpty();
    }

    private String inside(String value) {
        return value.replace("/var/lib/redshield", folder.resolve("var").toString())
                .replace("/etc/redshield", folder.resolve("etc").toString());
    }

    /** A node's variables: the ConfigMap's, the container's own, and what the Secret holds by the words of values.yaml. */
    private Map<String, String> node(Path example) throws IOException {
        Map<String, String> node = new TreeMap<>();
        try (var objects = new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(helm.template(CHART, "bridge", example))) {
            while (objects.hasNext()) {
                JsonNode one = objects.next();
                String name = one.at("/metadata/name").asText();
                if (one.path("kind").asText().equals("ConfigMap") && name.equals("bridge-settings")) {
                    one.path("data")
                            .fields()
                            .forEachRemaining(entry -> node.put(
                                    entry.getKey(), inside(entry.getValue().asText())));
                }
                if (one.path("kind").asText().equals("Deployment") && name.equals("bridge")) {
                    one.at("/spec/template/spec/containers/0/env")
                            .forEach(variable -> node.put(
                                    variable.path("name").asText(),
                                    inside(variable.path("value").asText("bridge"))));
                }
            }
        }
        String secrets = Files.readString(CHART.resolve("values.yaml")).split("\nsecrets: ", 2)[0];
        VARIABLE.matcher(secrets.substring(secrets.lastIndexOf("# A Secret whose entries")))
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.contains("_PLATFORMS_")
                        || node.containsKey("BRIDGE_PLATFORMS_TAOBAO_ADAPTER") && name.endsWith("_APPSECRET"))
                .forEach(name -> node.put(name, "Erstes-Wort7"));
        return node;
    }
}
