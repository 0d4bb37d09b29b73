package org.redshield.bridge.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.evidence.PersonalFiles.MaskedCopy;
import org.redshield.bridge.evidence.store.AlteredFiles;
import org.redshield.bridge.evidence.store.ContentMismatch;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How a file leaves, by whatever door. What a platform sent leaves as it is only for a purpose (and for the platform's own
 * people); else as a masked copy, and where there can be none, not at all.
 */
@Service
@RequiredArgsConstructor
class Disclosures {

    private static final long READ_FIRST = 8L * 1024 * 1024;

    private final List<PersonalFiles> personal;
    private final Evidences evidences;
    private final Custody custody;
    private final Audit audit;
    private final AlteredFiles alarm;

    /** In what form a file leaves. */
    enum Form {
        /** It holds nothing that is masked. */
        PLAIN,
        /** As it is, for a purpose. */
        UNMASKED,
        MASKED_COPY,
        WITHHELD
    }

    /** A file on its way out. */
    record Outgoing(Evidence file, Form form, Optional<MaskedCopy> copy) {

        static Outgoing plain(Evidence file) {
            return new Outgoing(file, Form.PLAIN, Optional.empty());
        }

        boolean whole() {
            return form == Form.PLAIN || form == Form.UNMASKED;
        }
    }

    /** What a person of the organisation gets who says no purpose. */
    Form usual(Evidence file, String tenant) {
        return holder(file, tenant)
                .map(holder -> holder.isTable(file) ? Form.MASKED_COPY : Form.WITHHELD)
                .orElse(Form.PLAIN);
    }

    /** A platform's own people know what it sent. */
    private Optional<PersonalFiles> holder(Evidence file, String tenant) {
        return file.source().equals(tenant)
                ? Optional.empty()
                : personal.stream().filter(some -> some.holds(file)).findFirst();
    }

    /** @param purpose of one who has the right to it; none asks for what everybody gets */
    Outgoing of(Evidence file, Caller caller, Optional<Purpose> purpose) {
        Optional<PersonalFiles> holder = holder(file, caller.tenant());
        if (holder.isEmpty()) {
            return Outgoing.plain(file);
        }
        if (purpose.isPresent()) {
            return new Outgoing(file, Form.UNMASKED, Optional.empty());
        }
        Optional<MaskedCopy> copy = holder.get().masked(file);
        return new Outgoing(file, copy.isPresent() ? Form.MASKED_COPY : Form.WITHHELD, copy);
    }

    /** Before the first byte goes out: also who breaks off has seen it. */
    @Transactional
    void record(Outgoing out, Caller caller, Optional<Purpose> purpose) {
        switch (out.form()) {
            case PLAIN -> log(out, caller, AuditAct.EVIDENCE_CONTENT, Optional.empty());
            case UNMASKED -> log(out, caller, AuditAct.EVIDENCE_UNMASKED, purpose);
            case MASKED_COPY -> log(out, caller, AuditAct.EVIDENCE_MASKED, Optional.empty());
            case WITHHELD -> {}
        }
    }

    private void log(Outgoing out, Caller caller, AuditAct what, Optional<Purpose> purpose) {
        audit.record(caller, out.file().caseNo(), what, out.file().id().toString(), purpose);
    }

    /** The same, with the file's custody. */
    @Transactional
    void recordView(Outgoing out, Caller caller, Optional<Purpose> purpose) {
        record(out, caller, purpose);
        custody.record(out.file(), CustodyKind.VIEWED, Custody.Actor.of(caller), detail(out, purpose));
    }

    /** What custody says of the form in which a file left. */
    static Map<String, String> detail(Outgoing out, Optional<Purpose> purpose) {
        Map<String, String> detail = new TreeMap<>();
        switch (out.form()) {
            case PLAIN -> {}
            case UNMASKED -> {
                detail.put("records", "UNMASKED");
                detail.putAll(purpose.orElseThrow().detail());
            }
            case MASKED_COPY -> detail.put("records", "MASKED");
            case WITHHELD -> detail.put("records", "WITHHELD");
        }
        return detail;
    }

    /**
     * Before anything leaves, so that the person gets a sentence and not half a file. A large file is looked at on its way only:
     * reading it twice would take too long, and its end is kept back until it is known to be right.
     *
     * @throws Refusal evidence.bytes-changed, evidence.bytes-missing
     */
    void requireIntact(Outgoing out, Caller caller) throws IOException {
        if (out.whole() && out.file().bytes() <= READ_FIRST) {
            try {
                copy(out.file(), caller, OutputStream.nullOutputStream());
            } catch (ContentMismatch e) {
                throw new Refusal("evidence.bytes-changed", out.file().name());
            }
        }
    }

    /** @throws ContentMismatch before the end of a file that was altered */
    void write(Outgoing out, Caller caller, OutputStream to) throws IOException {
        if (out.copy().isPresent()) {
            out.copy().get().writeTo(to);
        } else {
            copy(out.file(), caller, to);
        }
    }

    private void copy(Evidence file, Caller caller, OutputStream to) throws IOException {
        try (InputStream in = evidences.open(file.id())) {
            in.transferTo(to);
        } catch (ContentMismatch e) {
            altered(file, caller, false);
            throw e;
        } catch (Refusal missing) {
            altered(file, caller, true);
            throw missing;
        }
    }

    private void altered(Evidence file, Caller caller, boolean missing) {
        custody.record(file, CustodyKind.REVERIFIED, Custody.Actor.of(caller), Map.of("intact", "false"));
        alarm.found(file.id(), missing);
    }
}
