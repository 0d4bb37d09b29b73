package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the jar says is in it, and what lies in it. */
@Tag("packaged")
class SbomTest {

    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String OFD = "BOOT-INF/classes/ofd/";

    /** Empty, and left out when the jar is packed; and what a test has in another version than a library asked for. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("spring-boot-starter(-[a-z0-9-]+)?-3\\..*|jaxb-impl-2\\..*|jakarta\\.activation-1\\..*");

    @Test
    void theListsNameEveryLibraryOfTheJar() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("bridge.jar"))) {
            // The layers' own tool is Spring Boot's, put in when the jar is packed.
            Set<String> lie = files(jar, LIBRARIES).stream()
                    .filter(file -> !file.startsWith("spring-boot-jarmode-"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> listed = listed(jar, "application");
            assertThat(listed).containsAll(lie).contains("camunda-engine-7.24.0.jar");
            listed.removeAll(lie);
            assertThat(listed).allMatch(LEFT_OUT.asMatchPredicate());
            Set<String> ofd = new TreeSet<>(files(jar, OFD));
            ofd.remove("redshield-ofd.jar");
            assertThat(listed(jar, "ofd")).isEqualTo(ofd);
        }
    }

    private static Set<String> files(JarFile jar, String below) {
        return jar.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.startsWith(below) && name.endsWith(".jar"))
                .map(name -> name.substring(below.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> listed(JarFile jar, String list) throws IOException {
        Set<String> names = new TreeSet<>();
        try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/sbom/" + list + ".cdx.json"))) {
            for (JsonNode component : new ObjectMapper().readTree(in).path("components")) {
                String purl = component.path("purl").asText();
                String classifier =
                        purl.contains("classifier=") ? "-" + purl.replaceAll(".*classifier=([^&]+).*", "$1") : "";
                // What only the compiler needs does not lie there.
                if (purl.endsWith("type=jar")
                        && !component.path("scope").asText().equals("optional")) {
                    names.add(component.path("name").asText() + "-"
                            + component.path("version").asText() + classifier + ".jar");
                }
            }
        }
        return names;
    }
}
