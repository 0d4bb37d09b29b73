package org.redshield.bridge.campaign.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignCounts;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.SubjectStage;
import org.redshield.bridge.campaign.checks.CheckItem;

/**
 * The numbers of a campaign by bureau, platform, what was looked at, and week: what the page, its file and the letter at the end say
 * alike.
 *
 * @param total of all
 */
record CampaignReport(Line total, List<Table> tables) {

    /** By what the numbers are told apart. */
    @Getter(AccessLevel.PACKAGE)
    @RequiredArgsConstructor
    enum By {
        BUREAU("单位"),
        PLATFORM("平台"),
        KIND("检查事项"),
        WEEK("周");

        private final String title;

        /** Whether each subject stands in one line. */
        boolean whole() {
            return this == BUREAU || this == PLATFORM;
        }

        /** Whether the lines make up the total. */
        boolean addsUp() {
            return this != KIND;
        }
    }

    record Table(By by, List<Line> lines) {}

    /**
     * @param code as the list of subjects is asked for it; blank for what nobody has claimed
     * @param subjects empty where a subject stands in no one line
     * @param failed how many subjects are not in order, by what was looked at
     */
    record Line(
            String code,
            String title,
            Optional<Integer> subjects,
            Map<SubjectStage, Integer> stages,
            Map<CheckItem, Integer> failed) {

        /** Below {@link #heads}. What a line does not say stays empty: a week knows of no items. */
        List<String> cells(Campaign campaign) {
            return Stream.of(
                            Stream.of(subjects.map(Object::toString).orElse("")),
                            stages.values().stream().map(Object::toString),
                            campaign.checks().stream()
                                    .map(item -> subjects.isPresent()
                                            ? Integer.toString(failed.getOrDefault(item, 0))
                                            : Optional.ofNullable(failed.get(item))
                                                    .map(Object::toString)
                                                    .orElse("")))
                    .flatMap(Function.identity())
                    .toList();
        }
    }

    static List<String> heads(Campaign campaign) {
        return Stream.of(
                        Stream.of("检查对象"),
                        Stream.of(SubjectStage.values()).map(SubjectStage::title),
                        campaign.checks().stream().map(item -> item.title() + "异常"))
                .flatMap(Function.identity())
                .toList();
    }

    /** @param members of whatever state: who takes part has a line also where it did nothing, and who once did and still has something */
    static CampaignReport of(
            Campaign campaign, CampaignCounts counts, List<Member> members, Organisations organisations) {
        Map<String, List<CampaignCounts.Row>> holders = counts.rows().stream()
                .collect(Collectors.groupingBy(row -> row.holder().orElse("")));
        List<String> bureaus = Stream.of(
                        Stream.of(campaign.tenant()),
                        members.stream().filter(Member::takesPart).map(Member::tenant),
                        holders.keySet().stream().filter(one -> !one.isEmpty()).sorted(),
                        holders.keySet().stream().filter(String::isEmpty))
                .flatMap(Function.identity())
                .distinct()
                .toList();
        Map<String, List<CampaignCounts.Row>> platforms =
                counts.rows().stream().collect(Collectors.groupingBy(CampaignCounts.Row::platform));
        Map<String, String> names = organisations.names(
                Stream.concat(bureaus.stream().filter(one -> !one.isEmpty()), campaign.platforms().stream())
                        .collect(Collectors.toSet()));
        return new CampaignReport(
                line("", "合计", counts.rows()),
                List.of(
                        new Table(
                                By.BUREAU,
                                bureaus.stream()
                                        .map(code -> line(
                                                code,
                                                names.getOrDefault(code, "尚未认领"),
                                                holders.getOrDefault(code, List.of())))
                                        .toList()),
                        new Table(
                                By.PLATFORM,
                                campaign.platforms().stream()
                                        .map(code ->
                                                line(code, names.get(code), platforms.getOrDefault(code, List.of())))
                                        .toList()),
                        new Table(
                                By.KIND,
                                campaign.checks().stream()
                                        .map(item -> kind(item, counts))
                                        .toList()),
                        new Table(By.WEEK, weeks(campaign, counts.weeks()))));
    }

    private static Line line(String code, String title, List<CampaignCounts.Row> rows) {
        return new Line(
                code,
                title,
                Optional.of(rows.stream().mapToInt(CampaignCounts.Row::subjects).sum()),
                CampaignCounts.sum(rows),
                CampaignCounts.failed(rows));
    }

    /** Subjects that are not in order in that, and how far they are. */
    private static Line kind(CheckItem item, CampaignCounts counts) {
        Map<CheckItem, Integer> failed = Map.of(item, counts.failed().getOrDefault(item, 0));
        return new Line(
                item.name(),
                item.title(),
                Optional.empty(),
                every(counts.kinds().getOrDefault(item, Map.of())),
                failed);
    }

    /**
     * From the first in which something was reached to the last, also those between in which nothing was. What a case that was put in
     * reached before the campaign stands in one line, under the Monday before it.
     */
    private static List<Line> weeks(Campaign campaign, Map<LocalDate, Map<SubjectStage, Integer>> reached) {
        if (reached.isEmpty()) {
            return List.of();
        }
        List<LocalDate> mondays = reached.keySet().stream().sorted().toList();
        LocalDate first = mondays.get(0);
        long count = ChronoUnit.WEEKS.between(first, mondays.get(mondays.size() - 1)) + 1;
        return Stream.iterate(first, monday -> monday.plusWeeks(1))
                .limit(count)
                .map(monday -> new Line(
                        monday.toString(),
                        monday.plusDays(6).isBefore(campaign.from()) ? "行动开始前" : monday + " 至 " + monday.plusDays(6),
                        Optional.empty(),
                        every(reached.getOrDefault(monday, Map.of())),
                        Map.of()))
                .toList();
    }

    private static Map<SubjectStage, Integer> every(Map<SubjectStage, Integer> some) {
        return CampaignCounts.sum(List.of(new CampaignCounts.Row(Optional.empty(), "", 0, some, Map.of())));
    }

    Table by(By by) {
        return tables.get(by.ordinal());
    }
}
