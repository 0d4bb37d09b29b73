package org.redshield.bridge.campaign.report;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignCounts;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.MemberState;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.PoolSubject;
import org.redshield.bridge.campaign.SubjectStage;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.campaign.meetings.Meeting;
import org.redshield.bridge.campaign.meetings.Meetings;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.cases.dossier.Sheets;
import org.springframework.stereotype.Component;

/**
 * What a campaign puts into the bound file (案卷) of each bureau that takes part, besides its letters and approvals: how it was
 * decided, its numbers, its subjects with what was found, and its meetings. A member's file has what the member sees, no more: of others'
 * cases milestones only.
 */
@Component
@RequiredArgsConstructor
class CampaignFile implements Sheets {

    /** A table of more lines nobody reads on paper; the export of the page has them all. */
    private static final int MOST_SUBJECTS = 2000;

    private final CampaignStore campaigns;
    private final Pool pool;
    private final Meetings meetings;
    private final Organisations organisations;
    private final InstantSource time;

    @Override
    public Set<? extends RecordedAct> shown() {
        return Set.of();
    }

    @Override
    public List<FileSheet> of(String caseNo, String tenant) {
        return campaigns.readBy(caseNo, tenant).stream()
                .flatMap(campaign -> sheets(campaign, tenant))
                .toList();
    }

    private Stream<FileSheet> sheets(Campaign campaign, String tenant) {
        List<Member> members = campaigns.members(campaign.caseNo());
        List<Meeting> held = meetings.of(campaign.caseNo(), tenant);
        Map<String, String> names = names(campaign, members, held);
        Instant now = time.instant();
        Stream<FileSheet> always = Stream.of(
                proposal(campaign, names), invited(campaign, members, names, tenant, now), subjects(campaign, now));
        return Stream.of(always, numbers(campaign, members, now), held.stream().map(one -> minutes(one, names)))
                .flatMap(Function.identity());
    }

    private Map<String, String> names(Campaign campaign, List<Member> members, List<Meeting> held) {
        return organisations.names(Stream.of(
                        Stream.of(campaign.lead()),
                        campaign.orderedBy().stream(),
                        campaign.platforms().stream(),
                        members.stream().map(Member::tenant),
                        held.stream().flatMap(Meeting::named))
                .flatMap(Function.identity())
                .collect(Collectors.toSet()));
    }

    /** For the parties, too: who looks at what, on what law. */
    private static FileSheet proposal(Campaign campaign, Map<String, String> names) {
        return FileSheet.of(FilePlace.FILING, "联合行动登记表", campaign.caseNo(), campaign.proposedAt())
                .line("行动名称", campaign.title())
                .line("部署单位", campaign.orderedBy().map(names::get))
                .line("牵头单位", names.get(campaign.lead()))
                .line("法律依据", LegalBasis.citation(campaign.basis()))
                .line("时间", campaign.from() + " 至 " + campaign.to())
                .line(
                        "检查事项",
                        campaign.checks().stream().map(CheckItem::title).collect(Collectors.joining("、")) + "（检查清单"
                                + campaign.checklist().title() + "）")
                .line("平台", campaign.platforms().stream().map(names::get).collect(Collectors.joining("、")))
                .line("计划检查", campaign.quota().map(count -> count + " 家"));
    }

