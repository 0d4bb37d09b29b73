package org.redshield.bridge.restoreguard;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.redshield.bridge.installation.InstallationRecord;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a node does about its numbers when it starts, with the case numbers of the database and no second place. */
public final class NumbersAtStart {

    private NumbersAtStart() {}

    /** The hold under which it starts, if there is one. */
    public static Optional<PlatformSending.Hold> of(DataSource database, Path directory, UUID installation, Instant now)
            throws Exception {
        JdbcClient jdbc = JdbcClient.create(database);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        NumberSeries cases = new NumberSeries() {
            @Override
            public String name() {
                return "case";
            }

            @Override
            public Map<String, Long> last() {
                Map<String, Long> last = new HashMap<>();
                jdbc.sql("select tenant || '/' || year, last from case_counter").query(row -> {
                    last.put(row.getString(1), row.getLong(2));
                });
                return last;
            }

            @Override
            public void skipTo(String key, long number) {
                jdbc.sql("update case_counter set last = ? where tenant || '/' || year = ?")
                        .params(number, key)
                        .update();
            }
        };
        try (SeriesMarks marks =
                new SeriesMarks(NumbersKept.place(directory, installation).directory(), 20, Instant.EPOCH)) {
            SentNumbers sent = new SentNumbers(jdbc, transactions, marks, () -> now);
            PlatformSending sending = new PlatformSending(
                    jdbc,
                    new TransactionTemplate(transactions),
                    marks,
                    List.of(cases, sent),
                    sent,
                    new MarkPlaces(List.of()),
                    new Signals(database),
                    new InstallationRecord(jdbc),
                    () -> now);
            sending.start();
            return sending.find();
        }
    }
}
