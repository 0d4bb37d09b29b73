package org.redshield.bridge.letter.document;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.letter.Known;
import org.redshield.bridge.letter.LetterPages;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ofd.OfdSettings;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.seal.Seals;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The background work of sealing, without the bridge around it. */
public final class Sealing {

    private Sealing() {}

    public static Runnable of(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Letters letters,
            Organisations organisations,
            EvidenceStore store,
            Path seals,
            InstantSource clock) {
        LetterPdf pdf = new LetterPdf();
        LetterDocuments documents = new LetterDocuments(
                jdbc,
                transaction,
                store,
                new OfdSettings(List.of(), DataSize.ofMegabytes(64), Duration.ofSeconds(30)),
                new Signals(null),
                clock,
                new SealedPages(
                        letters,
                        new LetterPages(organisations, Known.of(jdbc, organisations), pdf),
                        pdf,
                        organisations,
                        Seals.keys(seals, "only for tests", true, clock),
                        Seals.seal(),
                        store,
                        clock));
        return new LetterSealing(documents, jdbc, transaction, clock)::run;
    }
}