    private static FileSheet invited(
            Campaign campaign, List<Member> members, Map<String, String> names, String reader, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("成员单位", "复函截止日期", "现在", "理由"));
        members.forEach(one -> rows.add(List.of(
                names.get(one.tenant()),
                one.answerBy().toString(),
                one.state().title(),
                one.reason().filter(reason -> told(campaign, one, reader)).orElse(""))));
        return FileSheet.of(FilePlace.OTHER, "成员单位", campaign.caseNo(), now)
                .line("状态", campaign.state().title())
                .line("提前结束的理由", campaign.endReason())
                .rows(rows);
    }

    /** Why a bureau does not take part its letter tells the lead; what its head thinks of taking part is that bureau's own affair. */
    private static boolean told(Campaign campaign, Member member, String reader) {
        return member.tenant().equals(reader)
                || campaign.tenant().equals(reader)
                        && (member.state() == MemberState.DECLINED || member.state() == MemberState.LEFT);
    }

    /** Those of the page, by every way of telling them apart. */
    private Stream<FileSheet> numbers(Campaign campaign, List<Member> members, Instant now) {
        CampaignCounts counts = pool.counts(campaign.caseNo());
        CampaignReport report = CampaignReport.of(campaign, counts, members, organisations);
        return report.tables().stream()
                .filter(table -> !table.lines().isEmpty())
                .map(table -> FileSheet.of(
                                FilePlace.CLOSING, "联合行动统计（按" + table.by().title() + "）", campaign.caseNo(), now)
                        .line("合计", counts.told())
                        .rows(table(table, report.total(), campaign)));
    }

    private static List<List<String>> table(CampaignReport.Table table, CampaignReport.Line total, Campaign campaign) {
        boolean whole = table.by().whole();
        List<List<String>> rows = new ArrayList<>();
        rows.add(cells(table.by().title(), whole, CampaignReport.heads(campaign)));
        Stream.concat(table.lines().stream(), table.by().addsUp() ? Stream.of(total) : Stream.empty())
                .forEach(line -> rows.add(cells(line.title(), whole, line.cells(campaign))));
        return rows;
    }

    /** Of a line that does not stand for whole subjects the stages alone, as on the page. */
    private static List<String> cells(String title, boolean whole, List<String> cells) {
        return Stream.concat(
                        Stream.of(title), (whole ? cells : cells.subList(1, 1 + SubjectStage.values().length)).stream())
                .toList();
    }

    private FileSheet subjects(Campaign campaign, Instant now) {
        List<PoolSubject> found = pool.subjects(campaign.caseNo(), MOST_SUBJECTS + 1);
        Map<String, String> names = organisations.names(found.stream()
                .flatMap(one -> Stream.concat(Stream.of(one.platform()), one.holder().stream()))
                .collect(Collectors.toSet()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("平台", "网店", "统一社会信用代码", "办理单位", "进展", "检查发现的异常"));
        found.stream()
                .limit(MOST_SUBJECTS)
                .forEach(one -> rows.add(List.of(
                        names.get(one.platform()),
                        (one.shopId() + "　" + one.shopName()).strip(),
                        one.creditCode(),
                        one.holder().map(names::get).orElse("尚未认领"),
                        one.stages().stream().map(SubjectStage::title).collect(Collectors.joining("、")),
                        one.check().failed().stream().map(CheckItem::title).collect(Collectors.joining("、")))));
        FileSheet sheet = FileSheet.of(FilePlace.OTHER, "检查对象名单和检查结果", campaign.caseNo(), now);
        return (found.size() > MOST_SUBJECTS
                        ? sheet.line("说明", "只列出最先加入的 " + MOST_SUBJECTS + " 个，全部名单见联合行动页面。")
                        : sheet)
                .rows(rows);
    }

    private static FileSheet minutes(Meeting meeting, Map<String, String> names) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("序号", "议定事项", "责任单位", "完成日期", "完成情况"));
        meeting.decisions()
                .forEach(one -> rows.add(List.of(
                        Integer.toString(one.place()),
                        one.what(),
                        names.get(one.bureau()),
                        one.due().toString(),
                        one.done()
                                .map(done -> done.note() + "（" + ChinaTime.day(done.at()) + "）")
                                .orElse(""))));
        return FileSheet.of(FilePlace.OTHER, "会商记录", "", meeting.notedAt())
                .line("会商日期", meeting.heldOn().toString())
                .line("参加单位", meeting.bureaus().stream().map(names::get).collect(Collectors.joining("、")))
                .line("议题", meeting.agenda())
                .line("记录单位", names.get(meeting.tenant()))
                .line("记录时间", ChinaTime.moment(meeting.notedAt()))
                .line(
                        "说明",
                        Stream.of(
                                        meeting.corrects().map(id -> "更正此前的记录"),
                                        meeting.correctedBy().map(id -> "已由此后的记录更正"))
                                .flatMap(Optional::stream)
                                .reduce((one, other) -> one + "；" + other))
                .rows(rows);
    }
}
