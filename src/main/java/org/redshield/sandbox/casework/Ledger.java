package org.redshield.sandbox.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.redshield.sandbox.files.Archive;
import org.springframework.stereotype.Component;

/** What the platform holds, to be reconciled with what the bridge believes. */
@Component
public class Ledger {

    /**
     * One task.
     *
     * @param sent how often it was submitted, whether or not the caller got to see an answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String kind,
            String requestNo,
            @JsonProperty("doc_name") String docName,
            String id,
            String dataset,
            String measure,
            Target target,
            String state,
            int sent,
            boolean withdrawn,
            Instant firstAt,
            Instant lastAt) {}

    /** What it is about. */
    public record Target(String type, String id) {}

    private final Requests requests;
    private final Dispositions dispositions;
    private final Journal journal;
    private final Archive archive;

    public Ledger(Requests requests, Dispositions dispositions, Journal journal, Archive archive) {
        this.requests = requests;
        this.dispositions = dispositions;
        this.journal = journal;
        this.archive = archive;
    }

    public List<Entry> entries() {
        return Stream.concat(
                        requests.all().stream().map(Ledger::entry),
                        dispositions.all().stream().map(Ledger::entry))
                .toList();
    }

    private static Entry entry(Requests.View view) {
        DataRequest request = view.request();
        return new Entry(
                "REQUEST",
                request.requestNo(),
                null,
                request.id(),
                request.dataset().name(),
                null,
                new Target(request.targetType(), request.targetId()),
                view.status().name(),
                view.sent(),
                view.withdrawn(),
                request.submittedAt(),
                view.lastSentAt());
    }

    private static Entry entry(Dispositions.View view) {
        Disposition disposition = view.disposition();
        return new Entry(
                "DISPOSITION",
                null,
                disposition.docName(),
                disposition.id(),
                null,
                disposition.measure(),
                new Target(
                        disposition.info().path("dispose_type").asText(),
                        disposition.info().path("dispose_content").asText()),
                view.done() ? disposition.outcome() : "PROCESSING",
                view.sent(),
                false,
                disposition.submittedAt(),
                view.lastSentAt());
    }

    /** Forgets everything, files included. */
    public void clear() {
        journal.clear();
        requests.clear();
        dispositions.clear();
        archive.clear();
    }
}
