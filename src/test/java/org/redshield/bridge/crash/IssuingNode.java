package org.redshield.bridge.crash;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.letter.Known;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.LetterNumbers;
import org.redshield.bridge.letter.LetterSettings;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.document.Sealing;
import org.redshield.bridge.support.TestMarks;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * A node that does nothing but issue letters, on several threads in one series of numbers, and seal them: a JVM of its own, to be
 * killed. Arguments: the database, the folder of files and seals, and how many letters there are to be in all.
 */
final class IssuingNode {

    private static final int THREADS = 4;
    private static final String CHANGNING = "310105";

    private IssuingNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(arguments[0]);
        database.setUsername("postgres");
        database.setPassword("postgres");
        Path folder = Path.of(arguments[1]);
        long wanted = Long.parseLong(arguments[2]);
        JdbcClient jdbc = JdbcClient.create(database);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        Organisations organisations = new Organisations(jdbc);
        LetterKinds kinds = LetterKinds.of(AssistanceLetter.values());
        InstantSource clock = InstantSource.system();
        Letters letters = new Letters(
                jdbc,
                organisations,
                new LetterNumbers(
                        jdbc,
                        organisations,
                        new LetterSettings("{prefix}{type}〔{year}〕{serial}号", Map.of()),
                        kinds,
                        TestMarks.fresh()),
                kinds,
                clock,
                new Signals(database),
                Known.of(jdbc, organisations));
        Runnable sealing = Sealing.of(
                jdbc,
                transaction,
                letters,
                organisations,
                new DirectoryStore(
                        new EvidenceSettings(folder.resolve("evidence"), DataSize.ofMegabytes(64)), TestKeys.plain()),
                folder.resolve("seals"),
                clock);
        ExecutorService officers = Executors.newFixedThreadPool(THREADS);
        for (int officer = 0; officer < THREADS; officer++) {
            officers.submit(() -> {
                while (count(jdbc, "letter") < wanted) {
                    transaction.executeWithoutResult(status -> letters.issue(draft()));
                }
            });
        }
        officers.shutdown();
        while (!officers.awaitTermination(10, TimeUnit.MILLISECONDS) || count(jdbc, "letter_unsealed") > 0) {
            sealing.run();
        }
        System.out.printf(
                "%n%.1f s of processor time for sealing%n",
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
        System.exit(0);
    }

    private static LetterDraft draft() {
        String caseNo = CHANGNING + "-2026-000123";
        return new LetterDraft(
                        AssistanceLetter.WITHDRAWAL,
                        UUID.randomUUID().toString(),
                        caseNo,
                        caseNo + "-R1",
                        CHANGNING,
                        "330110")
                .by("officer" + CHANGNING, Optional.empty())
                .word("originalLetterNo", "沪长市监协查〔2026〕12号")
                .word("note", "线索已另案处理");
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
