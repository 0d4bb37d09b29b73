package org.redshield.bridge.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.engine.OpenTasks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What has changed in a person's cases without him: since the beginning of the working day before today. */
@Service
class Changes {

    private static final int MOST = 30;

    private final OpenTasks tasks;
    private final Followings followings;
    private final CaseEvents events;
    private final Involvements involvements;
    private final DeadlineCalculator calculator;
    private final InstantSource time;

    Changes(
            OpenTasks tasks,
            Followings followings,
            CaseEvents events,
            Involvements involvements,
            DeadlineCalculator calculator,
            InstantSource time) {
        this.tasks = tasks;
        this.followings = followings;
        this.events = events;
        this.involvements = involvements;
        this.calculator = calculator;
        this.time = time;
    }

    /**
     * @param changes newest first
     * @param more whether there were more than are told
     */
    record News(Instant since, List<Change> changes, boolean more) {}

    /**
     * @param title what happened, as an officer reads it
     * @param cause of the case
     */
    record Change(String caseNo, Instant at, String title, Optional<String> cause, Optional<String> shopId) {}

    @Transactional(readOnly = true)
    News of(Caller caller) {
        LocalDate today = ChinaTime.day(time.instant());
        Instant since = ChinaTime.startOf(ChinaTime.day(calculator.endOfWorkingDayBefore(ChinaTime.startOf(today))));
        if (caller.tenants().size() != 1) {
            return new News(since, List.of(), false);
        }
        String tenant = caller.tenant();
        Set<String> mine = new LinkedHashSet<>(followings.of(caller.userId(), caller.tenants()));
        mine.addAll(tasks.casesOf(caller.userId(), caller.tenants()));
        List<CaseEvent> found = events.since(mine, tenant, since, caller.userId(), MOST + 1);
        List<CaseEvent> told = found.stream().limit(MOST).toList();
        Map<String, Involvement> byCase =
                involvements.ofCases(told.stream().map(CaseEvent::caseNo).collect(Collectors.toSet()), tenant).stream()
                        .collect(Collectors.toMap(Involvement::caseNo, Function.identity(), (first, later) -> first));
        return new News(
                since,
                told.stream()
                        .filter(event -> byCase.containsKey(event.caseNo()))
                        .map(event -> new Change(
                                event.caseNo(),
                                event.at(),
                                event.title(),
                                byCase.get(event.caseNo()).cause(),
                                byCase.get(event.caseNo()).shopId()))
                        .toList(),
                found.size() > MOST);
    }
}
