package org.redshield.bridge;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM beside this one, of the same Java. It is there for what the bridge does not trust with its own memory, and so is not given the
 * bridge's environment either, where passwords may stand: only what a program needs to speak, tell the time and find libraries.
 */
public final class ChildJvm {

    private static final Set<String> NEEDED = Set.of("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private ChildJvm() {}

    /** The last of {@link #of}'s options: a class of this program, found as this JVM finds its own, in a jar with all libraries or not. */
    public static List<String> program(Class<?> main) {
        return program(main.getName(), nativeCode());
    }

    /** What libraries load of the system's own code and the bridge never does; none where this program is not packed, or came without it. */
    private static List<Path> nativeCode() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(jar -> Path.of(jar.replaceFirst("\\.jar$", "-native.jar")).toAbsolutePath())
                .filter(Files::isRegularFile)
                .toList();
    }

    /**
     * The same with libraries that this program does not have.
     *
     * @param main a class of theirs or of this program
     * @param besides jars, found before this program's
     */
    public static List<String> program(String main, List<Path> besides) {
        // Made absolute: nobody knows where the other process begins to look.
        Stream<Path> places = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath());
        // In the jar that has all libraries in it, only its own launcher finds them.
        boolean packed = ClassLoader.getSystemResource(LAUNCHER.replace('.', '/') + ".class") != null;
        if (!packed) {
            return List.of("-cp", joined(Stream.concat(besides.stream(), places), File.pathSeparator), main);
        }
        List<String> options = new ArrayList<>(List.of("-Dloader.main=" + main));
        if (!besides.isEmpty()) {
            options.add("-Dloader.path=" + joined(besides.stream(), ","));
        }
        options.addAll(List.of("-cp", joined(places, File.pathSeparator), LAUNCHER));
        return options;
    }

    private static String joined(Stream<Path> paths, String separator) {
        return paths.map(Path::toString).collect(Collectors.joining(separator));
    }

    /** @param arguments options, the class, and what that is told */
    public static ProcessBuilder of(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(NEEDED);
        return builder;
    }
}
