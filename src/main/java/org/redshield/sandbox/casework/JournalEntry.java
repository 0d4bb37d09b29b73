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
    @JsonSubTypes.Type(value = JournalEntry.MerchantAppealed.class, name = "MERCHANT_APPEALED")
})
sealed interface JournalEntry {

    record RequestSubmitted(DataRequest request) implements JournalEntry {}

    record RequestSentAgain(String id, Instant at) implements JournalEntry {}

    record RequestWithdrawn(String id, Instant at, String reason) implements JournalEntry {}

    record DispositionSubmitted(Disposition disposition) implements JournalEntry {}

    record DispositionSentAgain(String id, Instant at) implements JournalEntry {}

    record MerchantAppealed(String id, Instant at, String text) implements JournalEntry {}
}
