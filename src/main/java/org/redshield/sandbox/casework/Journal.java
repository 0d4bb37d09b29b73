package org.redshield.sandbox.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.redshield.sandbox.SandboxProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * {@code journal.jsonl}: one JSON document a line, only ever appended to. A line reaches the operating system before
 * the call that caused it is answered, so it survives a killed process. What a kill cuts off is the end of the last
 * line; that call was never answered, and the line is removed at the next start.
 */
@Component
public class Journal implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final ObjectMapper json;
    private final List<JournalEntry> found;
    private final FileChannel channel;

    public Journal(SandboxProperties properties, ObjectMapper json) throws IOException {
        this.json = json;
        if (properties.dataDirectory().isBlank()) {
            channel = null;
            found = List.of();
            return;
        }
        Path file = Files.createDirectories(Path.of(properties.dataDirectory())).resolve("journal.jsonl");
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file);
            found = read(file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void lock(Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            log.debug("Locked within this JVM", e);
        }
        throw new IllegalStateException("Another sandbox uses " + file.toAbsolutePath()
                + ". Stop it, or give this one its own folder with sandbox.data-directory.");
    }

    private List<JournalEntry> read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        List<JournalEntry> entries = new ArrayList<>();
        int start = 0;
        for (int end = indexOfNewline(content, start); end >= 0; end = indexOfNewline(content, start)) {
            entries.add(
                    parse(file, entries.size() + 1, new String(content, start, end - start, StandardCharsets.UTF_8)));
            start = end + 1;
        }
        if (start < content.length) {
            log.warn("Dropped {} bytes of an unfinished last line of {}", content.length - start, file);
            channel.truncate(start);
        }
        channel.position(start);
        return entries;
    }

    private JournalEntry parse(Path file, int lineNumber, String line) {
        try {
            return json.readValue(line, JournalEntry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Line " + lineNumber + " of " + file.toAbsolutePath() + " is not a journal entry; "
                            + "move the file away to start empty.",
                    e);
        }
    }

    private static int indexOfNewline(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Hands over, in order, what the journal held when it was opened. */
    void replay(Consumer<JournalEntry> consumer) {
        found.forEach(consumer);
    }

    synchronized void append(JournalEntry entry) {
        if (channel == null) {
            return;
        }
        try {
            long start = channel.position();
            try {
                ByteBuffer line =
                        ByteBuffer.wrap((json.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
            } catch (IOException e) {
                // Half a line must not stay before the next one.
                channel.truncate(start).position(start);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written; the call was not taken", e);
        }
    }

    synchronized void clear() {
        if (channel == null) {
            return;
        }
        try {
            channel.truncate(0).position(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be cleared", e);
        }
    }

    @Override
    public void destroy() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
