package org.redshield.bridge.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionAct;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionSettings;
import org.redshield.bridge.engine.history.PastInstances;
import org.redshield.bridge.engine.history.PastInstances.Past;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * A case becomes cold a time after everybody is done with it, nothing works on it and its rows of answers have left: files take the place
 * of the engine's history of its instances. What it gets when it is opened again becomes cold again, as a further file. Last of all rules, for
 * nothing demands it, and the first nights of an old installation are full of it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ArchiveRule implements RetentionRule {

    /** As many pages of the walk: the search by time reads more than it finds where old rows and new ones share a place. */
    private static final int PAGES = 10;

    private final PastInstances past;
    private final ArchivedCases cases;
    private final ArchiveFiles files;
    private final CaseEvents events;
    private final Involvements involvements;
    private final DataRequests requests;
    private final Period kept;
    private final InstantSource clock;

    ArchiveRule(
            PastInstances past,
            ArchivedCases cases,
            ArchiveFiles files,
            CaseEvents events,
            Involvements involvements,
            DataRequests requests,
            RetentionSettings settings,
            InstantSource clock) {
        this.past = past;
        this.cases = cases;
        this.files = files;
        this.events = events;
        this.involvements = involvements;
        this.requests = requests;
        this.kept = settings.cold();
        this.clock = clock;
    }

    @Override
    public Retained what() {
        return Retained.COLD;
    }

    @Override
    public Period kept() {
        return kept;
    }

    @Override
    public RetentionAct act() {
        return RetentionAct.ARCHIVED;
    }

    @Override
    public Page due(Instant overBefore, String after, int limit) {
        int most = limit * PAGES;
        List<String> begun = past.begunBefore(overBefore, after, most);
        List<Due> due = over(begun).stream()
                .filter(one -> one.overSince().isBefore(overBefore))
                .toList();
        return new Page(due, begun.size() < most ? Optional.empty() : Optional.of(begun.get(begun.size() - 1)));
    }

    /** Those of these cases with which everybody is done, since when. By a statement for each organisation, not for each case. */
    private List<Due> over(Collection<String> caseNos) {
        Set<String> rest = new HashSet<>(caseNos);
        rest.removeAll(requests.casesWithRows(caseNos));
        List<Past> ended = past.over(rest);
        Map<String, List<String>> organisations =
                events.organisations(ended.stream().map(Past::caseNo).toList());
        Map<String, Set<String>> casesOf = new HashMap<>();
        for (Past one : ended) {
            Set<String> concerned = new HashSet<>(organisations.getOrDefault(one.caseNo(), List.of()));
            concerned.addAll(one.tenants());
            concerned.forEach(tenant ->
                    casesOf.computeIfAbsent(tenant, any -> new HashSet<>()).add(one.caseNo()));
        }
        Map<String, List<Involvement>> concerned = casesOf.entrySet().stream()
                .flatMap(of -> involvements.ofCases(of.getValue(), of.getKey()).stream())
                .collect(Collectors.groupingBy(Involvement::caseNo));
        return ended.stream()
                .flatMap(one -> over(one, concerned.getOrDefault(one.caseNo(), List.of())).stream())
                .toList();
    }

    /** Empty while somebody works on it, and for what is no case at all. */
    private static Optional<Due> over(Past ended, List<Involvement> concerned) {
        return concerned.isEmpty() || concerned.stream().anyMatch(Involvement::open)
                ? Optional.empty()
                : Optional.of(new Due(
                        ended.caseNo(),
                        List.of(ended.caseNo()),
                        concerned.stream()
                                .map(Involvement::changedAt)
                                .filter(ended.endedAt()::isBefore)
                                .max(Instant::compareTo)
                                .orElse(ended.endedAt())));
    }

    /** All shares in one transaction: the rows go only with the row that names their file, which was read back before. */
    @Override
    public Optional<Deleted> delete(Due due) {
        if (!over(List.of(due.key())).contains(due)) {
            return Optional.empty();
        }
        Set<String> tenants = past.over(List.of(due.key())).stream()
                .flatMap(one -> one.tenants().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        long rows = 0;
        List<String> written = new ArrayList<>();
        for (String tenant : tenants) {
            ArchiveFiles.Draft draft = new ArchiveFiles.Draft();
            Map<String, Integer> taken = past.take(due.key(), tenant, draft);
            if (taken.isEmpty()) {
                continue;
            }
            long share = taken.values().stream().mapToLong(Integer::longValue).sum();
            Content file = keep(draft);
            cases.add(
                    due.key(),
                    tenant,
                    new Announced(file.sha256(), file.bytes()),
                    share,
                    contents(taken),
                    due.overSince(),
                    clock.instant());
            rows += share;
            written.add(file.sha256());
        }
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(new Deleted(
                        rows,
                        written.size() == 1 ? written.get(0) : Hashes.sha256(String.join("\n", written)),
                        Optional.empty(),
                        List.of()));
    }

    private Content keep(ArchiveFiles.Draft draft) {
        try {
            return files.keep(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contents(Map<String, Integer> taken) {
        return taken.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }
}
