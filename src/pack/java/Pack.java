import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The last step of {@code package} (docs/adr/0143-what-is-in-the-jar.md). From libraries in the packed jars it takes native code: that for
 * Linux on two processors into {@code …-native.jar} beside the jar, that of other systems nowhere. And it writes the list of what
 * lies in each jar, in CycloneDX. A jar that has gone through it is left alone.
 *
 * <pre>  java Pack.java {list of the build's libraries} {version} {jar}…</pre>
 */
public final class Pack {

    private static final String LIST = "META-INF/sbom/application.cdx.json";
    private static final String LOADER = "org/springframework/boot/loader/";
    private static final String WHERE = "redshield:path";
    private static final int ELF = 0x464c457f;
    private static final Pattern FILE = Pattern.compile("(?:.*/)?(.+?)-(\\d[^/]*)\\.jar");
    private static final Pattern COORDINATES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the list of the build says, by the name of the file. */
    private final Map<String, ObjectNode> known = new HashMap<>();

    private final ObjectNode build;
    private final String version;

    private Pack(ObjectNode build, String version) {
        this.build = build;
        this.version = version;
        for (JsonNode component : build.path("components")) {
            String purl = component.path("purl").asText();
            String classifier =
                    purl.contains("classifier=") ? "-" + purl.replaceAll(".*classifier=([^&]+).*", "$1") : "";
            known.put(text(component, "name") + "-" + text(component, "version") + classifier + ".jar", (ObjectNode)
                    component);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Pack pack = new Pack((ObjectNode) JSON.readTree(Path.of(arguments[0]).toFile()), arguments[1]);
        for (int at = 2; at < arguments.length; at++) {
            pack.done(Path.of(arguments[at]));
        }
    }

    private void done(Path jar) throws Exception {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        List<ObjectNode> libraries = new ArrayList<>();
        TreeMap<String, byte[]> natives = new TreeMap<>();
        List<ObjectNode> owners = new ArrayList<>();
        Map<String, byte[]> licences = new TreeMap<>();
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(part))) {
            if (isDone(from)) {
                Files.delete(part);
                return;
            }
            for (ZipEntry entry : from.stream().toList()) {
                if (entry.getName().equals(LIST)) {
                    continue;
                }
                byte[] content = from.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".jar")) {
                    Natives taken = new Natives(new TreeMap<>(), new TreeSet<>());
                    content = withoutNatives(entry.getName(), content, taken);
                    ObjectNode library = library(entry.getName(), content, taken);
                    libraries.add(library);
                    if (!taken.ours().isEmpty()) {
                        owners.add(library);
                        taken.ours().forEach((name, code) -> natives.merge(name, code, Pack::refuse));
                    }
                } else if (entry.getName().equals(LOADER)) {
                    libraries.add(loader(from));
                } else if (entry.getName().contains("/LICENSE-")) {
                    licences.put(entry.getName().replaceAll(".*/", ""), content);
                }
                write(to, entry, content);
            }
            add(to, LIST, json(list(jar, libraries)), time(from));
            if (!owners.isEmpty()) {
                writeNatives(
                        jar.resolveSibling(jar.getFileName().toString().replaceAll("\\.jar$", "-native.jar")),
                        natives,
                        owners,
                        licences,
                        time(from));
            }
        }
        Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] refuse(byte[] one, byte[] other) {
        throw new IllegalStateException("Two libraries have native code of the same name");
    }

    private static boolean isDone(ZipFile jar) throws IOException {
        ZipEntry list = jar.getEntry(LIST);
        return list != null
                && new String(jar.getInputStream(list).readAllBytes(), StandardCharsets.UTF_8).contains(WHERE);
    }

    /** With their list, and the licences of whose they are. */
    private void writeNatives(
            Path jar, Map<String, byte[]> natives, List<ObjectNode> owners, Map<String, byte[]> licences, long time)
            throws IOException, GeneralSecurityException {
        List<ObjectNode> files = new ArrayList<>();
        for (ObjectNode owner : owners) {
            ObjectNode of = owner.deepCopy();
            of.remove(List.of("pedigree", "hashes", "properties"));
            ArrayNode inside = of.putArray("components");
            for (Map.Entry<String, byte[]> file : natives.entrySet()) {
                ObjectNode one = inside.addObject().put("type", "file").put("name", file.getKey());
                hash(one, file.getValue());
                lies(one, file.getKey());
            }
            files.add(of);
        }
        try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(jar))) {
            add(to, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8), time);
            for (Map.Entry<String, byte[]> licence : licences.entrySet()) {
                String whose = licence.getKey().replaceAll("LICENSE-|\\..*", "");
                if (owners.stream().anyMatch(owner -> text(owner, "name").startsWith(whose))) {
                    add(to, "META-INF/" + licence.getKey(), licence.getValue(), time);
                }
            }
            for (Map.Entry<String, byte[]> file : natives.entrySet()) {
                add(to, file.getKey(), file.getValue(), time);
            }
            add(to, LIST, json(list(jar, files)), time);
        }
    }

    private static long time(ZipFile jar) {
        return jar.getEntry("META-INF/MANIFEST.MF").getTime();
    }

    private static byte[] json(ObjectNode list) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(list);
    }

    private static void add(ZipOutputStream to, String name, byte[] content, long time) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(time);
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }

    private static void write(ZipOutputStream to, ZipEntry as, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(as.getName());
        entry.setTime(as.getTime());
        entry.setComment(as.getComment());
        entry.setMethod(as.getMethod());
        if (as.getMethod() == ZipEntry.STORED) {
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setCrc(sum.getValue());
            entry.setSize(content.length);
            entry.setCompressedSize(content.length);
        }
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }

    /**
     * Native code that was taken out of libraries.
     *
     * @param ours for the systems on which a bridge is installed
     * @param foreign names of the rest
     */
    private record Natives(TreeMap<String, byte[]> ours, TreeSet<String> foreign) {}

    /** @return to the byte its maker's jar where there is none in it */
    private static byte[] withoutNatives(String name, byte[] jar, Natives natives) throws IOException {
        boolean signed = false;
        TreeSet<String> taken = new TreeSet<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                signed |= entry.getName().matches("META-INF/[^/]+\\.SF");
                byte[] content = entry.getName().endsWith(".class") ? new byte[0] : entries.readAllBytes();
                if (isOurs(entry.getName(), content)) {
                    natives.ours().put(entry.getName(), content);
                    taken.add(entry.getName());
                } else if (isNative(content)) {
                    natives.foreign().add(entry.getName());
                    taken.add(entry.getName());
                }
            }
        }
        if (taken.isEmpty()) {
            return jar;
        }
        if (signed) {
            throw new IOException(name + " is signed, and would no longer be what was signed without " + taken);
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(jar.length);
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream to = new ZipOutputStream(kept)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!taken.contains(entry.getName())) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    to.putNextEntry(copy);
                    entries.transferTo(to);
                }
            }
        }
        return kept.toByteArray();
    }

    /** Linux with glibc on x86-64 or arm64. */
    private static boolean isOurs(String name, byte[] content) {
        return isNative(content)
                && number(content, 0, 4) == ELF
                && content[4] == 2
                && (content[7] == 0 || content[7] == 3)
                && (number(content, 18, 2) == 62 || number(content, 18, 2) == 183)
                && !name.contains("musl");
    }

    /** Told by how it begins, for names are anything: Linux, Windows, and macOS thin in either order of bytes or several in one file. */
    private static boolean isNative(byte[] content) {
        if (content.length < 64) {
            return false;
        }
        int magic = number(content, 0, 4);
        int pe = number(content, 60, 4);
        boolean windows =
                (magic & 0xffff) == 0x5a4d && pe > 0 && pe < content.length - 4 && number(content, pe, 4) == 0x4550;
        return magic == ELF
                || windows
                || (magic & 0xfffffffe) == 0xfeedface
                || magic == 0xcefaedfe
                || magic == 0xcffaedfe
                || magic == 0xbebafeca;
    }

    private static int number(byte[] content, int at, int bytes) {
        int number = 0;
        for (int next = bytes - 1; next >= 0; next--) {
            number = number << 8 | content[at + next] & 0xff;
        }
        return number;
    }

    private ObjectNode library(String path, byte[] jar, Natives taken) throws IOException, GeneralSecurityException {
        String file = path.substring(path.lastIndexOf('/') + 1);
        List<ObjectNode> inside = new ArrayList<>();
        ObjectNode own = known.containsKey(file) ? known.get(file).deepCopy() : null;
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (COORDINATES.matcher(entry.getName()).matches()) {
                    Properties maven = new Properties();
                    maven.load(entries);
                    ObjectNode found = component(
                            maven.getProperty("groupId"),
                            maven.getProperty("artifactId"),
                            maven.getProperty("version"));
                    if (own != null && !isSame(own, found)
                            || own == null && !file.startsWith(text(found, "name") + "-")) {
                        inside.add(found);
                    } else if (own == null) {
                        own = found;
                    }
                } else if (entry.getName().endsWith(".jar")) {
                    inside.add(library(
                            path + "!/" + entry.getName(),
                            entries.readAllBytes(),
                            new Natives(new TreeMap<>(), new TreeSet<>())));
                }
            }
        }
        if (own == null) {
            own = unknown(file);
        }
        if (!taken.ours().isEmpty() || !taken.foreign().isEmpty()) {
            // What it was made of, as its maker gave it out.
            ObjectNode whole = own.deepCopy();
            whole.remove("bom-ref");
            ObjectNode pedigree = JSON.createObjectNode();
            pedigree.putArray("ancestors").add(whole);
            pedigree.put(
                    "notes",
                    "Native code lies in the -native.jar; left out, as of other systems: "
                            + String.join(", ", taken.foreign()));
            own.set("pedigree", pedigree);
        }
        hash(own, jar);
        lies(own, path);
        if (!inside.isEmpty()) {
            ArrayNode components = own.putArray("components");
            for (ObjectNode one : inside) {
                if (!one.has("properties")) {
                    lies(one, path + "!/META-INF/maven/" + text(one, "group") + "/" + text(one, "name"));
                }
                one.put("bom-ref", text(one, "bom-ref") + "#" + file);
                components.add(one);
            }
        }
        return own;
    }

    private static void hash(ObjectNode component, byte[] content) throws GeneralSecurityException {
        ArrayNode hashes = component.putArray("hashes");
        for (String algorithm : List.of("SHA-256", "SHA-512")) {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(content));
            hashes.addObject().put("alg", algorithm).put("content", hash);
        }
    }

    private static void lies(ObjectNode component, String where) {
        component.putArray("properties").addObject().put("name", WHERE).put("value", where);
    }

    /** What packing itself puts in, and our own programs for elsewhere. */
    private ObjectNode unknown(String file) throws IOException {
        Matcher named = FILE.matcher(file);
        if (named.matches() && named.group(1).startsWith("spring-boot-")) {
            return component("org.springframework.boot", named.group(1), named.group(2));
        }
        Optional<ObjectNode> other = known.values().stream()
                .filter(one -> named.matches() && text(one, "name").equals(named.group(1)))
                .findFirst();
        if (other.isPresent()) {
            // Of a process that needs another version.
            return component(text(other.get(), "group"), named.group(1), named.group(2));
        }
        if (file.startsWith("redshield-")) {
            return component("org.redshield", file.replace(".jar", ""), version);
        }
        throw new IOException(
                "Nobody knows what " + file + " is: it is no library of the build and does not say its coordinates");
    }

    /** The classes by which the jar finds its libraries, unpacked beside them. */
    private ObjectNode loader(ZipFile jar) {
        String boot = jar.stream()
                .map(entry -> FILE.matcher(entry.getName()))
                .filter(file -> file.matches() && file.group(1).equals("spring-boot"))
                .map(file -> file.group(2))
                .findFirst()
                .orElseGet(() -> text(
                        known.values().stream()
                                .filter(one -> text(one, "name").equals("spring-boot"))
                                .findFirst()
                                .orElseThrow(),
                        "version"));
        ObjectNode loader = component("org.springframework.boot", "spring-boot-loader", boot);
        lies(loader, LOADER);
        return loader;
    }

    private static ObjectNode component(String group, String name, String version) {
        String purl = "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
        return JSON.createObjectNode()
                .put("type", "library")
                .put("bom-ref", purl)
                .put("group", group)
                .put("name", name)
                .put("version", version)
                .put("purl", purl);
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return text(one, "group").equals(text(other, "group"))
                && text(one, "name").equals(text(other, "name"));
    }

    private ObjectNode list(Path jar, List<ObjectNode> libraries) {
        ObjectNode list = build.deepCopy();
        ((ObjectNode) list.at("/metadata/component")).put("description", "What lies in " + jar.getFileName());
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        libraries.forEach(library -> sorted.put(text(library, "bom-ref"), library));
        list.putArray("components").addAll(sorted.values());
        sorted.put(list.at("/metadata/component/bom-ref").asText(), list);
        ArrayNode dependencies = list.putArray("dependencies");
        for (JsonNode dependency : build.path("dependencies")) {
            if (sorted.containsKey(text(dependency, "ref"))) {
                ArrayNode on = dependencies
                        .addObject()
                        .put("ref", text(dependency, "ref"))
                        .putArray("dependsOn");
                dependency.path("dependsOn").forEach(ref -> {
                    if (sorted.containsKey(ref.asText())) {
                        on.add(ref);
                    }
                });
            }
        }
        return list;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
