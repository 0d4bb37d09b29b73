package org.redshield.bridge.transfer.jurisdiction;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.Places;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;
import org.springframework.stereotype.Component;

/** Reads what somebody stated of a case, under the names of {@link Fact#field}. */
@Component
public record StatedFacts(Jurisdictions jurisdictions, Organisations organisations, Divisions divisions, Places named) {

    private static final Set<Fact> PLACES = EnumSet.of(
            Fact.ACTUAL_PLACE,
            Fact.DOMICILE,
            Fact.FOUND_FIRST_BY,
            Fact.COMPLAINT_FIRST_TO,
            Fact.FILED_FIRST_BY,
            Fact.HARM_PLACE,
            Fact.PUBLISHER_PLACE,
            Fact.ADVERTISER_PLACE,
            Fact.AGENT_PLACE);

    /**
     * @param stated texts by field; what is absent or blank is not known
     * @throws Refusal {@code transfer.jurisdiction-value-unknown, .jurisdiction-code-unknown, .jurisdiction-date-invalid}
     */
    public JurisdictionFacts read(Map<String, String> stated) {
        Map<Fact, String> places = new EnumMap<>(Fact.class);
        PLACES.forEach(fact -> given(stated, fact).ifPresent(text -> places.put(fact, code(fact, text))));
        given(stated, Fact.PLATFORM).ifPresent(key -> places.put(Fact.PLATFORM, seat(key)));
        return new JurisdictionFacts(
                new Situation(
                        one(stated, Fact.ACT, Conduct.values()),
                        one(stated, Fact.SUBJECT, LiableSubject.values()),
                        answer(stated, Fact.SELF_PUBLISHED),
                        answer(stated, Fact.REGISTERED),
                        places.containsKey(Fact.ACTUAL_PLACE),
                        answer(stated, Fact.CONCENTRATED) == Answer.YES),
                places,
                given(stated, Fact.ON).map(StatedFacts::day).orElseGet(jurisdictions::today));
    }

    private static Optional<String> given(Map<String, String> stated, Fact fact) {
        return Optional.ofNullable(stated.get(fact.field())).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Answer answer(Map<String, String> stated, Fact fact) {
        return Answer.of(given(stated, fact).map(Boolean::valueOf).orElse(null));
    }

    private String code(Fact fact, String text) {
        return division(text)
                .orElseThrow(() -> new Refusal("transfer.jurisdiction-code-unknown", fact.title(), fact.field(), text));
    }

    /** The code of a division, as {@link Places} knows it. */
    public Optional<String> division(String text) {
        return named.division(text);
    }

    private String seat(String platform) {
        return divisions.knows(platform)
                ? platform
                : organisations.homeBureauOf(platform).code();
    }

    private static <T extends Enum<T>> Optional<T> one(Map<String, String> stated, Fact fact, T[] values) {
        return given(stated, fact).map(name -> Arrays.stream(values)
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
