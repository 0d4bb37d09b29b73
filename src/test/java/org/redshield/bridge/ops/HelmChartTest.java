package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart, rendered by Helm's own engine for each of the examples, held against Kubernetes' types and our settings. No cluster is asked. */
class HelmChartTest {

    private static final Path CHART = Path.of("ops/helm/redshield-bridge");
    private static final Path EXAMPLES = Path.of("ops/helm/examples");
    private static final String NAME = "bridge";
    private static final String HOOK = "example/hook";

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    ConfigMap.class,
                    CronJob.class,
                    Deployment.class,
                    Ingress.class,
                    Job.class,
                    NetworkPolicy.class,
                    PersistentVolumeClaim.class,
                    PodDisruptionBudget.class,
                    PrometheusRule.class,
                    Service.class,
                    ServiceMonitor.class)
            .collect(Collectors.toMap(Class::getSimpleName, kind -> kind));

    /** Of CloudNativePG, whose types nobody publishes for Java. */
    private static final Set<String> WITHOUT_TYPE = Set.of("Cluster", "ScheduledBackup");

    private static final Pattern SECRET =
            Pattern.compile("(PASSWORD|SECRET|ACCESSKEY|SECRETKEY|SESSION|MATCHING_SPARK)$|_PASSWORDS_");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {

                /** Kubernetes' types would take any field. */
                @Override
                public Boolean hasAnySetter(Annotated any) {
                    return false;
                }
            })
            .build();

    private static final Map<Path, List<JsonNode>> RENDERED = new HashMap<>();

    /** Helm gives out a release without its hooks: here the migration's Job is one object among the others. */
    @TempDir
    private static Path withoutHooks;

    @TempDir
    private Path folder;

    private static HelmChild helm;

    @BeforeAll
    static void helmStarts() throws IOException {
        helm = new HelmChild();
    }

    @AfterAll
    static void helmEnds() {
        helm.close();
    }

    @BeforeAll
    static void theHookIsAnObject() throws IOException {
        Path job = copy(withoutHooks.resolve("redshield-bridge")).resolve("templates/migration.yaml");
        Files.writeString(job, Files.readString(job).replace("helm.sh/hook:", HOOK + ":"));
    }

    private static Path copy(Path chart) throws IOException {
        try (Stream<Path> files = Files.walk(CHART, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.toList()) {
                Files.copy(file, chart.resolve(CHART.relativize(file).toString()));
            }
        }
        return chart;
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void helmFindsNothingWrong(Path example) throws IOException {
        Path chart = copy(folder.resolve("redshield-bridge"));
        JsonNode values = YAML.readTree(CHART.resolve("values.yaml").toFile());
        YAML.writeValue(
                chart.resolve("values.yaml").toFile(),
                YAML.readerForUpdating(values).readValue(example.toFile()));

        assertThat(helm.lint(chart)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyObjectIsOneOfKubernetes(Path example) throws IOException {
        assertThat(rendered(example)).hasSizeGreaterThan(10).allSatisfy(node -> {
            String kind = node.path("kind").asText();
            if (!WITHOUT_TYPE.contains(kind)) {
                assertThat(KINDS).containsKey(kind);
                HasMetadata object = YAML.convertValue(node, KINDS.get(kind));
                assertThat(object.getApiVersion())
                        .isEqualTo(node.path("apiVersion").asText());
                assertThat(HasMetadata.getApiVersion(KINDS.get(kind))).isEqualTo(object.getApiVersion());
            }
            assertThat(node.at("/metadata/name").asText()).startsWith(NAME).hasSizeLessThan(64);
        });
        assertThat(rendered(example).stream()
                        .map(node -> node.path("kind").asText() + "/"
                                + node.at("/metadata/name").asText()))
                .doesNotHaveDuplicates();
    }

    /** What is misspelt in a template would else be silently nothing. */
    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() throws IOException {
        JsonNode misspelt = YAML.readTree("spec: {template: {spec: {enableServiceLink: false}}}");
        assertThatThrownBy(() -> YAML.convertValue(misspelt, Deployment.class))
                .hasMessageContaining("enableServiceLink");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyVariableIsASetting(Path example) throws IOException {
        Set<String> known = documented();
        assertThat(variables(example))
                .contains("BRIDGE_EVIDENCE_KEYS", "SPRING_DATASOURCE_URL", "SPRING_LIQUIBASE_USER")
                .allSatisfy(variable -> assertThat(known).contains(variable));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsSecretIsNamedAndNeverWritten(Path example) throws IOException {
        assertThat(rendered(example))
                .noneMatch(node -> node.path("kind").asText().equals("Secret"));
        of(example, ConfigMap.class)
                .forEach(map -> assertThat(map.getData().keySet()).noneMatch(SECRET.asPredicate()));
        assertThat(pods(example)).isNotEmpty().allSatisfy((name, pod) -> {
            assertThat(container(pod).getEnv())
                    .filteredOn(variable -> SECRET.matcher(variable.getName()).find())
                    .allSatisfy(variable -> assertThat(variable.getValue()).isNull());
            // The owner of the schema is known to nothing that serves or works.
            assertThat(YAML.valueToTree(pod).toString().contains("bridge-database-owner"))
                    .as(name)
                    .isEqualTo(name.equals(NAME + "-migration"));
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyPodMayDoNothingButItsWork(Path example) throws IOException {
        Map<String, PodTemplateSpec> pods = pods(example);
        String values = Files.readString(example);
        assertThat(pods)
                .containsKeys(NAME, NAME + "-migration", NAME + "-check", NAME + "-audit", NAME + "-accept")
                .allSatisfy((name, pod) -> {
                    assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot())
                            .isTrue();
                    assertThat(pod.getSpec()
                                    .getSecurityContext()
                                    .getSeccompProfile()
                                    .getType())
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
                    assertThat(pod.getSpec().getEnableServiceLinks())
                            .as("a Service called bridge would give variables that stop the start")
                            .isFalse();
                    Container container = container(pod);
                    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                            .isTrue();
                    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                            .isFalse();
                    assertThat(container.getSecurityContext().getCapabilities().getDrop())
                            .containsExactly("ALL");
                    assertThat(container.getResources().getLimits()).containsKey("memory");
                    assertThat(container.getVolumeMounts().stream().map(mount -> mount.getName()))
                            .contains("scratch")
                            .containsExactlyInAnyOrderElementsOf(pod.getSpec().getVolumes().stream()
                                    .map(volume -> volume.getName())
                                    .toList());
                    // What is rendered is found by its name; what is not, the values name.
                    pod.getSpec().getVolumes().stream()
                            .filter(volume -> volume.getPersistentVolumeClaim() != null)
                            .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                            .forEach(claim -> assertThat(names(example, PersistentVolumeClaim.class)
                                                    .contains(claim)
                                            || values.contains(claim))
                                    .as(claim)
                                    .isTrue());
                });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aNodeLeavesBeforeItStops(Path example) throws IOException {
        String settings = of(example, ConfigMap.class).get(0).getData().get("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE");
        assertThat(of(example, Deployment.class)).isNotEmpty().allSatisfy(nodes -> {
            PodTemplateSpec pod = nodes.getSpec().getTemplate();
            Container container = container(pod);
            long leaving = container.getLifecycle().getPreStop().getSleep().getSeconds();
            assertThat(pod.getSpec().getTerminationGracePeriodSeconds())
                    .isGreaterThanOrEqualTo(leaving + Long.parseLong(settings.replace("s", "")) + 10);
            assertThat(Stream.of(
                                    container.getStartupProbe(),
                                    container.getLivenessProbe(),
                                    container.getReadinessProbe())
                            .map(probe -> probe.getHttpGet().getPort().getStrVal()))
                    .containsOnly("management");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/readiness");
            assertThat(nodes.getSpec()
                            .getStrategy()
                            .getRollingUpdate()
                            .getMaxUnavailable()
                            .getIntVal())
                    .isZero();
            assertThat(pod.getMetadata().getLabels())
                    .containsAllEntriesOf(nodes.getSpec().getSelector().getMatchLabels());
            assertThat(of(example, PodDisruptionBudget.class))
                    .anySatisfy(budget -> assertThat(budget.getSpec().getSelector())
                            .isEqualTo(nodes.getSpec().getSelector()));
        });
        Map<String, String> served = of(example, Deployment.class).stream()
                .filter(nodes -> nodes.getMetadata().getName().equals(NAME))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getSelector()
                .getMatchLabels();
        assertThat(of(example, Service.class))
                .filteredOn(service -> service.getMetadata().getName().equals(NAME))
                .singleElement()
                .satisfies(
                        service -> assertThat(service.getSpec().getSelector()).isEqualTo(served));
    }

    @Test
    void theRulesAreThoseOfTheRepository() throws IOException {
        assertThat(rendered(EXAMPLES.resolve("cluster.yaml")))
                .filteredOn(node -> node.path("kind").asText().equals("PrometheusRule"))
                .singleElement()
                .satisfies(node -> assertThat(node.path("spec"))
                        .isEqualTo(YAML.readTree(
                                Path.of("ops/prometheus/rules.yml").toFile())));
    }

    @Test
    void theDatabaseIsMigratedBeforeTheNodesOrAsSoonAsItIsThere() throws IOException {
        Job before = migration("external.yaml");
        assertThat(hook(before)).isEqualTo("pre-install,pre-upgrade");
        assertThat(before.getSpec().getBackoffLimit()).isEqualTo(2);
        Job after = migration("cluster.yaml");
        assertThat(hook(after)).isEqualTo("post-install,pre-upgrade");
        assertThat(after.getSpec().getBackoffLimit())
                .as("a new cluster takes minutes")
                .isEqualTo(8);
        assertThat(rendered(EXAMPLES.resolve("cluster.yaml")))
                .filteredOn(node -> node.path("kind").asText().equals("Cluster"))
                .singleElement()
                .satisfies(node -> {
                    assertThat(node.at("/spec/bootstrap/initdb/owner").asText()).isEqualTo("bridge");
                    assertThat(node.at("/spec/managed/roles/0/name").asText()).isEqualTo("bridge_app");
                });
        assertThat(template(EXAMPLES.resolve("external.yaml"))).doesNotContain("cnpg.io");
    }

    @Test
    void whereNodesMatchTheOthersLeaveItToThem() throws IOException {
        Map<String, PodTemplateSpec> pods = pods(EXAMPLES.resolve("full.yaml"));
        assertThat(kind(pods.get(NAME))).containsExactly("cases");
        assertThat(kind(pods.get(NAME + "-matching"))).containsExactly("matching");
        assertThat(container(pods.get(NAME + "-matching")).getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getName()).isEqualTo("management"));
        assertThat(kind(pods(EXAMPLES.resolve("external.yaml")).get(NAME))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"465, true", "587,"})
    void mailIsLetOutAtThePortThatIsSet(int port, String encrypted) throws IOException {
        List<JsonNode> objects = objects(template(EXAMPLES.resolve("full.yaml"), "mail.port", String.valueOf(port)));
        assertThat(of(objects, ConfigMap.class)).singleElement().satisfies(settings -> assertThat(settings.getData())
                .containsEntry("SPRING_MAIL_PORT", String.valueOf(port))
                .extractingByKey("SPRING_MAIL_SSL_ENABLED")
                .isEqualTo(encrypted));
        assertThat(of(objects, NetworkPolicy.class).stream()
                        .filter(policy -> policy.getMetadata().getName().endsWith("-outwards"))
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .filter(way -> way.getPorts().stream()
                                .anyMatch(open -> open.getPort().getIntVal() == port)))
                .singleElement()
                .satisfies(way -> assertThat(way.getTo()).isNotEmpty());
    }

    @Test
    void mailThatWouldNotBeLetOutIsRefused() throws IOException {
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                Files.readString(EXAMPLES.resolve("full.yaml")).replaceFirst("(?m)^  mail:\n.*\n", ""));
        assertThatThrownBy(() -> template(values)).hasMessageContaining("networkPolicy.mail");
    }

    /** Else everybody would come from the ingress controller, and the provider would send people nowhere. */
    @Test
    void whoComesByAnIngressNeedsItNamed() throws IOException {
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                Files.readString(EXAMPLES.resolve("full.yaml")).replaceFirst("(?m)^proxies:.*\n", ""));
        assertThatThrownBy(() -> template(values)).hasMessageContaining("proxies is needed");
        String settings = rendered(EXAMPLES.resolve("full.yaml")).toString();
        assertThat(settings)
                .contains("\"BRIDGE_PROXIES\":\"10.42.0.0/16\"", "\"BRIDGE_ADDRESS\":\"https://bridge.example\"");
    }

    private static List<String> kind(PodTemplateSpec pod) {
        return container(pod).getEnv().stream()
                .filter(variable -> variable.getName().equals("BRIDGE_NODE"))
                .map(variable -> variable.getValue())
                .toList();
    }

    @Test
    void theChartInstallsThisRelease() throws IOException {
        String release = Pattern.compile("<artifactId>redshield-bridge</artifactId>\\s*<version>([^<]+)")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(YAML.readTree(CHART.resolve("Chart.yaml").toFile())
                        .path("appVersion")
                        .asText())
                .isEqualTo(release);
    }

    @ParameterizedTest
    @CsvSource({
        "nodes.replicas, 0, /nodes/replicas",
        "nodes.replica, 3, replica",
        "image.repository, '', /image/repository",
        "database.url, jdbc:mysql://db/bridge, /database/url",
        "database.url, jdbc:postgresql://db/bridge?password=x, /database/url",
        "database.runtimeSecret, '', /database/runtimeSecret",
        "keys.secret, '', /keys/secret",
        "settings.BRIDGE_ADMINISTRATOR_PASSWORD, x, BRIDGE_ADMINISTRATOR_PASSWORD",
        "settings.BRIDGE_PLATFORMS_TAOBAO_APPSECRET, x, BRIDGE_PLATFORMS_TAOBAO_APPSECRET",
        "settings.BRIDGE_MATCHING_SPARK, sc://spark:15002/;token=x, BRIDGE_MATCHING_SPARK",
        "settings.PATH, /, PATH",
        "settings.BRIDGE_PLATFORMS_JINGXUAN_ADAPTER, rest, settings.BRIDGE_PLATFORMS_JINGXUAN_URL is needed",
        "stop.drain, 30, stop.drain",
        "database.cluster.enabled, true, database.cluster.enabled",
        "trust.seals, a.pem, trust.configMap",
        "mail.host, mail.example, /mail/from",
        "ingress.host, '', /ingress/host",
        "evidence.timeStampUrl, tsa.example, /evidence/timeStampUrl",
        "monitoring.interval, soon, /monitoring/interval"
    })
    void whatIsWrongIsRefusedByName(String value, String wrong, String named) {
        assertThatThrownBy(() -> template(EXAMPLES.resolve("external.yaml"), value, wrong))
                .hasMessageContaining(named);
    }

    @Test
    void whatABureauCannotWorkWithoutIsAskedFor() throws IOException {
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                Files.readString(EXAMPLES.resolve("external.yaml"))
                        .replaceFirst("(?m)^  BRIDGE_CONNECTEDBUREAUS.*", "  BRIDGE_MAIL_INTERVAL: 15m"));
        assertThatThrownBy(() -> template(values)).hasMessageContaining("BRIDGE_CONNECTEDBUREAUS");
    }

    private static Job migration(String example) throws IOException {
        return of(EXAMPLES.resolve(example), Job.class).get(0);
    }

    private static String hook(Job job) {
        return job.getMetadata().getAnnotations().get(HOOK);
    }

    /** As variables, of the page that the build holds against the settings' classes. */
    private static Set<String> documented() throws IOException {
        String page = Files.readString(Path.of("docs/configuration.md"));
        return Stream.concat(
                        Pattern.compile("`((?:bridge|spring|server|management)\\.[a-z0-9.-]+)`")
                                .matcher(page)
                                .results()
                                .map(found -> found.group(1)),
                        platformKeys(page))
                .map(key -> key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
                .flatMap(key ->
                        key.equals("MANAGEMENT_SERVER_PORT") ? Stream.of(key, "MANAGEMENT_PORT") : Stream.of(key))
                .collect(Collectors.toSet());
    }

    private static Stream<String> platformKeys(String page) {
        return Pattern.compile("`bridge\\.platforms\\.<key>\\.([a-z.-]+)`")
                .matcher(page)
                .results()
                .map((MatchResult found) -> "bridge.platforms.taobao." + found.group(1));
    }

    private static Set<String> variables(Path example) throws IOException {
        return Stream.concat(
                        of(example, ConfigMap.class).stream().flatMap(map -> map.getData().keySet().stream()),
                        pods(example).values().stream()
                                .flatMap(pod -> container(pod).getEnv().stream())
                                .map(variable -> variable.getName()))
                .collect(Collectors.toSet());
    }

    private static Map<String, PodTemplateSpec> pods(Path example) throws IOException {
        Map<String, PodTemplateSpec> pods = new HashMap<>();
        of(example, Deployment.class)
                .forEach(one ->
                        pods.put(one.getMetadata().getName(), one.getSpec().getTemplate()));
        of(example, Job.class)
                .forEach(one ->
                        pods.put(one.getMetadata().getName(), one.getSpec().getTemplate()));
        of(example, CronJob.class)
                .forEach(one -> pods.put(
                        one.getMetadata().getName(),
                        one.getSpec().getJobTemplate().getSpec().getTemplate()));
        return pods;
    }

    private static Container container(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().get(0);
    }

    private static Set<String> names(Path example, Class<? extends HasMetadata> kind) {
        try {
            return of(example, kind).stream()
                    .map(one -> one.getMetadata().getName())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T extends HasMetadata> List<T> of(Path example, Class<T> kind) throws IOException {
        return of(rendered(example), kind);
    }

    private static <T extends HasMetadata> List<T> of(List<JsonNode> objects, Class<T> kind) {
        return objects.stream()
                .filter(node -> node.path("kind").asText().equals(kind.getSimpleName()))
                .map(node -> YAML.convertValue(node, kind))
                .toList();
    }

    private static List<JsonNode> rendered(Path example) throws IOException {
        List<JsonNode> known = RENDERED.get(example);
        if (known == null) {
            known = objects(template(example));
            RENDERED.put(example, known);
        }
        return known;
    }

    private static List<JsonNode> objects(String rendered) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
            while (documents.hasNext()) {
                JsonNode one = documents.next();
                if (one.isObject()) {
                    objects.add(one);
                }
            }
        }
        return objects;
    }

    private static String template(Path example, String... set) {
        return helm.template(withoutHooks.resolve("redshield-bridge"), NAME, example, set);
    }
}
