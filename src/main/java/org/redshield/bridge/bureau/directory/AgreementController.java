package org.redshield.bridge.bureau.directory;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.Agreement;
import org.redshield.bridge.bureau.Agreements;
import org.redshield.bridge.bureau.directory.AgreementImport.Planned;
import org.redshield.bridge.bureau.directory.Planned.Change;
import org.redshield.bridge.bureau.directory.Planned.Fault;
import org.redshield.bridge.bureau.directory.Planned.State;
import org.redshield.bridge.reader.Readers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/directory/agreements}: what organisations agreed on, from a file and as the same file, while the bridge runs. */
@RestController
@RequestMapping("/api/directory/agreements")
@RequiredArgsConstructor
class AgreementController {

    private final AgreementImport directory;
    private final Agreements agreements;
    private final Readers readers;

    /**
     * @param lines of the file
     * @param changed lines by which something is or would be different
     * @param refused lines with a fault, without which nothing is brought in; 0 unless it is a preview
     * @param details of all lines but those by which nothing is different
     */
    record AgreementsView(boolean preview, int lines, long changed, long refused, List<LineView> details) {}

    /** @param agreement its parties and what it is about */
    record LineView(int line, String agreement, State state, List<Change> changes, List<Fault> faults) {}

    /** All that there are, as the file that {@link #bring} takes. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping(produces = "text/csv")
    void all(HttpServletResponse response) throws IOException {
        DirectoryController.accountAdministrator();
        response.setContentType("text/csv;charset=UTF-8");
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        CsvFile file = new CsvFile(out);
        file.row(Stream.of(AgreementColumn.values()).map(Heading::title).toList());
        for (Agreement one : agreements.all()) {
            file.row(List.of(
                    one.partyA(),
                    one.partyB(),
                    AgreementImport.title(one.kind()),
                    one.dataset().orElse(""),
                    one.amount() == 0 ? "" : one.amount(),
                    AgreementImport.unit(one.unit()),
                    one.citation(),
                    one.validFrom(),
                    one.validTo().map(LocalDate::toString).orElse("")));
        }
        file.complete();
    }

    /**
     * Brings agreements in, for account administrators. None is ever removed: one ends by its last day.
     *
     * @param preview says what would come of it, line by line, and writes nothing
     * @param request CSV in its body, UTF-8 or GB18030, with headings in its first line
     */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PutMapping
    AgreementsView bring(@RequestParam(defaultValue = "false") boolean preview, HttpServletRequest request)
            throws IOException {
        Caller caller = DirectoryController.accountAdministrator();
        List<DirectoryRow<AgreementColumn>> rows = DirectoryFile.read(
                readers, caller.userId(), request.getInputStream().readAllBytes(), AgreementColumn.class);
        List<Planned> lines = preview ? directory.preview(rows) : directory.bring(rows, caller);
        return new AgreementsView(
                preview,
                lines.size(),
                lines.stream().filter(Planned::isDifferent).count(),
                lines.stream().filter(line -> line.state() == State.REFUSED).count(),
                lines.stream()
                        .filter(line -> line.state() != State.UNCHANGED)
                        .map(line -> new LineView(
                                line.line(), line.agreement(), line.state(), line.changes(), line.faults()))
                        .toList());
    }
}
