package org.redshield.bridge.transfer.jurisdiction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/jurisdiction}: says who is competent, for anyone of a bureau who asks; nothing is kept. */
@RestController
final class JurisdictionController {

    private final Jurisdictions jurisdictions;
    private final Organisations organisations;
    private final Divisions divisions;

    JurisdictionController(Jurisdictions jurisdictions, Organisations organisations, Divisions divisions) {
        this.jurisdictions = jurisdictions;
        this.organisations = organisations;
        this.divisions = divisions;
    }

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
    @PostMapping("/api/jurisdiction")
    View find(@RequestBody Question question) {
        if (Caller.current().hasRole("liaison")) {
            throw new Forbidden("transfer.jurisdiction-not-for-platforms");
        }
        Finding finding = jurisdictions.find(facts(question));
        return new View(
                finding.bureau().orElse(null),
                finding.alsoCompetent(),
                finding.articles(),
                finding.reasoning(),
                finding.missing().stream().map(Fact::field).toList());
    }

    private Facts facts(Question question) {
        Map<Fact, String> places = new EnumMap<>(Fact.class);
        Map<Fact, String> stated = new EnumMap<>(Fact.class);
        stated.put(Fact.ACTUAL_PLACE, question.actualPlace());
        stated.put(Fact.DOMICILE, question.domicile());
        stated.put(Fact.FOUND_FIRST_BY, question.foundFirstBy());
        stated.put(Fact.COMPLAINT_FIRST_TO, question.complaintFirstTo());
        stated.put(Fact.FILED_FIRST_BY, question.filedFirstBy());
        stated.put(Fact.HARM_PLACE, question.harmPlace());
        stated.put(Fact.PUBLISHER_PLACE, question.publisherPlace());
        stated.put(Fact.ADVERTISER_PLACE, question.advertiserPlace());
        stated.put(Fact.AGENT_PLACE, question.agentPlace());
        stated.forEach((fact, code) -> given(code).ifPresent(text -> places.put(fact, code(fact, text))));
        given(question.platform()).ifPresent(key -> places.put(Fact.PLATFORM, seat(key)));
        return new Facts(
                new Situation(
                        one(Fact.ACT, question.act(), Act.values()),
                        one(Fact.SUBJECT, question.subject(), Subject.values()),
                        Answer.of(question.selfPublished()),
                        Answer.of(question.registered()),
                        places.containsKey(Fact.ACTUAL_PLACE),
                        Boolean.TRUE.equals(question.concentrated())),
                places,
                given(question.on()).map(JurisdictionController::day).orElseGet(jurisdictions::today));
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
    }

    private String code(Fact fact, String text) {
        if (!divisions.knows(text)) {
            throw new Refusal("transfer.jurisdiction-code-unknown", fact.title(), fact.field(), text);
        }
        return text;
    }

    private String seat(String platform) {
        return divisions.knows(platform)
                ? platform
                : organisations.homeBureauOf(platform).code();
    }

    private static <T extends Enum<T>> Optional<T> one(Fact fact, String text, T[] values) {
        return given(text).map(name -> Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "transfer.jurisdiction-value-unknown",
                        fact.title(),
                        fact.field(),
                        name,
                        Arrays.stream(values).map(Enum::name).collect(Collectors.joining("、")))));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal("transfer.jurisdiction-date-invalid", Fact.ON.title(), Fact.ON.field(), text);
        }
    }
}
