package org.redshield.bridge.platform.liaison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.UploadTaker;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.answer.AnswerFileCheck;
import org.redshield.bridge.platform.answer.AnswerFileCheck.Days;
import org.redshield.bridge.platform.answer.LiaisonAnswers;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The files with which a liaison answers: checked before anything of them is kept. */
@Service
@RequiredArgsConstructor
public class LiaisonFiles implements UploadTaker {

    private final Liaison liaison;
    private final AnswerFileCheck check;
    private final Evidences evidences;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    /** What the liaison has added to a request: how many files, and how many rows the tables among them hold. */
    public record Sum(long files, long rows) {}

    @Override
    public Optional<Evidence> take(EvidenceDraft draft, InputStreamSource file) {
        return liaison.knows(draft.subjectId(), draft.tenant()) ? Optional.of(add(draft, file)) : Optional.empty();
    }

    /**
     * Adds a file to the answer. A table must be one of the dataset that was asked for.
     *
     * @param file can be opened several times
     * @throws Refusal platform.upload-twice, and those of {@link AnswerFileCheck#read}
     */
    public Evidence add(EvidenceDraft draft, InputStreamSource file) {
        Map<String, String> asked =
                liaison.task(draft.subjectId(), draft.tenant()).facts();
        String sha256 = sha256(file);
        if (isThere(draft, sha256)) {
            throw new Refusal("platform.upload-twice", draft.name());
        }
        OptionalLong rows = LiaisonAnswers.isTable(draft.name())
                ? OptionalLong.of(check.read(
                                draft.tenant(),
                                Dataset.valueOf(asked.get("dataset")),
                                new Days(day(asked, "periodFrom"), day(asked, "periodTo")),
                                draft.name(),
                                file::getInputStream)
                        .rows())
                : OptionalLong.empty();
        EvidenceDraft counted = rows.isPresent() ? counted(draft, rows.getAsLong()) : draft;
        return transaction.execute(status -> {
            Evidence sealed = seal(counted, file);
            int added = jdbc.sql("""
                            insert into platform_liaison_file (evidence_id, tenant, request_no, sha256, row_count)
                            values (?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(
                            sealed.id(),
                            draft.tenant(),
                            draft.subjectId(),
                            sealed.sha256(),
                            rows.isPresent() ? (Object) rows.getAsLong() : null)
                    .update();
            if (added == 0) {
                throw new Refusal("platform.upload-twice", draft.name());
            }
            return sealed;
        });
    }

    private static EvidenceDraft counted(EvidenceDraft draft, long rows) {
        return new EvidenceDraft(
                draft.caseNo(),
                draft.tenant(),
                draft.subjectId(),
                draft.name(),
                draft.mediaType(),
                draft.source(),
                draft.method() + "（已核对，数据 " + rows + " 行）",
                draft.receivedBy(),
                draft.provenance());
    }

    private static Optional<LocalDate> day(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name)).map(LocalDate::parse);
    }

    private Evidence seal(EvidenceDraft draft, InputStreamSource file) {
        try (InputStream content = file.getInputStream()) {
            return evidences.seal(draft, content);
        } catch (IOException e) {
            throw new UncheckedIOException("An uploaded file could not be read", e);
        }
    }

    private boolean isThere(EvidenceDraft draft, String sha256) {
        List<String> there = liaison.files(draft.subjectId(), draft.tenant()).stream()
                .map(Evidence::sha256)
                .toList();
        return there.contains(sha256);
    }

    private static String sha256(InputStreamSource file) {
        try (DigestInputStream in = new DigestInputStream(file.getInputStream(), Hashes.sha256())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return Hashes.hex(in.getMessageDigest());
        } catch (IOException e) {
            throw new UncheckedIOException("An uploaded file could not be read", e);
        }
    }

    /** What is there for an answer. */
    public Sum sum(String requestNo, String tenant) {
        long rows = jdbc.sql("""
                        select coalesce(sum(row_count), 0) from platform_liaison_file
                         where tenant = ? and request_no = ?
                        """).params(tenant, requestNo).query(Long.class).single();
        return new Sum(liaison.files(requestNo, tenant).size(), rows);
    }
}
