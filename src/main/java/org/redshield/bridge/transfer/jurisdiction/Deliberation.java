package org.redshield.bridge.transfer.jurisdiction;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Divisions.Place;
import org.redshield.bridge.bureau.Divisions.Standing;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.transfer.jurisdiction.Rule.Reach;
import org.redshield.bridge.transfer.jurisdiction.Rule.When;

/**
 * One case weighed: applies the rules to the facts, notes whose bureau each leads to, and concludes. A place that is not
 * certain leads to no bureau; where no rule leads to one, the answer is which facts would.
 */
final class Deliberation {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages/transfer", Locale.ROOT);

    private final Facts facts;
    private final JurisdictionTable table;
    private final Divisions divisions;

    /** In the order of the table, which is the order in which they are proposed. */
    private final Set<String> competent = new LinkedHashSet<>();

    private final Set<String> articles = new LinkedHashSet<>();
    private final List<String> sentences = new ArrayList<>();

    Deliberation(Facts facts, JurisdictionTable table, Divisions divisions) {
        this.facts = facts;
        this.table = table;
        this.divisions = divisions;
    }

    Finding conclude() {
        List<Rule> rules = table.rules(facts.situation(), facts.on());
        rules.forEach(this::apply);
        if (competent.isEmpty()) {
            return open(rules);
        }
        idleFinders(rules);
        Optional<String> filer = facts.place(Fact.FILED_FIRST_BY);
        return filer.isPresent() ? filed(rules, divisions.at(filer.get(), facts.on())) : unfiled();
    }

    private void apply(Rule rule) {
        rule.place().ifPresent(place -> {
            Collection<String> found = rule.when() == When.FOUND_FIRST ? firstOf(place) : bureau(place, rule.reach());
            found.forEach(bureau -> {
                competent.add(bureau);
                articles.addAll(rule.articles());
                say(
                        rule.when() == When.FOUND_FIRST ? "first" : "rule",
                        reason(rule),
                        place.title(),
                        where(place),
                        name(bureau));
            });
        });
    }

    /** The bureau of a place, if the place is certain and no coarser than bureaus act (程序规定 art. 8). */
    private List<String> bureau(Fact place, Reach reach) {
        return stated(place).flatMap(Place::certain).stream()
                .map(code -> divisions.bureauOf(code, facts.on()))
                .map(code -> reach == Reach.CITY && divisions.level(code) == Level.COUNTY
                        ? divisions.above(code, facts.on()).orElseThrow()
                        : code)
                .filter(code -> switch (divisions.level(code)) {
                    case COUNTY, CITY -> true;
                    case PROVINCE -> reach == Reach.CITY;
                    case NATION, PLATFORM -> false;
                })
                .toList();
    }

    /** The bureaus of the place, its own and its city's, if one of them found the clue or got the complaint first. */
    private List<String> firstOf(Fact place) {
        return bureau(place, Reach.LOCAL).stream()
                .flatMap(own -> finders()
                        .filter(finder -> finder.equals(own) || isCityAbove(finder, own))
                        .flatMap(finder -> Stream.of(finder, own)))
                .distinct()
                .toList();
    }

    private Stream<String> finders() {
        return Stream.of(Fact.FOUND_FIRST_BY, Fact.COMPLAINT_FIRST_TO)
                .flatMap(fact -> stated(fact).flatMap(Place::certain).stream())
                .distinct();
    }

    private boolean isCityAbove(String city, String code) {
        return divisions.level(city) == Level.CITY
                && divisions.above(code, facts.on()).equals(Optional.of(city));
    }

    /** Whoever was first without being competent will ask why that does not count. */
    private void idleFinders(List<Rule> rules) {
        List<Fact> places = rules.stream()
                .filter(rule -> rule.when() == When.FOUND_FIRST)
                .flatMap(rule -> rule.place().stream())
                .toList();
        finders()
                .filter(finder -> !competent.contains(finder))
                .filter(finder -> places.stream().noneMatch(place -> mayLieWith(place, finder)))
                .forEach(finder -> say("idle-finder", name(finder)));
    }

    /** Whether a place that is not known well enough may turn out to be that bureau's. */
    private boolean mayLieWith(Fact place, String bureau) {
        List<String> known = bureau(place, Reach.LOCAL);
        return known.isEmpty() || isCityAbove(known.get(0), bureau);
    }

    private Finding open(List<Rule> rules) {
        Set<Fact> missing = EnumSet.noneOf(Fact.class);
        for (Rule rule : rules) {
            if (rule.ask().isPresent() || rule.when() == When.ALWAYS && rule.reach() == Reach.LOCAL) {
                Fact fact = rule.ask().or(rule::place).orElseThrow();
                articles.addAll(rule.articles());
                say("open", reason(rule), fact.title(), trouble(fact));
                missing.add(fact);
            }
        }
        if (missing.isEmpty()) {
            // No rule applies before this is known.
            Stream.of(Fact.ACT, Fact.SUBJECT)
                    .filter(fact -> !(fact == Fact.ACT
                                    ? facts.situation().act()
                                    : facts.situation().subject())
                            .isPresent())
                    .forEach(fact -> {
                        say("open-kind", fact.title());
                        missing.add(fact);
                    });
        }
        return finding(Optional.empty(), missing);
    }

