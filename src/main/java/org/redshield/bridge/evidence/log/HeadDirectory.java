package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * written once, and beside them {@code numbers/<log>.txt}.
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
        write(day.resolve("%019d.json".formatted(head.size())), CanonicalJson.bytes(HeadCopy.written(head)));
    }

    @Override
    public Optional<String> numbers(UUID log) throws IOException {
        Path file = numbersOf(log);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void keepNumbers(UUID log, String marks) throws IOException {
        write(numbersOf(log), marks.getBytes(StandardCharsets.UTF_8));
    }

    private Path numbersOf(UUID log) {
        return directory.resolve("numbers").resolve(log + ".txt");
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path temporary = file.resolveSibling("." + Ids.next());
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
