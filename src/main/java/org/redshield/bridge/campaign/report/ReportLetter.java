package org.redshield.bridge.campaign.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignCounts;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.SubjectStage;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.campaign.report.CampaignReport.By;
import org.redshield.bridge.campaign.report.CampaignReport.Line;
import org.redshield.bridge.letter.LetterDraft;
import org.springframework.stereotype.Component;

/** The numbers of 联合行动总结: tables, each with its chart, drawn in characters so that it is the same on paper, in PDF and in OFD. */
final class ReportLetter {

    /** Characters of the longest bar: a cell that is no longer than that is not broken. */
    private static final int LONGEST_BAR = 10;

    private static final String FULL = "■";

    private final Campaign campaign;
    private final CampaignCounts counts;
    private final CampaignReport report;

    private ReportLetter(Campaign campaign, CampaignCounts counts, List<Member> members, Organisations organisations) {
        this.campaign = campaign;
        this.counts = counts;
        this.report = CampaignReport.of(campaign, counts, members, organisations);
    }

    /** The closure with its numbers. */
    private LetterDraft in(LetterDraft closure) {
        List<Line> bureaus = report.by(By.BUREAU).lines();
        List<SubjectStage> stages = List.of(SubjectStage.values());
        Map<SubjectStage, Integer> totals = counts.stages();
        int unit = unit(totals.values().stream());
        return closure.word("subjects", Integer.toString(counts.subjects()))
                .word("operators", Integer.toString(counts.operators()))
                .word("stageUnit", Integer.toString(unit))
                .rows(
                        "stages",
                        stages,
                        stage -> LetterDraft.row(
                                "code",
                                stage.name(),
                                "title",
                                stage.title(),
                                "count",
                                totals.get(stage).toString(),
                                "bar",
                                bar(totals.get(stage), unit)))
                .word("checklist", campaign.checklist().title())
                .rows(
                        "checkItems",
                        campaign.checks(),
                        item -> LetterDraft.row(
                                "code",
                                item.name(),
                                "title",
                                item.title(),
                                "failed",
                                failed(report.total(), item).toString()))
                .word("bureaus", lines(bureaus, ReportLetter::checked))
                .word("bureauUnit", unit(bureaus, ReportLetter::checked))
                .word("platformLines", lines(report.by(By.PLATFORM).lines(), ReportLetter::checked))
                .word("platformUnit", unit(report.by(By.PLATFORM).lines(), ReportLetter::checked))
                .word("kindLines", lines(report.by(By.KIND).lines(), ReportLetter::wrong))
                .word("kindUnit", unit(report.by(By.KIND).lines(), ReportLetter::wrong))
                .word("weekLines", lines(report.by(By.WEEK).lines(), ReportLetter::checked))
                .word("weekUnit", unit(report.by(By.WEEK).lines(), ReportLetter::checked));
    }

    private static int checked(Line line) {
        return line.stages().get(SubjectStage.CHECKED);
    }

    /** Of a kind: how many subjects are not in order in it. */
    private static int wrong(Line line) {
        return line.failed().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Integer failed(Line line, CheckItem item) {
        return line.failed().getOrDefault(item, 0);
    }

    /** Each with its numbers by the names of stages and items, and the bar of one of them. */
    private List<Map<String, Object>> lines(List<Line> lines, ToIntFunction<Line> drawn) {
        int unit = unit(lines.stream().map(drawn::applyAsInt));
        return lines.stream().map(line -> line(line, drawn, unit)).toList();
    }

    private Map<String, Object> line(Line line, ToIntFunction<Line> drawn, int unit) {
        Map<String, Object> cells = new HashMap<>(LetterDraft.row(
                "name",
                line.title(),
                "subjects",
                line.subjects().map(Object::toString),
                "bar",
                bar(drawn.applyAsInt(line), unit)));
        line.stages().forEach((stage, count) -> cells.put(stage.name(), count.toString()));
        cells.putAll(campaign.checks().stream().collect(Collectors.toMap(CheckItem::name, item -> failed(line, item)
                .toString())));
        return cells;
    }

    private static String unit(List<Line> lines, ToIntFunction<Line> drawn) {
        return Integer.toString(unit(lines.stream().map(drawn::applyAsInt)));
    }

    /** How many subjects one character stands for, so that the longest bar has room. */
    private static int unit(Stream<Integer> numbers) {
        int most = numbers.max(Comparator.naturalOrder()).orElse(0);
        return Math.max(1, (most + LONGEST_BAR - 1) / LONGEST_BAR);
    }

    /** What is there shows, also where it is less than one character. */
    private static String bar(int number, int unit) {
        return FULL.repeat((number + unit - 1) / unit);
    }

    /** Made for whoever ends a campaign. */
    @Component
    static final class Numbers implements CampaignCounts.InLetters {

        private final Organisations organisations;

        Numbers(Organisations organisations) {
            this.organisations = organisations;
        }

        @Override
        public UnaryOperator<LetterDraft> of(Campaign campaign, CampaignCounts counts, List<Member> members) {
            return new ReportLetter(campaign, counts, members, organisations)::in;
        }
    }
}
