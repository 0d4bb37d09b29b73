package org.redshield.bridge.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.engine.view.OpenTasks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What has changed in a person's cases without him: since the beginning of the working day before today. */
@Service
@RequiredArgsConstructor
class Changes {

    /** Events that are read, and cases that are told. */
    private static final int MOST_EVENTS = 300;

    private static final int MOST_CASES = 20;
    private static final int MOST_OF_CASE = 5;

    private final OpenTasks tasks;
    private final Followings followings;
    private final CaseEvents events;
    private final Involvements involvements;
    private final ShopNames shopNames;
    private final DeadlineCalculator calculator;
    private final InstantSource time;

    /**
     * @param cases the one with the newest event first
     * @param more whether there was more than is told
     */
    record News(Instant since, List<CaseNews> cases, boolean more) {}

    /**
     * @param caseNo a case of the person's own organisation
     * @param shop name, or number where nobody has told the name
     * @param events newest first
     */
    record CaseNews(String caseNo, Optional<String> cause, Optional<String> shop, List<Event> events) {}

    /** @param title what happened, as an officer reads it */
    record Event(Instant at, String title) {}

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
        List<CaseEvent> found = events.since(mine, tenant, since, caller.userId(), MOST_EVENTS);
        Map<String, List<CaseEvent>> byCase = found.stream()
                .filter(event -> event.act().map(RecordedAct::isNews).orElse(true))
                .collect(Collectors.groupingBy(CaseEvent::caseNo, LinkedHashMap::new, Collectors.toList()));
        Map<String, Involvement> about = involvements.ofCases(byCase.keySet(), tenant).stream()
                .collect(Collectors.toMap(Involvement::caseNo, Function.identity(), (first, later) -> first));
        Map<String, String> shops = shopNames.of(byCase.keySet(), tenant);
        List<CaseNews> told = byCase.entrySet().stream()
                .filter(one -> about.containsKey(one.getKey()))
                .limit(MOST_CASES)
                .map(one -> news(about.get(one.getKey()), shops, one.getValue()))
                .toList();
        return new News(since, told, byCase.size() > MOST_CASES || found.size() == MOST_EVENTS);
    }

    private static CaseNews news(Involvement about, Map<String, String> shops, List<CaseEvent> events) {
        return new CaseNews(
                about.caseNo(),
                about.cause(),
                Optional.ofNullable(shops.get(about.caseNo())).or(about::shopId),
                events.stream()
                        .limit(MOST_OF_CASE)
                        .map(event -> new Event(event.at(), event.title()))
                        .toList());
    }
}
