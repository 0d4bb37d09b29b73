package org.redshield.bridge.clues;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.cases.order.Opinion;

/** A clue, or the case that it became, as its bureau sees it in the case file and in the interface. Never who reported it. */
@Schema(name = "Clue")
record ClueView(
        String caseNo,

        @Schema(description = "number of the clue itself", example = "310105-2026-000123-C1")
        String clueId,

        String state,
        String stateTitle,
        String source,
        String sourceTitle,
        String channel,
        String channelTitle,

        @Schema(
                description =
                        "when the clue was found or the material received; the verification's period counts from it")
        Instant receivedAt,

        @Schema(description = "its number where it came from")
        Optional<String> externalNo,

        @Schema(description = "the bureau that sent it") Optional<String> fromBureau,

        @Schema(description = "number of that bureau's letter")
        Optional<String> fromLetter,

        Optional<String> platform,
        Optional<String> shopId,
        Optional<String> shopName,
        Optional<String> shopUrl,
        Optional<String> creditCode,
        Optional<String> subjectName,
        Optional<String> address,
        String cause,
        String content,

        @Schema(description = "the last day on which the act can be found out and still be punished")
        Optional<LocalDate> limitationUntil,

        Optional<String> filingNo,
        Optional<Instant> filedAt,

        @Schema(description = "case number of the clue that this one is the same as")
        Optional<String> linkedTo,

        @Schema(description = "case numbers of the clues that are the same as this one")
        List<String> linked,

        @Schema(description = "case numbers of the other allegations in the same report")
        List<String> sameReport,

        @Schema(description = "whether the caller may read who reported it; each reading is on record")
        boolean reporterReadable,

        @Schema(description = "which bureau is competent as far as the clue is known; absent when it is over")
        Optional<Opinion> jurisdiction,

        List<Item> matters) {

    /** What was proposed, and what the heads said to it. */
    @Schema(name = "ClueMatter")
    record Item(
            String kind,
            String title,
            String reason,
            String proposedBy,
            Instant proposedAt,
            Optional<String> decidedBy,
            Optional<Instant> decidedAt,
            Optional<Boolean> approved) {}
}
