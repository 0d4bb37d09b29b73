package org.redshield.bridge.upgrade;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.redshield.bridge.support.ChildBridge;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/** The program of a release as one small jar, which runs on the libraries of the present one. */
final class ReleasedClasses {

    static final Path ARCHIVE = Path.of("src/test/resources/upgrade/release.jar.xz");

    private static final Path PRESENT = Path.of("target/classes");

    /** Others' work, which is more than all of ours and seldom changes: lent by the present release. */
    private static final List<String> LENT = List.of("fonts", "ofd");

    private ReleasedClasses() {}

    /** Writes those that the build has made. */
    static void save() throws IOException {
        // Not compressed by itself: what classes have in common is found over all of them.
        try (OutputStream file = Files.newOutputStream(ARCHIVE);
                JarOutputStream jar = new JarOutputStream(new XZOutputStream(file, new LZMA2Options()));
                Stream<Path> all = Files.walk(PRESENT)) {
            jar.setLevel(0);
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                Path name = PRESENT.relativize(path);
                if (!LENT.contains(name.getName(0).toString())) {
                    jar.putNextEntry(new ZipEntry(name.toString()));
                    Files.copy(path, jar);
                }
            }
        }
    }

    /** Unpacks the saved ones into a folder. @return the class path on which they run */
    static String classPath(Path folder) throws IOException {
        // A folder: in a jar packages without entries of their own would not be searched.
        Path classes = Files.createDirectory(folder.resolve("classes"));
        try (ZipInputStream saved = new ZipInputStream(new XZInputStream(Files.newInputStream(ARCHIVE)))) {
            for (ZipEntry entry = saved.getNextEntry(); entry != null; entry = saved.getNextEntry()) {
                Path file = classes.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(saved, file);
            }
        }
        for (String name : LENT) {
            Files.createSymbolicLink(
                    classes.resolve(name), PRESENT.resolve(name).toAbsolutePath());
        }
        String libraries = Stream.of(ChildBridge.classPath().split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith(PRESENT))
                .collect(Collectors.joining(File.pathSeparator));
        return classes + File.pathSeparator + libraries;
    }
}
