package org.redshield.bridge.clues.intake;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.BureauTree.Branch;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.clues.Report;
import org.redshield.bridge.clues.intake.TriageTable.Answer;
import org.redshield.bridge.clues.intake.TriageTable.Place;
import org.redshield.bridge.engine.model.NewestTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Which bureau gets a clue, which unit is proposed and how urgent it is, by {@code processes/clue-triage.dmn}. A clue only goes to
 * the importing bureau or to one below it: another bureau gets it by a transfer that a head decides (投诉举报处理办法 art. 34, 41).
 */
@Service
class Triage {

    private final NewestTable<TriageTable> newest;
    private final BureauTree tree;
    private final Divisions divisions;
    private final Organisations organisations;
    private final InstantSource time;

    Triage(JdbcClient jdbc, BureauTree tree, Divisions divisions, Organisations organisations, InstantSource time) {
        this.newest = new NewestTable<>(jdbc, TriageTable.KEY, TriageTable::read);
        this.tree = tree;
        this.divisions = divisions;
        this.organisations = organisations;
        this.time = time;
    }

    /** All of a clue that its triage depends on: so often it is decided, not once a clue. */
    record Question(Optional<String> division, Report.Channel channel, boolean realName) {}

    /** @param bureau whose clue it becomes */
    record Decision(String bureau, Optional<String> unit, String urgency, String reason) {}

    /** For the clues of one import and one moment. */
    Function<Question, Decision> forImportBy(String importer) {
        TriageTable table = newest.get().table();
        Set<String> connected = organisations.connectedBureaus().stream()
                .map(Organisation::code)
                .collect(Collectors.toSet());
        return question -> decide(table, importer, connected, question);
    }

    private Decision decide(TriageTable table, String importer, Set<String> connected, Question question) {
        LocalDate today = ChinaTime.day(time.instant());
        Optional<String> there = question.division()
                .flatMap(code -> divisions.at(code, today).certain())
                .map(code -> divisions.bureauOf(code, today));
        List<String> path = there.map(tree::pathTo).orElse(List.of()).stream()
                .map(Branch::code)
                .toList();
        int self = path.indexOf(importer);
        // The nearest to the place that works on this bridge.
        String nearest = self < 0
                ? importer
                : path.subList(self, path.size()).stream()
                        .filter(connected::contains)
                        .reduce(importer, (above, below) -> below);
        Place place = path.isEmpty()
                ? Place.UNKNOWN
                : self < 0 ? Place.ELSEWHERE : nearest.equals(importer) ? Place.OWN : Place.BELOW;
        Answer answer = table.decide(place, question.channel(), question.realName());
        String named = place == Place.BELOW ? nearest : there.orElse(importer);
        return new Decision(
                answer.atPlace() ? nearest : importer,
                answer.unit(),
                answer.urgency(),
                answer.reason()
                        .replace(
                                "{bureau}",
                                organisations
                                        .find(named)
                                        .map(Organisation::name)
                                        .orElse(named)));
    }
}
