package org.redshield.bridge.support;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bureau.DemoDirectory;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.letter.LetterSettings;
import org.redshield.bridge.restoreguard.SeriesMarks;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of cooperations with the demonstration's bureaus and officers in it. Imported by name. */
public class BureauBeans {

    private static final List<String> COOPERATIONS = List.of(
            "db/changelog/bureau.sql",
            "db/changelog/deadline.sql",
            "db/changelog/letter.sql",
            "db/changelog/letter-document.sql",
            "db/changelog/evidence.sql",
            "db/changelog/platform.sql",
            "db/changelog/assistance.sql",
            "db/changelog/disposition.sql",
            "db/changelog/cases.sql",
            "db/changelog/casework.sql",
            "db/changelog/finding-answers.sql",
            "db/changelog/numbers.sql",
            "db/changelog/numbers-about.sql",
            "db/changelog/disposition-found.sql",
            "db/changelog/disposition-weight.sql",
            "db/changelog/assistance-signing.sql");

    @Bean
    DataSource dataSource() {
        return database();
    }

    /** With further change logs. */
    public static DataSource database(String... further) {
        DataSource database = TestDatabase.with(
                Stream.concat(COOPERATIONS.stream(), Stream.of(further)).toArray(String[]::new));
        DemoDirectory.load(database);
        return database;
    }

    /** The real services wait for the loader by name; here the database comes loaded. */
    @Bean
    Object directoryLoader(DataSource dataSource) {
        return dataSource;
    }

    @Bean
    Organisations organisations(JdbcClient jdbc) {
        return new Organisations(jdbc);
    }

    @Bean
    OfficerDirectory officers(JdbcClient jdbc) {
        return new OfficerDirectory(jdbc);
    }

    @Bean
    SeriesMarks marks() {
        return TestMarks.fresh();
    }

    @Bean
    LetterSettings letterSettings() {
        return new LetterSettings("{prefix}{type}〔{year}〕{serial}号", Map.of());
    }
}
