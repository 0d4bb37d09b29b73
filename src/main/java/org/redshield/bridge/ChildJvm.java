package org.redshield.bridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A JVM beside this one, of the same Java. It is there for what the bridge does not trust with its own memory, and so is not given the
 * bridge's environment either, where passwords may stand: only what a program needs to speak, tell the time and find libraries.
 */
public final class ChildJvm {

    private static final Set<String> NEEDED = Set.of("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private ChildJvm() {}

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
