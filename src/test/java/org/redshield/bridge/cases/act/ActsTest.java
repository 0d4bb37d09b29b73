package org.redshield.bridge.cases.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.bureau.duty.DutyTable;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.deadline.process.DeadlineTable;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.model.Contracts;

/** Every letter there is goes on a declared act, by law that is called by its full name. */
class ActsTest {

    private static final Pattern CITING = Pattern.compile("law\\(\"([^\"]+)\"\\)");
    private static final Pattern LAWS = Pattern.compile("(《[^》]+》)([^《]*)");
    private static final Pattern ARTICLE = Pattern.compile("(至)?(第[一二三四五六七八九十百零]+条)");
    private static final List<String> ARTICLES = IntStream.rangeClosed(1, 120)
            .mapToObj(number ->
                    Law.PENALTY.brief(number).substring(Law.PENALTY.shortName().length()))
            .toList();

    private static final Acts ACTS = DeclaredActs.all();

    /** What others write on paper is only filed, and none of ours. */
    private static final Set<String> OF_OTHERS = Set.of("POLICE_ANSWER_LETTER", "PROCURATORATE_ANSWER_LETTER");

    @Test
    void everyLetterIsTheInstrumentOfAnAct() {
        Set<String> undeclared = new TreeSet<>();
        for (LetterKind kind : Contracts.letterKinds().all()) {
            if (kind.isLetter()
                    && !OF_OTHERS.contains(kind.name())
                    && ACTS.by(kind).isEmpty()) {
                undeclared.add(kind.name());
            }
        }
        assertThat(undeclared).isEmpty();
    }

    @Test
    void lawsAreCalledByTheirFullNameWithAnArticle() {
        List<String> laws =
                ACTS.all().stream().flatMap(act -> act.law().stream()).toList();
        assertThat(laws).isNotEmpty().allMatch(law -> law.matches("《[^》]+》第[一二三四五六七八九十百]+条(之[一二])?"));
        assertThat(laws).noneMatch(law -> law.matches("《(行政处罚法|电子商务法|反不正当竞争法|程序规定)》.*"));
        assertThat(ACTS.all()).allMatch(act -> !act.law().isEmpty() || !(act.ground() instanceof Ground.Decision));
    }

    @Test
    void everyActHasFactsOrARule() {
        assertThat(ACTS.all()).allMatch(act -> !act.facts().isEmpty() || act.ground() instanceof Ground.Rule);
    }

    @Test
    void codesAreWords() {
        assertThat(ACTS.all().stream().map(Act::code))
                .allMatch(code -> code.matches("[A-Z]+(_[A-Z]+)*"))
                .doesNotHaveDuplicates();
    }

    /** Else the page names a clock that nobody can look up. What a superior orders is to be answered by the day in its letter. */
    @Test
    void clocksAreCalledAsTheTableOfDeadlinesCallsThem() throws IOException {
        Set<String> known = rows("deadlines.dmn").map(row -> row.get("title")).collect(Collectors.toSet());
        known.add("督办答复期限");
        assertThat(ACTS.all().stream()
                        .flatMap(act -> Stream.of(act.starts(), act.stops(), act.moves()))
                        .flatMap(List::stream))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    /** Sentence by sentence a template cites what its act stands on, and nothing else. */
    @Test
    void aLetterCitesTheLawOfItsAct() throws IOException {
        String shared = template("parts.ftlh");
        String materials = shared.substring(shared.indexOf("<#macro materials"));
        Map<String, Set<String>> others = new TreeMap<>();
        for (LetterKind kind : Contracts.letterKinds().all()) {
            Optional<Act> act = kind.isLetter() ? ACTS.by(kind) : Optional.empty();
            if (act.isPresent()) {
                String text = template(kind.template());
                Set<String> cited = new TreeSet<>();
                CITING.matcher(text.contains("@parts.materials") ? text + materials : text)
                        .results()
                        .forEach(found -> cited.addAll(provisions(found.group(1))));
                cited.removeAll(act.get().law());
                if (!cited.isEmpty()) {
                    others.put(kind.name(), cited);
                }
            }
        }
        assertThat(others).isEmpty();
    }

    /** Whoever decides reads the provision beside it. */
    @Test
    void theTableOfApprovalsCitesTheLawOfTheActs() throws IOException {
        DutyTable table = DutyTable.read(Files.readAllBytes(Path.of("processes/approvals.dmn")));
        Map<String, String> others = new TreeMap<>();
        for (Act act : ACTS.all()) {
            if (act.ground() instanceof Ground.Decision decision) {
                Stream.concat(decision.forms().stream(), decision.weights().stream())
                        .forEach(form -> {
                            String citation = table.decide(form, Level.COUNTY, "")
                                    .orElseThrow()
                                    .citation();
                            if (Collections.disjoint(provisions(citation), act.law())) {
                                others.put(act + " by " + form, citation);
                            }
                        });
            }
        }
        assertThat(others).isEmpty();
    }

    /** What an officer registers is extended and stands still by the law of its row. */
    @Test
    void registeredDeadlinesMoveByTheLawOfTheirRows() throws IOException {
        Map<String, Set<String>> laws =
                new TreeMap<>(Map.of("stopEvents", new TreeSet<>(), "extensionTimes", new TreeSet<>()));
        rows("deadlines.dmn")
                .filter(row -> row.get("use").equals("CASE"))
                .forEach(row -> laws.forEach((cell, law) -> {
                    boolean further = cell.equals("extensionTimes")
                            && !row.get("furtherExtension").isBlank();
                    if (!row.get(cell).isBlank() || further) {
                        law.addAll(provisions(row.get("citation")));
                    }
                }));
        assertThat(law("EXTEND_DEADLINE")).containsExactlyInAnyOrderElementsOf(laws.get("extensionTimes"));
        assertThat(law("PAUSE_DEADLINE")).containsExactlyInAnyOrderElementsOf(laws.get("stopEvents"));
    }

    private static List<String> law(String code) {
        return ACTS.all().stream()
                .filter(act -> act.code().equals(code))
                .findFirst()
                .orElseThrow()
                .law();
    }

    private static Stream<Map<String, String>> rows(String table) throws IOException {
        byte[] content = Files.readAllBytes(Path.of("processes", table));
        return DeadlineTable.read(content, Contracts.read().kinds()).rows().stream()
                .map(DeadlineTable.Row::cells);
    }

    private static String template(String name) throws IOException {
        return Files.readString(Path.of("src/main/resources/letters", name));
    }

    /** Each article by itself: 《…》第十三条 to 《…》第十六条 of 程序规定第十三条至第十六条. */
    private static Set<String> provisions(String citations) {
        Set<String> all = new TreeSet<>();
        LAWS.matcher(Law.inFull(citations)).results().forEach(law -> {
            int last = 0;
            Matcher article = ARTICLE.matcher(law.group(2));
            while (article.find()) {
                int number = ARTICLES.indexOf(article.group(2));
                for (int one = article.group(1) == null ? number : last + 1; one <= number; one++) {
                    all.add(law.group(1) + ARTICLES.get(one));
                }
                last = number;
            }
        });
        return all;
    }
}
