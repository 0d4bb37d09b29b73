package org.redshield.sandbox.casework;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Dataset;
import org.redshield.sandbox.files.Hashes;
import org.springframework.stereotype.Component;

/** What the platform was asked to keep. */
@Component
public class Preservations {

    /** @param before whether it had been placed under this number */
    public record Placed(Preservation preservation, boolean before) {}

    private final Map<String, Preservation> byNumber = new LinkedHashMap<>();
    private final Journal journal;
    private final Faults faults;
    private final Clock clock;

    public Preservations(Journal journal, Faults faults, Clock clock) {
        this.journal = journal;
        this.faults = faults;
        this.clock = clock;
        journal.replay(this::apply);
    }

    private void apply(JournalEntry entry) {
        if (entry instanceof JournalEntry.PreservationChanged changed) {
            byNumber.put(changed.preservation().holdNo(), changed.preservation());
        }
    }

    private Preservation record(Preservation preservation) {
        JournalEntry entry = new JournalEntry.PreservationChanged(preservation);
        journal.append(entry);
        apply(entry);
        return preservation;
    }

    /**
     * Keeps data, or finds what is kept under the same number.
     *
     * @throws Rejected when it is malformed
     * @throws Reused when the number was used for another content
     */
    public synchronized Placed place(JsonNode order, Call call) {
        String holdNo = RequestReader.required(order, "holdNo");
        String hash = Hashes.sha256Hex(order.toString());
        Instant now = clock.instant();
        Preservation known = byNumber.get(holdNo);
        if (known != null) {
            Preservation again = record(known.again(now));
            if (!known.contentHash().equals(hash)) {
                throw new Reused("编号 " + holdNo + " 已用于另一份内容不同的保全请求。");
            }
            return new Placed(again, true);
        }
        String dataset = RequestReader.required(order, "dataset");
        if (Dataset.of(dataset).isEmpty()) {
            throw new Rejected("不认识的数据项：" + dataset + "。");
        }
        Optional<Fault> refuse = faults.take(FaultKind.REFUSE, call);
        return new Placed(
                record(new Preservation(
                        holdNo,
                        hash,
                        dataset,
                        RequestReader.required(order.path("target"), "type"),
                        RequestReader.required(order.path("target"), "id"),
                        time(order, "until"),
                        refuse.map(fault -> fault.reason() == null ? "OUT_OF_LEGAL_SCOPE" : fault.reason())
                                .orElse(null),
                        now,
                        now,
                        null,
                        1)),
                false);
    }

    /** @throws Rejected when it has ended */
    public synchronized Preservation extend(String holdNo, JsonNode extension) {
        Preservation known = byNumber.get(holdNo);
        Instant until = time(extension, "until");
        if (!known.status(clock.instant()).equals("HELD")) {
            throw new Rejected("保全已经结束，不能延长。");
        }
        return until.isAfter(known.until()) ? record(known.until(until)) : known;
    }

    public synchronized Preservation release(String holdNo) {
        Preservation known = byNumber.get(holdNo);
        return known.releasedAt() == null ? record(known.released(clock.instant())) : known;
    }

    public synchronized Optional<Preservation> find(String holdNo) {
        return Optional.ofNullable(byNumber.get(holdNo));
    }

    public synchronized List<Preservation> all() {
        return List.copyOf(byNumber.values());
    }

    synchronized void clear() {
        byNumber.clear();
    }

    private static Instant time(JsonNode node, String field) {
        try {
            return OffsetDateTime.parse(RequestReader.required(node, field)).toInstant();
        } catch (DateTimeException e) {
            throw new Rejected("时间格式应为 RFC 3339：" + field + "。");
        }
    }
}
