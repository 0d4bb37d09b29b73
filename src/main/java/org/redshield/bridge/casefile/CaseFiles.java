package org.redshield.bridge.casefile;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.RoleNames;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseDetails;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Milestone;
import org.redshield.bridge.evidence.Uploads;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts case files together, of what the features say. */
@Service
@RequiredArgsConstructor
class CaseFiles {

    private final CaseAccess access;
    private final CaseEvents events;
    private final List<CaseSection> sections;
    private final Organisations organisations;
    private final PersonNames people;
    private final RoleNames roles;
    private final Uploads uploads;

    /**
     * The case for the caller's organisation. Rows of datasets are masked, and that they were shown is on record.
     *
     * @throws org.redshield.bridge.access.NotFound {@code casefile.unknown-case}, also for a case of others
     */
    @Transactional
    CaseFile get(Caller caller, String caseNo) {
        List<Involvement> mine = access.require(caller, caseNo);
        CaseFolder folder = new CaseFolder(caller, caseNo, mine, events.of(caseNo, caller.tenant()));
        Map<String, List<?>> lists = new LinkedHashMap<>();
        for (CaseSection section : sections) {
            section.lists().keySet().forEach(name -> lists.put(name, List.of()));
            section.contribute(folder);
        }
        lists.putAll(folder.lists());
        Involvement leading = folder.leading();
        return new CaseFile(
                caseNo,
                caller.tenant(),
                organisations.get(caller.tenant()).name(),
                leading.standing().role(),
                leading.standing().title(),
                summary(leading, folder.details()),
                folder.phases(),
                milestones(folder),
                uploads.offer(caller, mine),
                lists);
    }

    private CaseFile.Summary summary(Involvement leading, CaseDetails details) {
        Map<String, String> names = organisations.names(codes(List.of(leading)));
        return new CaseFile.Summary(
                leading.state().name(),
                leading.state().title(),
                leading.cause(),
                leading.sourceNo(),
                leading.shopId(),
                leading.platform(),
                leading.platform().map(code -> names.getOrDefault(code, code)),
                leading.counterpart(),
                leading.counterpart().map(code -> names.getOrDefault(code, code)),
                details,
                leading.since(),
                leading.changedAt());
    }

    /** The organisations that these are about. */
    static Set<String> codes(Collection<Involvement> involvements) {
        return involvements.stream()
                .flatMap(one -> Stream.concat(one.platform().stream(), one.counterpart().stream()))
                .collect(Collectors.toSet());
    }

    /** 办案机构负责人；代“王某”（部门负责人） */
    private static Optional<String> office(CaseEvent event, Map<String, String> names, Map<String, String> titles) {
        String own = titles.get(event.actor());
        return event.insteadOf()
                .map(head -> (own == null ? "" : own + "；")
                        + "代“" + names.get(head) + "”"
                        + (titles.containsKey(head) ? "（" + titles.get(head) + "）" : ""))
                .or(() -> Optional.ofNullable(own));
    }

    private List<Milestone> milestones(CaseFolder folder) {
        Set<String> actors = folder.events().stream()
                .flatMap(event -> Stream.concat(Stream.of(event.actor()), event.insteadOf().stream()))
                .filter(actor -> !actor.equals(CaseEvents.SYSTEM))
                .collect(Collectors.toSet());
        Map<String, String> names = people.of(actors);
        Map<String, String> titles = roles.of(actors);
        return Stream.concat(
                        folder.events().stream()
                                .map(event -> new Milestone(
                                        event.what(),
                                        event.title(),
                                        event.at(),
                                        false,
                                        Optional.ofNullable(names.get(event.actor())),
                                        office(event, names, titles),
                                        event.note())),
                        folder.milestones().stream())
                .sorted(Comparator.comparing(Milestone::at))
                .toList();
    }
}
