package org.redshield.bridge.deadline.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.deadline.calendar.CalendarStore.Origin;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Loads arrangements from files that the operator puts into a folder: {@code 2027.csv}, {@code 2027-1.json}, the year in
 * front. The files are left as they are; each content is tried once, whatever came of it, and the log and
 * {@code calendar_load} say what did.
 */
@Component
@RequiredArgsConstructor
class CalendarFolder {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarFolder.class);
    private static final Pattern NAME = Pattern.compile("(20\\d\\d|2100)\\b.*\\.(csv|json)");

    private final CalendarLoading loading;
    private final CalendarStore store;
    private final DeadlineSettings settings;

    /** When those that were dealt with had been written: nobody is asked about them again. */
    private final Map<Path, FileTime> dealtWith = new HashMap<>();

    /** Looks for files that were not tried yet, in the order of their names. */
    @Scheduled(fixedDelayString = "${bridge.deadline.calendar-folder-interval:10s}")
    void look() throws IOException {
        if (settings.calendarFolder() == null || !Files.isDirectory(settings.calendarFolder())) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(settings.calendarFolder())) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                load(file, Integer.parseInt(name.group(1)));
            }
        }
    }

    private void load(Path file, int year) throws IOException {
        FileTime written = Files.getLastModifiedTime(file);
        if (written.equals(dealtWith.get(file))) {
            return;
        }
        if (store.openPass().isPresent()) {
            // Not a fault of the file: its turn comes.
            return;
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(CalendarReader.LARGEST + 1);
        }
        String from = "file " + file.getFileName();
        if (store.isKnown(from, Hashes.sha256(content))) {
            dealtWith.put(file, written);
            return;
        }
        try {
            loading.load(year, content, new Origin(Files.getOwner(file).getName(), from));
        } catch (Refusal refusal) {
            LOG.error("{} was not loaded: {}", file, refusal.getMessage());
        }
    }
}
