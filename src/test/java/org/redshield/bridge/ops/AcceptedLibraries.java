package org.redshield.bridge.ops;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.redshield.bridge.ops.PackedJar.Library;

/**
 * Libraries that are no longer kept by anybody, and which of them somebody accepted: {@code src/pack/accepted.txt}, a line each,
 * {@code [group:]name:version | day | reason}. An acceptance holds a year, and goes with what it is for.
 *
 * @param accepted day and reason by coordinates
 */
record AcceptedLibraries(Map<String, Accepted> accepted) {

    record Accepted(LocalDate day, String reason) {}

    private static final Path FILE = Path.of("src", "pack", "accepted.txt");

    /** Longer ago nothing of a library was changed. */
    private static final int YEARS = 5;

    /** Names under which nothing new is published, and what goes on instead. */
    private static final Map<String, String> GONE = new TreeMap<>(Map.of(
            "(org\\.bouncycastle:)?bc.*-(jdk15on|jdk16|jdk15):.*",
            "-jdk18on",
            "javax\\.(xml\\.bind|activation|annotation|servlet|mail|ws\\.rs|inject|el|validation)[.:].*",
            "jakarta.*",
            "com\\.sun\\.activation:.*",
            "org.eclipse.angus",
            "commons-(lang|collections|httpclient|beanutils):.*:[12]\\..*",
            "org.apache.commons:commons-lang3, commons-collections4",
            "commons-io:commons-io:(1\\..*|2\\.([0-9]|1[0-3])(\\..*)?)",
            "commons-io 2.14 and newer",
            "log4j:log4j:.*",
            "org.apache.logging.log4j",
            "org\\.codehaus\\.jackson:.*",
            "com.fasterxml.jackson",
            "com\\.lowagie:itext:.*",
            "none"));

    static AcceptedLibraries read() throws IOException {
        return of(Files.readAllLines(FILE));
    }

    static AcceptedLibraries of(List<String> lines) {
        Map<String, Accepted> accepted = new LinkedHashMap<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" \\| ", 3);
                accepted.put(parts[0].strip(), new Accepted(LocalDate.parse(parts[1].strip()), parts[2].strip()));
            }
        }
        return new AcceptedLibraries(accepted);
    }

    /** @return a sentence each: what is no longer kept and not accepted, and acceptances that do not hold */
    List<String> faults(List<Library> libraries, LocalDate today) {
        Map<String, String> wanting = noLongerKept(libraries, today);
        List<String> faults = new ArrayList<>();
        wanting.forEach((library, why) -> {
            if (!accepted.containsKey(library)) {
                faults.add(library + " " + why + ": replace it, or accept it in " + FILE);
            }
        });
        accepted.forEach((library, as) -> {
            if (!wanting.containsKey(library)) {
                faults.add(library + " is accepted in " + FILE + ", which is not needed");
            }
            if (as.day().isAfter(today) || as.day().isBefore(today.minusYears(1))) {
                faults.add(library + " was accepted on " + as.day()
                        + ": look whether it can be replaced, and accept it anew");
            }
            if (as.reason().length() < 20) {
                faults.add(library + " is accepted for no reason");
            }
        });
        return faults;
    }

    private static Map<String, String> noLongerKept(List<Library> libraries, LocalDate today) {
        Map<String, String> found = new TreeMap<>();
        Map<String, Set<String>> versions = new TreeMap<>();
        for (Library library : libraries) {
            String coordinates = library.coordinates();
            GONE.forEach((name, instead) -> {
                if (coordinates.matches(name)) {
                    found.put(coordinates, "is published no more, but " + instead);
                }
            });
            if (library.newest().getYear() > 1980 && library.newest().isBefore(today.minusYears(YEARS))) {
                found.putIfAbsent(coordinates, "has not changed since " + library.newest());
            }
            int end = coordinates.lastIndexOf(':');
            if (end > 0) {
                versions.computeIfAbsent(coordinates.substring(0, end), any -> new TreeSet<>())
                        .add(coordinates.substring(end + 1));
            }
        }
        versions.forEach((name, of) -> of.stream()
                .filter(version -> of.stream().anyMatch(other -> isNewer(other, version)))
                .forEach(version -> found.putIfAbsent(
                        name + ":" + version, "is there beside a newer one, of " + String.join(" and ", of))));
        return found;
    }

    private static boolean isNewer(String one, String other) {
        return Version.parse(one).compareTo(Version.parse(other)) > 0;
    }
}
