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
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Divisions.Place;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.transfer.jurisdiction.Rule.Reach;
import org.redshield.bridge.transfer.jurisdiction.Rule.When;

/**
 * One case weighed: applies the rules to the facts, notes whose bureau each leads to, and concludes. A place that is not
 * certain leads to no bureau; where no rule leads to one, the answer is which facts would.
 */
@RequiredArgsConstructor
final class Deliberation {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages/transfer", Locale.ROOT);

    private final JurisdictionFacts facts;
    private final JurisdictionTable table;
    private final Divisions divisions;

    /** In the order of the table, which is the order in which they are proposed. */
    private final Set<String> competent = new LinkedHashSet<>();

    private final Set<String> articles = new LinkedHashSet<>();
    private final List<String> sentences = new ArrayList<>();

    JurisdictionFinding conclude() {
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
                        .filter(finder ->
                                finder.equals(own) || divisions.level(finder) == Level.CITY && liesIn(own, finder))
                        .flatMap(finder -> Stream.of(finder, own)))
                .distinct()
                .toList();
    }

    private Stream<String> finders() {
        return Stream.of(Fact.FOUND_FIRST_BY, Fact.COMPLAINT_FIRST_TO)
                .flatMap(fact -> stated(fact).flatMap(Place::certain).stream())
                .distinct();
    }

    /** Whoever was first without being competent will ask why that does not count. */
    private void idleFinders(List<Rule> rules) {
        finders()
                .filter(finder -> !competent.contains(finder))
                .filter(finder -> rules.stream()
                        .filter(rule -> rule.when() == When.FOUND_FIRST)
                        .noneMatch(rule -> mayLeadTo(finder, rule)))
                .forEach(finder -> say("idle-finder", name(finder)));
    }

    /** Whether a rule may turn out to make the bureau competent once its place is better known. */
    private boolean mayLeadTo(String bureau, Rule rule) {
        if (rule.place().isEmpty()
                || rule.reach() == Reach.CITY && divisions.level(bureau) == Level.COUNTY
                || rule.when() == When.FOUND_FIRST && finders().noneMatch(bureau::equals)) {
            return false;
        }
        return stated(rule.place().get())
                .map(place -> place.codes().stream().anyMatch(code -> liesIn(code, bureau) || liesIn(bureau, code)))
                .orElse(true);
    }

    /** Whether a division is the other or a part of it. */
    private boolean liesIn(String code, String other) {
        return code.equals(other)
                || divisions
                        .above(code, facts.on())
                        .filter(above -> liesIn(above, other))
                        .isPresent();
    }

    private JurisdictionFinding open(List<Rule> rules) {
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
            // No rule applies before these are known.
            if (facts.situation().act().isEmpty()) {
                missing.add(Fact.ACT);
            }
            if (facts.situation().subject().isEmpty()) {
                missing.add(Fact.SUBJECT);
            }
            missing.forEach(fact -> say("open-kind", fact.title()));
        }
        return finding(Optional.empty(), missing);
    }

    private JurisdictionFinding unfiled() {
        String proposed = competent.iterator().next();
        if (competent.size() > 1) {
            Rule first = table.about(When.FILED_FIRST);
            articles.addAll(first.articles());
            say("several", names(competent), reason(first), name(proposed));
        }
        return finding(Optional.of(proposed), Set.of());
    }

    private JurisdictionFinding filed(List<Rule> rules, Place filers) {
        Set<String> contenders = filers.codes().stream()
                .filter(filer -> competent.stream().anyMatch(bureau -> liesIn(bureau, filer)))
                .collect(Collectors.toSet());
        if (filers.certain().isEmpty() && (filers.codes().isEmpty() || !contenders.isEmpty())) {
            Rule first = table.about(When.FILED_FIRST);
            articles.addAll(first.articles());
            say("open", reason(first), Fact.FILED_FIRST_BY.title(), trouble(Fact.FILED_FIRST_BY));
            return finding(Optional.empty(), Set.of(Fact.FILED_FIRST_BY));
        }
        return contenders.isEmpty()
                ? filedFromOutside(rules, filers.codes())
                : filedBy(contenders.iterator().next());
    }

    private JurisdictionFinding filedBy(String filer) {
        boolean fromFarAbove = !competent.contains(filer) && divisions.level(filer) != Level.CITY;
        if (competent.add(filer) || competent.size() > 1) {
            Rule rule = table.about(fromFarAbove ? When.FILED_ABOVE : When.FILED_FIRST);
            articles.addAll(rule.articles());
            say("filed", name(filer), reason(rule));
        }
        return finding(Optional.of(filer), Set.of());
    }

    /** By nobody who is known to be competent; who may yet turn out to be is not told to hand the case over. */
    private JurisdictionFinding filedFromOutside(List<Rule> rules, Set<String> filers) {
        Set<Fact> missing = rules.stream()
                .filter(rule -> filers.stream().anyMatch(filer -> mayLeadTo(filer, rule)))
                .flatMap(rule -> rule.place().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fact.class)));
        missing.forEach(fact -> say("open-for-filer", names(filers), fact.title(), trouble(fact)));
        if (!missing.isEmpty()) {
            return finding(Optional.empty(), missing);
        }
        Rule without = table.about(When.FILED_WITHOUT);
        articles.addAll(without.articles());
        say("filed-without", names(filers), reason(without));
        return unfiled();
    }

    private JurisdictionFinding finding(Optional<String> bureau, Set<Fact> missing) {
        List<String> others = competent.stream()
                .filter(code -> !bureau.equals(Optional.of(code)))
                .toList();
        return new JurisdictionFinding(
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
        String key = place.get()
                .certain()
                .map(divisions::level)
                .map(level -> level == Level.CITY ? "city" : "coarse")
                .orElse(place.get().standing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
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
