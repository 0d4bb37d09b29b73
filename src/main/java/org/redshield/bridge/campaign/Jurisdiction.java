package org.redshield.bridge.campaign;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.Places;
import org.redshield.bridge.cases.order.Opinion;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.springframework.stereotype.Component;

/**
 * 管辖优先: for so many working days after a campaign's first day a shop of a known place is claimed by a member that is competent there
 * (程序规定 art. 10), and by any other only where none is. Who is competent says the table of jurisdiction, and never a credit code.
 */
@Component
@RequiredArgsConstructor
public class Jurisdiction {

    /** Longer than that, the others wait for nothing. */
    static final int MOST_DAYS = 60;

    private final Orders orders;
    private final Organisations organisations;
    private final Places places;
    private final CampaignStore campaigns;
    private final DeadlineCalculator deadlines;
    private final InstantSource time;

    /**
     * The codes of the bureaus that are competent for a shop that trades there: the place's own, and its city's where that is a county's
     * (县级以上, ADR 0040). Empty where the place does not lead to one bureau.
     *
     * @param divisions each asked about once
     */
    public Map<String, List<String>> competent(Collection<String> divisions) {
        Set<String> asked = divisions.stream().filter(one -> !one.isBlank()).collect(Collectors.toSet());
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, String> codes = organisations.bureausByName();
        Map<String, List<String>> competent = new HashMap<>();
        for (String place : asked) {
            Opinion opinion = orders.opinion(
                            OrderKind.CASE_TRANSFER,
                            Map.of("subject", "IN_PLATFORM", "act", "OTHER", "actualPlace", place))
                    .orElseThrow();
            competent.put(
                    place,
                    Stream.concat(opinion.addressee().stream(), opinion.others().stream())
                            .flatMap(name -> Stream.ofNullable(codes.get(name)))
                            .flatMap(code -> Stream.concat(Stream.of(code), city(code).stream()))
                            .distinct()
                            .toList());
        }
        return competent;
    }

    private Optional<String> city(String bureau) {
        return Optional.of(organisations.get(bureau))
                .filter(own -> own.level() == Organisation.Level.COUNTY)
                .flatMap(Organisation::parentCode)
                .map(organisations::get)
                .filter(above -> above.level() == Organisation.Level.CITY)
                .map(Organisation::code);
    }

    /** The last day on which who is competent comes first; empty where the campaign has no such days. */
    Optional<LocalDate> lastDay(Campaign campaign) {
        return lastDay(campaign.from(), campaign.priorityDays());
    }

    /** The first day is not counted, as in every period here. */
    Optional<LocalDate> lastDay(LocalDate from, int workingDays) {
        return workingDays == 0
                ? Optional.empty()
                : Optional.of(deadlines
                        .due(from, DeadlineRule.of(Period.workingDays(workingDays), ""))
                        .dueDate());
    }

    /** Whether who is competent comes first now, as the working days are known now. */
    boolean comesFirst(Campaign campaign) {
        return lastDay(campaign)
                .filter(last -> !ChinaTime.day(time.instant()).isAfter(last))
                .isPresent();
    }

    /** The lead and who takes part now; who declined, left or has not answered is none. */
    Set<String> takingPart(Campaign campaign) {
        return takingPart(campaign, campaigns.members(campaign.caseNo()));
    }

    static Set<String> takingPart(Campaign campaign, List<Member> members) {
        return Stream.concat(
                        Stream.of(campaign.tenant()),
                        members.stream()
                                .filter(one -> one.state() == MemberState.JOINED)
                                .map(Member::tenant))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** For which members a subject that nobody has is; empty where anybody claims it. @param takingPart as {@link #takingPart} */
    static List<String> first(PoolSubject subject, Set<String> takingPart) {
        return subject.competent().stream().filter(takingPart::contains).toList();
    }

    /** Whether it is nobody's, and another member's to claim today. */
    boolean isForOthers(Campaign campaign, PoolSubject subject, String tenant) {
        return subject.holder().isEmpty()
                && !subject.competent().contains(tenant)
                && comesFirst(campaign)
                && !first(subject, takingPart(campaign)).isEmpty();
    }

    Refusal othersFirst(Campaign campaign, PoolSubject subject) {
        String bureaus = first(subject, takingPart(campaign)).stream()
                .map(organisations::name)
                .collect(Collectors.joining("、"));
        return new Refusal(
                "campaign.others-first",
                places.name(subject.place()),
                bureaus,
                lastDay(campaign).orElseThrow());
    }
}
