package org.redshield.bridge.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.redshield.bridge.keys.Hashes;

/** One of the packed jars, taken apart down to the last jar in a jar, without its list; and what its list says. */
final class PackedJar {

    /**
     * A jar in the jar, or a library whose coordinates another one brings along.
     *
     * @param path where it lies; for coordinates, the jar that brings them
     * @param coordinates {@code group:name:version}, or {@code name:version} of the file where it does not say them
     * @param sha256 of a jar; empty for coordinates
     * @param newest the day of its newest file; in 1980 where its build writes none
     */
    record Library(String path, String coordinates, String sha256, LocalDate newest) {

        String line() {
            return path + (sha256.isEmpty() ? "!" + coordinates : " " + sha256);
        }
    }

    /** @param system {@code linux-amd64}, {@code linux-arm64} or what else it is for */
    record Native(String path, String system, String sha256) {}

    private static final LocalDate NEVER = LocalDate.of(1980, 1, 1);

    private final Path file;
    private final List<Library> libraries = new ArrayList<>();
    private final List<Native> natives = new ArrayList<>();
    private final Set<String> entries = new TreeSet<>();

    PackedJar(Path file) throws IOException {
        this.file = file;
        try (ZipFile jar = new ZipFile(file.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                entries.add(entry.getName());
                try (InputStream content = jar.getInputStream(entry)) {
                    found(entry.getName(), content.readAllBytes());
                }
            }
        }
    }

    private void found(String path, byte[] content) throws IOException {
        String system = system(path, content);
        if (!system.isEmpty()) {
            natives.add(new Native(path, system, Hashes.sha256(content)));
        }
        if (!path.endsWith(".jar")) {
            return;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        String own = name.replaceAll("(.+?)-(\\d.*)\\.jar", "$1:$2");
        LocalDate newest = NEVER;
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                byte[] inside = entries.readAllBytes();
                LocalDate day = entry.getTimeLocal().toLocalDate();
                newest = day.isAfter(newest) ? day : newest;
                if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
                    Properties maven = new Properties();
                    maven.load(new ByteArrayInputStream(inside));
                    String coordinates = Stream.of("groupId", "artifactId", "version")
                            .map(maven::getProperty)
                            .collect(Collectors.joining(":"));
                    if (name.startsWith(maven.getProperty("artifactId") + "-" + maven.getProperty("version"))) {
                        own = coordinates;
                    } else {
                        libraries.add(new Library(path, coordinates, "", NEVER));
                    }
                }
                found(path + "!/" + entry.getName(), inside);
            }
        }
        libraries.add(new Library(path, own, Hashes.sha256(content), newest));
    }

    /** For which system native code is; empty for what is none. As its formats begin, whatever it is called. */
    private static String system(String path, byte[] content) {
        if (content.length < 64) {
            return "";
        }
        String begins = "%02x%02x%02x%02x".formatted(content[0], content[1], content[2], content[3]);
        return switch (begins) {
            case "7f454c46" -> {
                boolean linux = content[4] == 2 && content[5] == 1 && (content[7] == 0 || content[7] == 3);
                int machine = content[18] & 0xff | (content[19] & 0xff) << 8;
                yield !linux
                        ? "another ELF"
                        : machine == 62 ? "linux-amd64" : machine == 183 ? "linux-arm64" : "ELF for machine " + machine;
            }
            case "feedface", "feedfacf", "cefaedfe", "cffaedfe" -> "macos";
            case "cafebabe" -> path.endsWith(".class") ? "" : "macos";
            default -> begins.startsWith("4d5a") && path.matches(".*\\.(dll|exe|so[^/]*)") ? "windows" : "";
        };
    }

    Path file() {
        return file;
    }

    List<Library> libraries() {
        return List.copyOf(libraries);
    }

    Set<String> entries() {
        return Set.copyOf(entries);
    }

    List<Native> natives() {
        return List.copyOf(natives);
    }

    /** What its list names, as {@link Library#line()} says it, where the list calls it as the file is called. */
    Set<String> listed() throws IOException {
        Set<String> lines = new TreeSet<>();
        list().path("components").forEach(component -> say(component, "", lines));
        return lines;
    }

    /** Single files that the list names, with their hash. */
    List<String> listedFiles() throws IOException {
        List<String> files = new ArrayList<>();
        for (JsonNode component : list().path("components")) {
            for (JsonNode inside : component.path("components")) {
                if (inside.path("type").asText().equals("file")) {
                    files.add(inside.path("name").asText() + " " + sha256(inside));
                }
            }
        }
        return files;
    }

    private static String sha256(JsonNode component) {
        for (JsonNode one : component.path("hashes")) {
            if (one.path("alg").asText().equals("SHA-256")) {
                return one.path("content").asText();
            }
        }
        return "";
    }

    JsonNode list() throws IOException {
        try (ZipFile jar = new ZipFile(file.toFile());
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static void say(JsonNode component, String within, Set<String> lines) {
        String path = component.at("/properties/0/value").asText();
        String hash = "";
        for (JsonNode one : component.path("hashes")) {
            hash = one.path("alg").asText().equals("SHA-256")
                    ? one.path("content").asText()
                    : hash;
        }
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        String purl = component.path("purl").asText();
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceAll(".*classifier=([^&]+).*", "$1") : "";
        if (path.endsWith("/" + name + "-" + version + classifier + ".jar") || path.endsWith("/" + name + ".jar")) {
            lines.add(path + " " + hash);
        } else if (hash.isEmpty() && path.startsWith(within + "!/")) {
            lines.add(within + "!" + component.path("group").asText() + ":" + name + ":" + version);
        } else {
            // A folder, or a name that is not the file's.
            lines.add(path + " as " + name + "-" + version);
        }
        component.path("components").forEach(inside -> say(inside, path, lines));
    }

    /** @return its largest parts, largest first, a line each */
    List<String> largest(int most) throws IOException {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            return jar.stream()
                    .sorted(Comparator.comparing(ZipEntry::getCompressedSize).reversed())
                    .limit(most)
                    .map(entry -> entry.getCompressedSize() / 1000 + " kB " + entry.getName())
                    .toList();
        }
    }

    long size() throws IOException {
        return Files.size(file);
    }
}
