package org.redshield.bridge.auditor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.audit.AccessBatches;
import org.redshield.bridge.access.audit.AuditQueue;
import org.redshield.bridge.access.audit.AuditSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The record is written each second, sealed into the evidence log within a minute, and archived when it is old enough. */
@Component
@RequiredArgsConstructor
class RecordWork implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWork.class);
    private static final Duration READS = Duration.ofSeconds(1);
    private static final Duration ARCHIVE = Duration.ofHours(1);

    private final AuditQueue reads;
    private final AccessBatches batches;
    private final AuditSettings settings;
    private final Files files;

    /** Archived rows lie with the evidence, under their hash. */
    @Component
    record Files(EvidenceStore store) implements AccessBatches.Archive {

        @Override
        public String keep(InputStream file) throws IOException {
            return store.keep(file).sha256();
        }

        @Override
        public InputStream open(String sha256) throws IOException {
            return store.open(sha256);
        }
    }

    @Override
    public List<Work> work() {
        return List.of(
                Work.of("record-reads", READS, reads::next, reads::flush),
                Work.of("record-sealing", settings.seal(), () -> due(batches.hasMore()), this::seal)
                        .atMostEvery(settings.seal()),
                Work.of("record-archive", ARCHIVE, () -> due(batches.hasOld(settings)), this::archive));
    }

    private static Optional<Instant> due(boolean now) {
        return now ? Optional.of(Instant.EPOCH) : Optional.empty();
    }

    void seal() {
        reads.flush();
        while (batches.seal() > 0 && batches.hasMore()) {
            LOG.debug("More of the record waits to be sealed");
        }
    }

    void archive() {
        try {
            for (long left = batches.archive(settings, files); left > 0; left = batches.archive(settings, files)) {
                LOG.info("{} rows of the record are archived", left);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
