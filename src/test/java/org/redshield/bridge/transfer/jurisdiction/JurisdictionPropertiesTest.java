package org.redshield.bridge.transfer.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.redshield.bridge.bureau.Divisions.Standing;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;

/** What holds for every case, whatever is known of it. */
class JurisdictionPropertiesTest {

    private static final JurisdictionTable TABLE = Cases.table();
    /** Whole, merged, divided, new, too coarse, without a bureau of its own: all kinds of places, and a few often. */
    private static final List<String> OFTEN = List.of(
            "320324", "330110", "330113", "330100", "330000", "310105", "100000", "330103", "330104", "330184",
            "460302");

    private static final List<String> CODES = List.copyOf(Cases.DIVISIONS.codes());
    private static final Set<Fact> PLACES = Set.of(
            Fact.ACTUAL_PLACE,
            Fact.DOMICILE,
            Fact.PLATFORM,
            Fact.FOUND_FIRST_BY,
            Fact.COMPLAINT_FIRST_TO,
            Fact.FILED_FIRST_BY,
            Fact.HARM_PLACE,
            Fact.PUBLISHER_PLACE,
            Fact.ADVERTISER_PLACE,
            Fact.AGENT_PLACE);

    @Provide
    Arbitrary<JurisdictionFacts> facts() {
        Arbitrary<Situation> situations = Combinators.combine(
                        Arbitraries.of(Conduct.class).optional(0.95),
                        Arbitraries.of(LiableSubject.class).optional(0.95),
                        Arbitraries.of(Answer.class),
                        Arbitraries.of(Answer.class),
                        Arbitraries.of(true, false))
                .as((act, subject, self, registered, concentrated) ->
                        new Situation(act, subject, self, registered, false, concentrated));
        Arbitrary<String> codes =
                Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of(OFTEN)), Tuple.of(1, Arbitraries.of(CODES)));
        Arbitrary<Map<Fact, String>> places =
                Arbitraries.maps(Arbitraries.of(PLACES), codes).ofMaxSize(8);
        Arbitrary<LocalDate> days = Arbitraries.of("2026-11-25", "2026-01-31", "2024-06-01", "2021-04-08", "1999-06-01")
                .map(LocalDate::parse);
        return Combinators.combine(situations, places, days).as(JurisdictionPropertiesTest::facts);
    }

    private static JurisdictionFacts facts(Situation situation, Map<Fact, String> places, LocalDate on) {
        return new JurisdictionFacts(
                new Situation(
                        situation.act(),
                        situation.subject(),
                        situation.selfPublished(),
                        situation.registered(),
                        places.containsKey(Fact.ACTUAL_PLACE),
                        situation.concentrated()),
                places,
                on);
    }

    private static JurisdictionFinding decide(JurisdictionFacts facts) {
        return new Deliberation(facts, TABLE, Cases.DIVISIONS).conclude();
    }

    @Property(tries = 1000)
    void namesABureauOrWhatIsMissing(@ForAll("facts") JurisdictionFacts facts) {
        JurisdictionFinding finding = decide(facts);
        assertThat(finding.missing().isEmpty()).isEqualTo(finding.bureau().isPresent());
        assertThat(finding.reasoning()).isNotBlank();
        assertThat(finding.articles()).doesNotHaveDuplicates();
        finding.bureau().ifPresent(bureau -> assertThat(finding.articles()).isNotEmpty());
    }

    @Property(tries = 1000)
    void namesOnlyBureausThatActOnThatDay(@ForAll("facts") JurisdictionFacts facts) {
        JurisdictionFinding finding = decide(facts);
        assertThat(Stream.concat(finding.bureau().stream(), finding.alsoCompetent().stream()))
                .doesNotHaveDuplicates()
                .allSatisfy(bureau -> {
                    assertThat(Cases.DIVISIONS.at(bureau, facts.on()).standing())
                            .isEqualTo(Standing.IN_FORCE);
                    assertThat(Cases.DIVISIONS.bureauOf(bureau, facts.on())).isEqualTo(bureau);
                });
    }

    /** No default division: whoever is named is, or stands above, a place or a bureau of the case. */
    @Property(tries = 1000)
    void namesNobodyOutOfNowhere(@ForAll("facts") JurisdictionFacts facts) {
        JurisdictionFinding finding = decide(facts);
        List<String> known = facts.places().values().stream()
                .flatMap(code -> Cases.DIVISIONS.at(code, facts.on()).codes().stream())
                .flatMap(code -> Stream.of(code, Cases.DIVISIONS.bureauOf(code, facts.on())))
                .flatMap(code -> Stream.concat(Stream.of(code), Cases.DIVISIONS.above(code, facts.on()).stream()))
                .toList();
        assertThat(known).containsAll(finding.alsoCompetent());
        finding.bureau().ifPresent(bureau -> assertThat(known).contains(bureau));
    }

    /**
     * Who knows more is not left without an answer. The rules that say otherwise are left out: a place that is uncertain
     * counts against a streamer's domicile, an advertisement that was published by the advertiser against its publisher, and
     * a filing may raise the doubt whose it is.
     */
    @Property(tries = 1000)
    void anotherFactTakesNoAnswerAway(@ForAll("facts") JurisdictionFacts facts) {
        Map<Fact, String> places = new EnumMap<>(Fact.class);
        places.putAll(facts.places());
        places.remove(Fact.FILED_FIRST_BY);
        Situation before = facts.situation();
        if (decide(facts(before, places, facts.on())).bureau().isEmpty()) {
            return;
        }
        for (Fact fact : PLACES) {
            Map<Fact, String> more = new EnumMap<>(Map.of(fact, "320324"));
            more.putAll(places);
            if (fact != Fact.FILED_FIRST_BY) {
                assertThat(decide(facts(before, more, facts.on())).bureau())
                        .as("with %s", fact)
                        .isPresent();
            }
        }
        for (Answer registered : Answer.values()) {
            Situation after = new Situation(
                    before.act(),
                    before.subject(),
                    before.selfPublished() == Answer.UNKNOWN ? Answer.NO : before.selfPublished(),
                    before.registered() == Answer.UNKNOWN ? registered : before.registered(),
                    before.actualPlaceKnown(),
                    true);
            assertThat(decide(facts(after, places, facts.on())).bureau()).isPresent();
        }
    }

    /** Who is competent does not depend on what law does not ask for. */
    @Property(tries = 1000)
    void theDomicileOfAShopCountsForNothing(@ForAll("facts") JurisdictionFacts facts) {
        if (!facts.situation().subject().equals(Optional.of(LiableSubject.IN_PLATFORM))) {
            return;
        }
        Map<Fact, String> without = new EnumMap<>(Fact.class);
        without.putAll(facts.places());
        without.remove(Fact.DOMICILE);
        assertThat(decide(facts(facts.situation(), without, facts.on()))).isEqualTo(decide(facts));
    }
}
