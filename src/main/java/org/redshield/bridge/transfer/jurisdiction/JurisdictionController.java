package org.redshield.bridge.transfer.jurisdiction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/jurisdiction}: says who is competent, for anyone of a bureau who asks; nothing is kept. */
@RestController
@RequiredArgsConstructor
final class JurisdictionController {

    private final Jurisdictions jurisdictions;
    private final StatedFacts stated;

    @Schema(
            description = "What is known of the case. What is not known is left out or null. Places and bureaus are"
                    + " six-digit division codes, also abolished ones.")
    record Question(
            @Schema(description = "where the operator really trades")
            String actualPlace,

            @Schema(description = "the registered domicile") String domicile,

            @Schema(
                    description = "key of a platform of this bridge, or the code of any platform's seat",
                    example = "taobao")
            String platform,

            @Schema(allowableValues = {"IN_PLATFORM", "PLATFORM", "SELF_BUILT", "LIVE_STREAMER"})
            String subject,

            @Schema(allowableValues = {"FALSE_TRADE", "COUNTERFEIT", "ADVERTISING", "UNLICENSED", "OTHER"})
            String act,

            @Schema(description = "whether the operator is registered")
            Boolean registered,

            @Schema(description = "the bureau that found the clue first")
            String foundFirstBy,

            @Schema(description = "the bureau that got a complaint or report first")
            String complaintFirstTo,

            @Schema(description = "the bureau that filed the case first")
            String filedFirstBy,

            @Schema(description = "whether reports are many or the consequences serious")
            Boolean concentrated,

            @Schema(description = "where the harm came about")
            String harmPlace,

            @Schema(description = "advertising: where its publisher is")
            String publisherPlace,

            @Schema(description = "advertising: where the advertiser is")
            String advertiserPlace,

            @Schema(description = "advertising: where the advertising agent is")
            String agentPlace,

            @Schema(description = "advertising: whether the advertiser published it himself")
            Boolean selfPublished,

            @Schema(description = "day of decision; today if left out", example = "2026-11-25")
            String on) {}

    /**
     * The finding as JSON.
     *
     * @param bureau present also when null, unlike elsewhere: that nobody is named yet is the answer
     */
    record View(
            @Schema(description = "code of the competent bureau; null while a fact is missing", nullable = true)
            @JsonInclude(JsonInclude.Include.ALWAYS)
            String bureau,

            List<String> alsoCompetent,
            List<String> articles,
            String reasoning,

            @Schema(
                    description = "names of the request's fields of which one at least must be found out; empty when"
                            + " a bureau is named")
            List<String> missing) {}

    @Operation(summary = "Which bureau is competent, by which article, or which fact is missing")
    @NotOnRecord
    @SentAgain(SentAgain.Way.READS)
    @PostMapping("/api/jurisdiction")
    View find(@RequestBody Question question) {
        if (Caller.current().hasRole("liaison")) {
            throw new Forbidden("transfer.jurisdiction-not-for-platforms");
        }
        JurisdictionFinding finding = jurisdictions.find(stated.read(Json.texts(Json.write(question))));
        return new View(
                finding.bureau().orElse(null),
                finding.alsoCompetent(),
                finding.articles(),
                finding.reasoning(),
                finding.missing().stream().map(Fact::field).toList());
    }
}
