package org.redshield.bridge.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.access.Caller;

/** The file of a case while the features fill it, for one viewer. Everything in it is for the viewer's organisation. */
public final class CaseFolder {

    private final Caller viewer;
    private final String caseNo;
    private final List<Involvement> mine;
    private final List<CaseEvents.CaseEvent> events;
    private final Map<String, List<?>> lists = new LinkedHashMap<>();
    private final Map<Phase, PhaseItem> phases = new EnumMap<>(Phase.class);
    private final List<Milestone> milestones = new ArrayList<>();
    private CaseDetails details = CaseDetails.NONE;

    /**
     * @param mine what the viewer's organisation does in the case
     * @param events what happened in the organisation
     */
    public CaseFolder(Caller viewer, String caseNo, List<Involvement> mine, List<CaseEvents.CaseEvent> events) {
        this.viewer = viewer;
        this.caseNo = caseNo;
        this.mine = List.copyOf(mine);
        this.events = List.copyOf(events);
    }

    /** Part of a case: see {@link #phase}. */
    public record PhaseItem(Phase phase, String title, Phase.Status state, Optional<Instant> since) {}

    public Caller viewer() {
        return viewer;
    }

    public String tenant() {
        return viewer.tenant();
    }

    public String caseNo() {
        return caseNo;
    }

    public List<Involvement> mine() {
        return mine;
    }

    /** What tells of the case: the first, or of what the organisation keeps for itself what is open, or else the last. */
    public Involvement leading() {
        Involvement first = mine.get(0);
        return first.standing().weight() == Standing.Weight.OWN
                ? mine.stream().filter(Involvement::open).findFirst().orElse(mine.get(mine.size() - 1))
                : first;
    }

    public List<CaseEvents.CaseEvent> events() {
        return events;
    }

    /** When one of these first happened. */
    public Optional<Instant> first(RecordedAct... acts) {
        List<RecordedAct> wanted = List.of(acts);
        return events.stream()
                .filter(event -> event.act().filter(wanted::contains).isPresent())
                .map(CaseEvents.CaseEvent::at)
                .min(Comparator.naturalOrder());
    }

    /** Fills one of the feature's own lists. */
    public void list(String name, List<?> items) {
        lists.put(name, List.copyOf(items));
    }

    public Map<String, List<?>> lists() {
        return lists;
    }

    /**
     * Says where a part of the case stands.
     *
     * @param since when it began, where that is known; told only of what came
     */
    public void phase(Phase phase, Phase.Status status, Optional<Instant> since) {
        boolean came = status == Phase.Status.DONE || status == Phase.Status.CURRENT;
        PhaseItem said = new PhaseItem(phase, phase.title(), status, since.filter(at -> came));
        phases.merge(phase, said, (one, other) -> one.state().compareTo(other.state()) >= 0 ? one : other);
    }

    public List<PhaseItem> phases() {
        return List.copyOf(phases.values());
    }

    /** Something that is not among the organisation's own acts. */
    public void milestone(Milestone milestone) {
        milestones.add(milestone);
    }

    public List<Milestone> milestones() {
        return milestones;
    }

    public void details(CaseDetails about) {
        details = about;
    }

    public CaseDetails details() {
        return details;
    }
}
