package org.redshield.bridge.dossier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.RoleNames;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.springframework.stereotype.Component;

/** What the record of a case gives to its bound file: a form for each decision (范本 8), and the record itself. */
@Component
@RequiredArgsConstructor
class RecordSheets {

    private final CaseEvents events;
    private final PersonNames people;
    private final RoleNames roles;

    /** @param shown decisions that stand on other forms */
    List<FileSheet> of(String caseNo, String tenant, Set<RecordedAct> shown) {
        List<CaseEvent> record = events.of(caseNo, tenant);
        Set<String> users = record.stream()
                .flatMap(
                        event -> Stream.of(Stream.of(event.actor()), event.hands().stream(), event.insteadOf().stream())
                                .flatMap(Function.identity()))
                .filter(user -> !user.equals(CaseEvents.SYSTEM))
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, String> names = people.of(users);
        Map<String, String> titles = roles.of(users);
        List<FileSheet> sheets = new ArrayList<>();
        for (CaseEvent event : record) {
            if (event.isDecision() && event.act().filter(shown::contains).isEmpty()) {
                sheets.add(approval(event, names, titles));
            }
        }
        if (!record.isEmpty()) {
            sheets.add(whole(caseNo, record, names));
        }
        return sheets;
    }

    private static FileSheet approval(CaseEvent event, Map<String, String> names, Map<String, String> titles) {
        String role = titles.get(event.actor());
        String kind = event.act().map(RecordedAct::kind).orElse("审批");
        return FileSheet.of(FilePlace.REVIEW, "有关事项" + kind + "表（" + event.title() + "）", "", event.at())
                .line("案件编号", event.caseNo())
                .line(kind + "事项", event.title())
                .line("所涉事项编号", event.subjectId())
                .line("经办人", drafted(event, names))
                .line(kind + "意见", event.note().orElse("未另写意见"))
                .line(
                        kind + "人",
                        names.getOrDefault(event.actor(), event.actor())
                                + (role == null ? "" : "（" + role + "）")
                                + instead(event, names))
                .line(kind + "时间", ChinaTime.moment(event.at()));
    }

    /** A head also decides by himself what nobody proposed to him. */
    private static Optional<String> drafted(CaseEvent event, Map<String, String> names) {
        return event.hands().isEmpty()
                ? Optional.empty()
                : Optional.of(event.hands().stream()
                        .map(user -> names.getOrDefault(user, user))
                        .collect(Collectors.joining("、")));
    }

    private static String instead(CaseEvent event, Map<String, String> names) {
        return event.insteadOf()
                .map(head -> "，代“" + names.getOrDefault(head, head) + "”")
                .orElse("");
    }

    private static FileSheet whole(String caseNo, List<CaseEvent> record, Map<String, String> names) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("时间", "事项", "经办人", "说明"));
        for (CaseEvent event : record) {
            rows.add(List.of(
                    ChinaTime.moment(event.at()),
                    event.title(),
                    event.actor().equals(CaseEvents.SYSTEM)
                            ? "系统"
                            : names.getOrDefault(event.actor(), event.actor()) + instead(event, names),
                    event.note().orElse("")));
        }
        return FileSheet.of(
                        FilePlace.OTHER,
                        "办理记录",
                        "",
                        record.get(record.size() - 1).at())
                .line("案件编号", caseNo)
                .rows(rows);
    }
}
