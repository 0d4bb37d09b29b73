package org.redshield.bridge.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.engine.view.FileSection;
import org.springframework.stereotype.Component;

/** What all processes declare. */
@Component
public final class ProcessContracts {

    private final List<ProcessContract> all;

    public ProcessContracts(List<ProcessContract> all) {
        this.all = List.copyOf(all);
    }

    public List<ProcessContract> all() {
        return all;
    }

    /** The contract that a definition of the engine is of; empty for a process that only a modeler knows. */
    public Optional<ProcessContract> ofDefinition(String definitionId) {
        String key = definitionId.split(":", 2)[0];
        return all.stream().filter(contract -> contract.key().equals(key)).findFirst();
    }

    /** The processes that people of a group may start. */
    public Stream<String> startableBy(String group) {
        return all.stream()
                .filter(contract -> contract.startedBy() instanceof Start.ByPersons by
                        && by.groups().contains(group))
                .map(ProcessContract::key);
    }

    /** The tasks with which somebody only follows a case. */
    public Set<String> tracking() {
        return all.stream()
                .map(ProcessContract::tracking)
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The tasks beside the way on. */
    public Set<String> aside() {
        return all.stream()
                .map(ProcessContract::aside)
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The tasks with which letters are signed for. */
    public Set<String> signing() {
        return all.stream()
                .map(ProcessContract::signing)
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What lies open of the case beside that user task of a definition. */
    public List<FileSection> beside(String definitionId, String task) {
        return ofDefinition(definitionId).stream()
                .flatMap(contract -> contract.beside().stream())
                .filter(beside -> beside.tasks().contains(task))
                .findFirst()
                .map(Beside::open)
                .orElse(Beside.UNKNOWN);
    }

    /** The keys of the table of deadlines by which processes count. */
    public Set<String> kinds() {
        return clocks().flatMap(clock -> clock.kinds().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whose dates a clock of that kind gives. */
    public List<ProcessClock> following(String kind) {
        return kinds().contains(kind)
                ? clocks().filter(clock -> clock.follows(kind)).toList()
                : registered().toList();
    }

    /** What acts when a clock of that kind has run out. */
    public Set<String> timers(String kind) {
        return (kinds().contains(kind) ? clocks().filter(clock -> clock.kinds().contains(kind)) : registered())
                .flatMap(ProcessClock::timers)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<ProcessClock> registered() {
        return clocks().filter(clock -> clock.source() == ProcessClock.Source.REGISTERED);
    }

    private Stream<ProcessClock> clocks() {
        return all.stream().flatMap(contract -> contract.clocks().stream());
    }
}
