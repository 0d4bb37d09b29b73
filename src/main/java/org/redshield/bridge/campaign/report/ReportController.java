package org.redshield.bridge.campaign.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.SubjectStage;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.cases.CaseAccess;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns/{caseNo}/report}: the numbers of a campaign, told apart in every way, as its letter at the end has them. */
@RestController
@RequestMapping("/api/campaigns/{caseNo}")
@RequiredArgsConstructor
class ReportController {

    private final CampaignStore campaigns;
    private final Pool pool;
    private final Organisations organisations;

    @Schema(name = "CampaignReportLine")
    record Line(
            String code,
            String title,
            Optional<Integer> subjects,
            Map<SubjectStage, Integer> stages,
            Map<CheckItem, Integer> failed) {}

    /** @param by BUREAU, PLATFORM, KIND or WEEK, whose code is its Monday */
    @Schema(name = "CampaignReportTable")
    record Table(String by, String title, List<Line> lines) {}

    @Schema(name = "CampaignReport")
    record Report(Line total, List<Table> tables) {}

    @Operation(
            summary =
                    "The numbers by bureau, platform, what was looked at, and week, each counted from the pool's rows",
            description =
                    "What is not in order in several items stands in each; of weeks a subject has one for each stage.")
    @GetMapping("/report")
    Report report(@PathVariable String caseNo) {
        CampaignReport report = of(seen(caseNo));
        return new Report(
                line(report.total()),
                report.tables().stream()
                        .map(table -> new Table(
                                table.by().name(),
                                table.by().title(),
                                table.lines().stream()
                                        .map(ReportController::line)
                                        .toList()))
                        .toList());
    }

    private static Line line(CampaignReport.Line line) {
        return new Line(line.code(), line.title(), line.subjects(), line.stages(), line.failed());
    }

    @Operation(summary = "The same as CSV")
    @OnRecord(AuditAct.CAMPAIGN_EXPORT)
    @GetMapping("/report.csv")
    void csv(@PathVariable String caseNo, HttpServletResponse response) throws IOException {
        Campaign campaign = seen(caseNo);
        CampaignReport report = of(campaign);
        response.setContentType("text/csv; charset=UTF-8; header=present");
        Attachment.on(response, caseNo + "-统计.csv");
        CsvFile csv = new CsvFile(
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
        csv.row(Stream.concat(Stream.of("统计方式", "项目"), CampaignReport.heads(campaign).stream())
                .toList());
        csv.row(cells("合计", report.total(), campaign));
        for (CampaignReport.Table table : report.tables()) {
            for (CampaignReport.Line line : table.lines()) {
                csv.row(cells("按" + table.by().title(), line, campaign));
            }
        }
        csv.complete();
    }

    private static List<String> cells(String by, CampaignReport.Line line, Campaign campaign) {
        return Stream.concat(Stream.of(by, line.title()), line.cells(campaign).stream())
                .toList();
    }

    private CampaignReport of(Campaign campaign) {
        return CampaignReport.of(
                campaign, pool.counts(campaign.caseNo()), campaigns.members(campaign.caseNo()), organisations);
    }

    private Campaign seen(String caseNo) {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("campaign.not-found", caseNo);
        }
        return pool.seenBy(caseNo, caller.tenant());
    }
}
