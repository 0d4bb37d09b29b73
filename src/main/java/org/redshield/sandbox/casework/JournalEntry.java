package org.redshield.sandbox.casework;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** Everything that changes what the platform knows. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.RequestSubmitted.class, name = "REQUEST_SUBMITTED"),
    @JsonSubTypes.Type(value = JournalEntry.RequestSentAgain.class, name = "REQUEST_SENT_AGAIN"),
    @JsonSubTypes.Type(value = JournalEntry.RequestWithdrawn.class, name = "REQUEST_WITHDRAWN"),
    @JsonSubTypes.Type(value = JournalEntry.DispositionSubmitted.class, name = "DISPOSITION_SUBMITTED"),
    @JsonSubTypes.Type(value = JournalEntry.DispositionSentAgain.class, name = "DISPOSITION_SENT_AGAIN"),
    @JsonSubTypes.Type(value = JournalEntry.MerchantAppealed.class, name = "MERCHANT_APPEALED"),
    @JsonSubTypes.Type(value = JournalEntry.AttachmentFetched.class, name = "ATTACHMENT_FETCHED"),
    @JsonSubTypes.Type(value = JournalEntry.MessageAdded.class, name = "MESSAGE_ADDED"),
    @JsonSubTypes.Type(value = JournalEntry.RequestClarified.class, name = "REQUEST_CLARIFIED"),
    @JsonSubTypes.Type(value = JournalEntry.DateAnswered.class, name = "DATE_ANSWERED"),
    @JsonSubTypes.Type(value = JournalEntry.PreservationChanged.class, name = "PRESERVATION_CHANGED")
})
sealed interface JournalEntry {

    record RequestSubmitted(DataRequest request) implements JournalEntry {}

    record RequestSentAgain(String id, Instant at) implements JournalEntry {}

    record RequestWithdrawn(String id, Instant at, String reason) implements JournalEntry {}

    record DispositionSubmitted(Disposition disposition) implements JournalEntry {}

    record DispositionSentAgain(String id, Instant at) implements JournalEntry {}

    record MerchantAppealed(String id, Instant at, String text) implements JournalEntry {}

    record AttachmentFetched(String id, AttachmentState attachment) implements JournalEntry {}

    record MessageAdded(String id, Message message) implements JournalEntry {}

    record RequestClarified(DataRequest request) implements JournalEntry {}

    record DateAnswered(String id, Instant newDueAt, boolean accepted, Instant at) implements JournalEntry {}

    record PreservationChanged(Preservation preservation) implements JournalEntry {}
}
