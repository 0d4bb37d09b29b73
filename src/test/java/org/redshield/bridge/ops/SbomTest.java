package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.ChinaTime;

/** What the packed jars say is in them, and what lies in them. */
@Tag("packaged")
class SbomTest {

    /** Taken apart once. */
    private static final Map<String, PackedJar> JARS = new HashMap<>();

    private static PackedJar jar(String suffix) throws IOException {
        if (!JARS.containsKey(suffix)) {
            Path file = Path.of(System.getProperty("bridge.jar").replaceAll("\\.jar$", suffix + ".jar"));
            JARS.put(suffix, new PackedJar(file));
        }
        return JARS.get(suffix);
    }

    @AfterAll
    static void forget() {
        JARS.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-sandbox", "-verifier"})
    void theListNamesEveryJarInEveryJarAndNothingElse(String suffix) throws IOException {
        PackedJar jar = jar(suffix);

        Set<String> lies =
                jar.libraries().stream().map(PackedJar.Library::line).collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = jar.listed();

        // By these classes the jar finds its libraries; they lie there unpacked.
        assertThat(listed)
                .filteredOn(line -> line.contains(" as "))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).startsWith("org/springframework/boot/loader/ as spring-boot-loader-3."));
        listed.removeIf(line -> line.contains(" as "));
        assertThat(listed).containsExactlyElementsOf(lies);
        assertThat(jar.list().path("bomFormat").asText()).isEqualTo("CycloneDX");
    }

    /** Jars that bring others along say so to whoever knows where to look: this is where they did. */
    @Test
    void whatLibrariesBringAlongIsNamedToo() throws IOException {
        assertThat(jar("").listed())
                .contains(
                        "BOOT-INF/lib/camunda-engine-7.24.0.jar!com.google.code.gson:gson:2.8.9",
                        "BOOT-INF/lib/opentelemetry-sdk-trace-1.49.0.jar!org.jctools:jctools-core:4.0.5")
                .anyMatch(line -> line.startsWith("BOOT-INF/classes/spark/redshield-spark.jar "))
                .anyMatch(line -> line.startsWith("BOOT-INF/classes/ofd/ofdrw-sign-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-sandbox", "-verifier"})
    void nativeCodeLiesApart(String suffix) throws IOException {
        assertThat(jar(suffix).natives()).isEmpty();
    }

    /** Parquet is read on both. Tests and test-run have the library as its maker gives it out. */
    @Test
    void nativeCodeIsForLinuxOnTwoProcessorsAndListed() throws IOException {
        PackedJar jar = jar("-native");
        assertThat(jar.natives())
                .extracting(one -> one.path() + " " + one.system())
                .containsExactlyInAnyOrder(
                        "libduckdb_java.so_linux_amd64 linux-amd64", "libduckdb_java.so_linux_arm64 linux-arm64");
        assertThat(jar.listedFiles())
                .containsExactlyInAnyOrderElementsOf(jar.natives().stream()
                        .map(one -> one.path() + " " + one.sha256())
                        .toList());
        assertThat(jar.entries()).contains("META-INF/LICENSE-duckdb.txt");
        for (String system : List.of("linux_amd64", "linux_arm64", "macos_arm64", "windows_amd64")) {
            assertThat(getClass().getResource("/libduckdb_java.so_" + system))
                    .as(system)
                    .isNotNull();
        }
    }

    @Test
    void theJarHasItsSize() throws IOException {
        PackedJar jar = jar("");
        assertThat(jar.size())
                .as("%s is too large; its largest parts: %s", jar.file(), String.join("\n", jar.largest(10)))
                .isLessThanOrEqualTo(150_000_000);
    }

    /** What {@code src/pack/accepted.txt} is for: {@link AcceptedLibraries}. */
    @Test
    void whatIsNoLongerKeptIsAcceptedByName() throws IOException {
        List<PackedJar.Library> all = new ArrayList<>();
        for (String suffix : List.of("", "-sandbox", "-verifier")) {
            all.addAll(jar(suffix).libraries());
        }
        assertThat(AcceptedLibraries.read().faults(all, LocalDate.now(ChinaTime.ZONE)))
                .isEmpty();
    }
}
