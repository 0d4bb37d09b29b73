package org.redshield.bridge.platform.answer;

import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.PersonalFiles;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.Unreadable;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The files that platforms and their liaisons sent, masked by the very columns by which their rows are. A column that the
 * dataset does not know is hidden as a whole: nobody knows what is in it.
 */
@Component
class MaskedAnswers implements PersonalFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MaskedAnswers.class);

    /** GB18030 has all of GBK. */
    private static final Reading READING = Reading.text("UTF-8", "GB18030").withEmptyLines();

    private final Organisations organisations;
    private final DataRequests requests;
    private final Evidences evidences;
    private final Readers readers;

    MaskedAnswers(Organisations organisations, DataRequests requests, Evidences evidences, Readers readers) {
        this.organisations = organisations;
        this.requests = requests;
        this.evidences = evidences;
        this.readers = readers;
    }

    @Override
    public boolean holds(Evidence file) {
        return organisations
                .find(file.source())
                .filter(source -> source.kind() == Organisation.Kind.PLATFORM)
                .isPresent();
    }

    @Override
    public boolean isTable(Evidence file) {
        return LiaisonAnswers.isTable(file.name());
    }

    @Override
    public Optional<MaskedCopy> masked(Evidence file) {
        if (!isTable(file)) {
            return Optional.empty();
        }
        return requests.find(file.subjectId())
                .map(DataRequest::dataset)
                .filter(dataset -> !dataset.columns().isEmpty())
                .flatMap(dataset -> new Copy(file, dataset).read());
    }

    /** A copy that is made anew each time it is written; large ones are never in memory. */
    private final class Copy implements MaskedCopy {

        private final Evidence file;
        private final Dataset dataset;
        private String sha256;
        private long bytes;

        Copy(Evidence file, Dataset dataset) {
            this.file = file;
            this.dataset = dataset;
        }

        /** Empty where the file is no table, or more than is read of one. */
        Optional<MaskedCopy> read() {
            MessageDigest digest = Hashes.sha256();
            Counting counting = new Counting(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            try {
                writeTo(counting);
            } catch (Unreadable e) {
                LOG.info("Evidence {} is no table: {}", file.id(), e.code());
                return Optional.empty();
            } catch (IOException e) {
                throw new IllegalStateException("A file could not be masked", e);
            }
            sha256 = Hashes.hex(digest);
            bytes = counting.bytes;
            return Optional.of(this);
        }

        @Override
        public String sha256() {
            return sha256;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            // Whoever takes it may be slow: the reader does not wait for him.
            try (Table table =
                    readers.openKept(file.tenant(), READING, () -> evidences.open(file.id()), ReadingLimits.PATIENCE)) {
                BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                CsvFile copy = new CsvFile(writer);
                copy.row(List.of("脱敏副本：个人信息已经遮盖，不是证据原件。原件“" + file.name() + "”，SHA-256 " + file.sha256()));
                rows(table, copy);
                copy.complete();
            }
        }

        private void rows(Table table, CsvFile copy) throws IOException {
            List<Mask> masks = null;
            for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
                List<String> cells = row.get().texts();
                if (masks == null) {
                    masks = cells.stream().map(this::mask).toList();
                    copy.row(cells.stream().map(this::heading).toList());
                    continue;
                }
                for (int i = 0; i < cells.size(); i++) {
                    Mask mask = i < masks.size() ? masks.get(i) : Mask.HIDDEN;
                    copy.cell(mask.shown(cells.get(i)));
                }
                copy.endRow();
            }
        }

        private Mask mask(String heading) {
            return dataset.headed(heading.strip()).map(DatasetColumn::mask).orElse(Mask.HIDDEN);
        }

        /** A file without a header has persons in its first line. */
        private String heading(String heading) {
            return dataset.headed(heading.strip()).isPresent() ? heading : Mask.HIDDEN.apply(heading);
        }
    }

    private static final class Counting extends FilterOutputStream {

        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            bytes += length;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }
    }
}
