package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.ClueAct.MATTER_APPROVED;
import static org.redshield.bridge.clues.ClueAct.MATTER_REFUSED;
import static org.redshield.bridge.clues.ClueAct.MATTER_REVIEWED;
import static org.redshield.bridge.clues.ClueAct.MATTER_SENT_BACK;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.cases.dossier.Sheets;
import org.springframework.stereotype.Component;

/** 案件来源登记表 (范本 1) without who reported it, and a form for each matter that was proposed to the heads (范本 7, 8, 53). */
@Component
@RequiredArgsConstructor
class ClueSheets implements Sheets {

    private static final Set<ClueAct> OPINIONS =
            Set.of(MATTER_REVIEWED, MATTER_SENT_BACK, MATTER_APPROVED, MATTER_REFUSED);

    private final ClueStore store;
    private final CaseEvents events;
    private final Organisations organisations;
    private final PersonNames people;

    @Override
    public Set<? extends RecordedAct> shown() {
        return OPINIONS;
    }

    @Override
    public List<FileSheet> of(String caseNo, String tenant) {
        List<FileSheet> sheets = new ArrayList<>();
        for (Clue clue : store.ofCase(caseNo, tenant)) {
            List<CaseEvent> opinions = events.of(caseNo, tenant).stream()
                    .filter(event -> event.act().filter(OPINIONS::contains).isPresent())
                    .filter(event -> event.subjectId().filter(clue.id()::equals).isPresent())
                    .toList();
            sheets.add(source(clue));
            List<Matter> matters = store.matters(clue.id()).stream()
                    .filter(matter -> matter.kind() != Matter.Kind.DATA)
                    .toList();
            for (int place = 0; place < matters.size(); place++) {
                Optional<Matter> next = matters.stream().skip(place + 1L).findFirst();
                sheets.add(form(clue, matters.get(place), next, opinions));
            }
        }
        return sheets;
    }

    private FileSheet source(Clue clue) {
        Report report = clue.report();
        return FileSheet.of(FilePlace.SOURCE, "案件来源登记表", clue.id(), clue.registeredAt())
                .line("来源分类", report.source().title() + "（" + report.channel().title() + "）")
                .line("来源编号", report.externalNo())
                .line("发现线索或者收到材料时间", ChinaTime.moment(report.receivedAt()))
                .line(
                        "移送、交办部门",
                        report.fromBureau().flatMap(organisations::find).map(Organisation::name))
                .line("来函文号", report.fromLetter())
                .line("当事人", subject(clue))
                .line("住所", clue.accused().address())
                .line("案由", clue.cause())
                .line("案源内容", clue.content())
                .line("登记人", people.of(clue.registeredBy()) + "，" + ChinaTime.moment(clue.registeredAt()));
    }

    private static Optional<String> subject(Clue clue) {
        Accused accused = clue.accused();
        String named = Stream.of(
                        accused.subjectName(),
                        accused.creditCode(),
                        accused.shopName().map(name -> "网店 " + name),
                        accused.shopId().map(id -> "网店编号 " + id))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
        return Optional.of(named).filter(text -> !text.isEmpty());
    }

    /** @param next what was proposed after it: what a review gave back was not decided */
    private FileSheet form(Clue clue, Matter matter, Optional<Matter> next, List<CaseEvent> opinions) {
        FileSheet sheet = FileSheet.of(place(matter.kind()), title(matter), matter.id(), matter.proposedAt())
                .line("案件编号", clue.caseNo())
                .line("案号", clue.filingNo())
                .line("案由", clue.cause())
                .line("当事人", subject(clue))
                .line("审批事项", matter.inWords())
                .line("理由和依据", matter.reason())
                .line("经办人", people.of(matter.proposedBy()) + "，" + ChinaTime.moment(matter.proposedAt()));
        Instant end = matter.decidedAt().or(() -> next.map(Matter::proposedAt)).orElse(Instant.MAX);
        for (CaseEvent opinion : opinions) {
            if (!opinion.at().isBefore(matter.proposedAt()) && !opinion.at().isAfter(end)) {
                sheet = sheet.line(
                        opinion.title(),
                        opinion.note().orElse("未另写意见") + "\n" + people.of(opinion.actor())
                                + opinion.insteadOf()
                                        .map(head -> "（代“" + people.of(head) + "”）")
                                        .orElse("")
                                + "，" + ChinaTime.moment(opinion.at()));
            }
        }
        String undecided = next.isPresent() ? "未作决定，已重新提请" : "尚未决定";
        return sheet.line("结果", matter.approved().map(yes -> yes ? "批准" : "未批准").orElse(undecided));
    }

    private static FilePlace place(Matter.Kind kind) {
        return switch (kind) {
            case FILE, NOT_FILE -> FilePlace.FILING;
            case CLOSE -> FilePlace.CLOSING;
            default -> FilePlace.REVIEW;
        };
    }

    private static String title(Matter matter) {
        return switch (matter.kind()) {
            case FILE, NOT_FILE, CLOSE -> matter.kind().title() + "审批表";
            default -> "有关事项审批表（" + matter.kind().title() + "）";
        };
    }
}
