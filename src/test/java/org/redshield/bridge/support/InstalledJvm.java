package org.redshield.bridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an installation starts the bridge's JVM: with the Dockerfile's own flags, in as much memory as Compose gives a node. */
public final class InstalledJvm {

    private static final Pattern ENTRY = Pattern.compile("(?m)^ENTRYPOINT \\[(.*)]$");
    private static final Pattern FLAG = Pattern.compile("\"(-[XD][^\"]*)\"");
    private static final Pattern MEMORY = Pattern.compile("mem_limit: \\$\\{BRIDGE_NODE_MEMORY:-(\\w+)}");

    private InstalledJvm() {}

    /** Options for {@link ChildBridge}. */
    public static List<String> options() {
        List<String> options = new ArrayList<>(List.of("-XX:MaxRAM=" + found(MEMORY, "docker-compose.yml")));
        Matcher flags = FLAG.matcher(found(ENTRY, "Dockerfile"));
        while (flags.find()) {
            options.add(flags.group(1));
        }
        return options;
    }

    private static String found(Pattern what, String file) {
        try {
            Matcher found = what.matcher(Files.readString(Path.of(file)));
            if (!found.find()) {
                throw new AssertionError(file + " has no " + what);
            }
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
