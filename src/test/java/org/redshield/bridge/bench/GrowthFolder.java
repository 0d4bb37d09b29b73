package org.redshield.bridge.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The directory in which {@link CaseGrowth} keeps an installation from one run to the next: database, evidence, keys, the sandbox's ledger. */
record GrowthFolder(Path path) {

    /** The database in it. */
    static final String DATABASE = "growth";

    static GrowthFolder of(String path) throws IOException {
        return new GrowthFolder(Files.createDirectories(Path.of(path).toAbsolutePath()));
    }

    Path evidence() {
        return path.resolve("evidence");
    }

    String sandbox() {
        return path.resolve("sandbox").toString();
    }

    /** Of the bridge, {@code --key=value}. */
    List<String> settings() {
        return List.of(
                "--bridge.evidence.directory=" + evidence(),
                "--bridge.evidence.keys=" + path.resolve("keys"),
                "--bridge.numbers.directory=" + path.resolve("numbers"),
                "--bridge.seals.directory=" + path.resolve("seals"));
    }

    /** Bytes of the files below that folder of it. */
    long bytes(String folder) throws IOException {
        Path below = path.resolve(folder);
        if (!Files.isDirectory(below)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }

    /** Bytes that are free beside it. */
    long free() throws IOException {
        FileStore disk = Files.getFileStore(path);
        return disk.getUsableSpace();
    }
}