    private Finding unfiled() {
        String proposed = competent.iterator().next();
        if (competent.size() > 1) {
            Rule first = table.about(When.FILED_FIRST);
            articles.addAll(first.articles());
            say("several", names(competent), reason(first), name(proposed));
        }
        return finding(Optional.of(proposed), Set.of());
    }

    private Finding filed(List<Rule> rules, Place stated) {
        Set<String> contenders = stated.codes().stream()
                .filter(code -> competent.contains(code) || isAboveOne(code))
                .collect(Collectors.toSet());
        if (stated.certain().isEmpty() && !contenders.isEmpty()) {
            say(
                    "open",
                    reason(table.about(When.FILED_FIRST)),
                    Fact.FILED_FIRST_BY.title(),
                    trouble(Fact.FILED_FIRST_BY));
            articles.addAll(table.about(When.FILED_FIRST).articles());
            return finding(Optional.empty(), Set.of(Fact.FILED_FIRST_BY));
        }
        Optional<Fact> coarse = stated.certain().flatMap(filer -> coarserThan(filer, rules));
        if (contenders.isEmpty() && coarse.isPresent()) {
            say("open-for-filer", coarse.get().title(), where(coarse.get()), names(stated.codes()));
            return finding(Optional.empty(), Set.of(coarse.get()));
        }
        if (contenders.isEmpty()) {
            Rule without = table.about(When.FILED_WITHOUT);
            articles.addAll(without.articles());
            say("filed-without", names(stated.codes()), reason(without));
            return unfiled();
        }
        String filer = contenders.iterator().next();
        boolean fromFarAbove = !competent.contains(filer) && divisions.level(filer) != Level.CITY;
        if (competent.add(filer) || competent.size() > 1) {
            Rule rule = table.about(fromFarAbove ? When.FILED_ABOVE : When.FILED_FIRST);
            articles.addAll(rule.articles());
            say("filed", name(filer), reason(rule));
        }
        return finding(Optional.of(filer), Set.of());
    }

    /** A place that decides, and is known to the city only in which that bureau lies: it may be the bureau's own. */
    private Optional<Fact> coarserThan(String bureau, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.when() == When.ALWAYS && rule.reach() == Reach.LOCAL)
                .flatMap(rule -> rule.place().stream())
                .filter(place -> bureau(place, Reach.LOCAL).stream().anyMatch(city -> isCityAbove(city, bureau)))
                .findFirst();
    }

    private boolean isAboveOne(String code) {
        return competent.stream().anyMatch(bureau -> Stream.iterate(
                        divisions.above(bureau, facts.on()),
                        Optional::isPresent,
                        above -> above.flatMap(next -> divisions.above(next, facts.on())))
                .anyMatch(above -> above.get().equals(code)));
    }

    private Finding finding(Optional<String> bureau, Set<Fact> missing) {
        List<String> others = competent.stream()
                .filter(code -> !bureau.equals(Optional.of(code)))
                .toList();
        return new Finding(
                bureau,
                others,
                List.copyOf(articles),
                String.join("", sentences),
                List.copyOf(missing),
                Optional.empty());
    }

    private Optional<Place> stated(Fact fact) {
        return facts.place(fact).map(code -> divisions.at(code, facts.on()));
    }

    /** The place as it was stated, and what became of its code. */
    private String where(Fact fact) {
        String stated = facts.place(fact).orElseThrow();
        String now = stated(fact).flatMap(Place::certain).orElseThrow();
        String name = divisions.name(stated, facts.on());
        return stated.equals(now)
                ? text("place", stated, name)
                : text("place-succeeded", stated, name, now, divisions.name(now, facts.on()));
    }

    /** Why a fact leads nowhere. */
    private String trouble(Fact fact) {
        Optional<Place> place = stated(fact);
        if (place.isEmpty()) {
            return text("trouble-unknown");
        }
        String code = facts.place(fact).orElseThrow();
        Standing standing = place.get().standing();
        String key = place.get().certain().isPresent()
                ? "coarse"
                : standing.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String codes = place.get().codes().stream()
                .map(one -> text("place", one, divisions.name(one, facts.on())))
                .collect(Collectors.joining("、"));
        return text("trouble-" + key, code, divisions.name(code, facts.on()), codes, facts.on());
    }

    private String name(String bureau) {
        return divisions.bureauName(bureau, facts.on());
    }

    private String names(Collection<String> bureaus) {
        return bureaus.stream().map(this::name).collect(Collectors.joining("、"));
    }

    private static String reason(Rule rule) {
        return text("reason", rule.reason(), String.join("、", rule.articles()));
    }

    private void say(String key, Object... values) {
        sentences.add(text(key, values));
    }

    private static String text(String key, Object... values) {
        Object[] texts = Stream.of(values).map(String::valueOf).toArray();
        return new MessageFormat(TEXTS.getString("transfer.explain.jurisdiction." + key), Locale.ROOT).format(texts);
    }
}
