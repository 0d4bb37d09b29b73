package org.redshield.sandbox.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.files.Archive;
import org.springframework.stereotype.Component;

/** What the platform holds, to be reconciled with what the bridge believes. */
@Component
@RequiredArgsConstructor
public class Ledger {

    /**
     * One task.
     *
     * @param attachments of a request: the files of its letter
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
            Instant lastAt,
            List<AttachmentState> attachments,
            String holdNo) {}

    /** What it is about. */
    public record Target(String type, String id) {}

    private final Requests requests;
    private final Dispositions dispositions;
    private final Preservations preservations;
    private final Journal journal;
    private final Archive archive;
    private final Clock clock;

    public List<Entry> entries() {
        return Stream.of(
                        requests.all().stream().map(Ledger::entry),
                        dispositions.all().stream().map(Ledger::entry),
                        preservations.all().stream().map(this::entry))
                .flatMap(each -> each)
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
                view.lastSentAt(),
                view.attachments(),
                null);
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
                view.lastSentAt(),
                null,
                null);
    }

    private Entry entry(Preservation preservation) {
        return new Entry(
                "PRESERVATION",
                null,
                null,
                preservation.holdNo(),
                preservation.dataset(),
                null,
                new Target(preservation.targetType(), preservation.targetId()),
                preservation.status(clock.instant()),
                preservation.sent(),
                false,
                preservation.placedAt(),
                preservation.lastAt(),
                null,
                preservation.holdNo());
    }

    /** Forgets everything, files included. */
    public void clear() {
        journal.clear();
        requests.clear();
        dispositions.clear();
        preservations.clear();
        archive.clear();
    }
}
