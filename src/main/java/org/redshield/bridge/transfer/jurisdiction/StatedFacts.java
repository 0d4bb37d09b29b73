package org.redshield.bridge.transfer.jurisdiction;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;
import org.springframework.stereotype.Component;

/** Reads what somebody stated of a case, under the names of {@link Fact#field}. */
@Component
public final class StatedFacts {

    private static final int SHORTEST_PLACE = 2;

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

    private final Jurisdictions jurisdictions;
    private final Organisations organisations;
    private final Divisions divisions;

    StatedFacts(Jurisdictions jurisdictions, Organisations organisations, Divisions divisions) {
        this.jurisdictions = jurisdictions;
        this.organisations = organisations;
        this.divisions = divisions;
    }

    /**
     * @param stated texts by field; what is absent or blank is not known
     * @throws Refusal {@code transfer.jurisdiction-value-unknown, .jurisdiction-code-unknown, .jurisdiction-date-invalid}
     */
    public Facts read(Map<String, String> stated) {
        Map<Fact, String> places = new EnumMap<>(Fact.class);
        PLACES.forEach(fact -> given(stated, fact).ifPresent(text -> places.put(fact, code(fact, text))));
        given(stated, Fact.PLATFORM).ifPresent(key -> places.put(Fact.PLATFORM, seat(key)));
        return new Facts(
                new Situation(
                        one(stated, Fact.ACT, Act.values()),
                        one(stated, Fact.SUBJECT, Subject.values()),
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

    /** The code of a division: as it was given, or of the one bureau that is called so, as far as people say it: 余杭区 will do. */
    public Optional<String> division(String text) {
        if (divisions.knows(text) || Character.isDigit(text.charAt(0))) {
            return Optional.of(text).filter(divisions::knows);
        }
        List<Organisation> named = organisations.all().stream()
                .filter(one -> one.kind() == Organisation.Kind.BUREAU)
                .filter(one -> one.name().equals(text) || isPlaceOf(one.name(), text))
                .toList();
        return Optional.of(named).filter(found -> found.size() == 1).map(found -> found.get(0)
                .code());
    }

    /** Whether the bureau's name is that of the place, or ends with it: two characters and more. */
    private static boolean isPlaceOf(String bureau, String place) {
        return place.length() >= SHORTEST_PLACE && bureau.endsWith(place + "市场监督管理局");
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
