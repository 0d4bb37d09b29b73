package org.redshield.bridge.restoreguard;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.redshield.bridge.installation.Difference;
import org.redshield.bridge.installation.Folder;
import org.redshield.bridge.installation.Installed;
import org.redshield.bridge.installation.KeptOutside;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the numbers have gone: a folder for each installation in the directory of numbers. */
public class NumbersKept implements KeptOutside {

    static final String ROLE = "numbers";

    private static Path directory(Environment settings) {
        return Binder.get(settings).bind("bridge.numbers.directory", Path.class).orElse(Path.of("data/numbers"));
    }

    /** Others with the same directory are told apart from it. */
    static Folder place(Path directory, UUID installation) {
        return new Folder(
                ROLE,
                "directory",
                directory.toAbsolutePath().resolve(installation.toString()),
                "编号记录目录 " + directory + "（bridge.numbers.directory）",
                "the directory of numbers " + directory + " (bridge.numbers.directory)");
    }

    @Override
    public Folder place(Environment settings, UUID installation) {
        return place(directory(settings), installation);
    }

    /** What a start holds for, unless a second place knows it all. */
    @Override
    public List<Difference> differences(Environment settings, JdbcClient database, Installed record) {
        if (record.id().isEmpty()) {
            return List.of();
        }
        Folder place = place(settings, record.id().get());
        Map<String, Long> there = SeriesMarks.given(place.directory());
        return Unknown.of(record.numbers(), there)
                .map(unknown ->
                        List.of(Difference.held(unknown.chinese(place.chinese()), unknown.english(place.english()))))
                .orElse(List.of());
    }
}
