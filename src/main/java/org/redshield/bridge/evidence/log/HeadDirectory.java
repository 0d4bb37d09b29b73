package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Ids;

/**
 * A directory, best on a machine that the people of the database do not administer: {@code <log>/<day>/<size>.json}, each
 * written once.
 */
public final class HeadDirectory implements SecondPlace {

    private final Path directory;

    public HeadDirectory(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public Optional<HeadCopy> newest(UUID log) throws IOException {
        Optional<Path> day = last(directory.resolve(log.toString()));
        Optional<Path> file = day.isPresent() ? last(day.get()) : Optional.empty();
        return file.isPresent() ? Optional.of(HeadCopy.read(Files.readAllBytes(file.get()))) : Optional.empty();
    }

    private static Optional<Path> last(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .max(Comparator.comparing(entry -> entry.getFileName().toString()));
        }
    }

    @Override
    public void keep(LogHead head, Optional<HeadCopy> known) throws IOException {
        Path day = directory
                .resolve(head.origin().toString())
                .resolve(head.at().atOffset(ZoneOffset.UTC).toLocalDate().toString());
        Files.createDirectories(day);
        Path temporary = day.resolve("." + Ids.next());
        Files.write(temporary, CanonicalJson.bytes(HeadCopy.written(head)));
        Files.move(temporary, day.resolve("%019d.json".formatted(head.size())), StandardCopyOption.ATOMIC_MOVE);
    }
}
