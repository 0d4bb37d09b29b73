package org.redshield.bridge.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.evidence.scan.Malware;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.reconciliation.ReconciliationStore.Files;
import org.redshield.bridge.reconciliation.ReconciliationStore.MatchRow;
import org.redshield.bridge.reconciliation.ReconciliationStore.Shops;
import org.redshield.bridge.reconciliation.table.AnswerAddresses;
import org.redshield.bridge.reconciliation.table.AnswerShops;
import org.redshield.bridge.reconciliation.table.RefusedRow;
import org.redshield.bridge.work.Signals;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** {@code /api/reconciliations}: those of the caller's organisation. */
@RestController
@RequestMapping("/api/reconciliations")
@RequiredArgsConstructor
class ReconciliationController {

    private static final int PORTION = 5_000;
    /** So many tables of changes are read through for one register. */
    private static final int MOST_CHANGES = 60;

    private static final String CSV = "text/csv; charset=UTF-8; header=present";

    private final ReconciliationStore store;
    private final AnswerShops answers;
    private final AnswerAddresses addresses;
    private final WeightStore weights;
    private final EvidenceStore files;
    private final Malware malware;
    private final InstantSource clock;
    private final Signals signals;
    private final TransactionTemplate transaction;
    private final PersonNames names;
    private final Space space;
    private final ApplicationEventPublisher events;

    @Schema(name = "ReconciliationBegun")
    record Begun(UUID id) {}

    /**
     * Begins one; both tables are kept as they are: CSV in UTF-8, an object of JSON a line with the same names, or Parquet.
     *
     * @param shops {@code shop_id, licence_name_shown, licence_code_shown, address_shown}; also read are
     *     {@code platform, person_shown, phone_shown, turnover_year} (CNY), {@code last_order_on}, {@code category} (several by ；, of a
     *     path the last counts) and {@code permit_shown} (无: none)
     * @param registry {@code uscc, name, address}; also read are {@code registration_no, province, city, status,
     *     ended_on, person, phone, scope}, {@code permits} (all that an entry has, by ；: kind, in brackets its scope, behind a colon
     *     its last day; 无: none), {@code abnormal_list} and {@code serious_list} (why it is on it; 无: it is not). What an empty cell
     *     would say is not looked at: {@code told} counts those that are not. With {@code base} it is what changed: {@code change} (新增, 变更, 注销) and {@code uscc}, and of
     *     the others what is to be said anew
     * @param base the reconciliation whose register is changed; without {@code shops} its shops are matched again, but for those out of a
     *     case, which are taken anew
     * @param caseNo case whose shop records (店铺主体信息) are matched in place of {@code shops}, by the rule by which the caller may see
     *     them unmasked
     * @param purpose what they are needed for, which stays on record
     */
    @SentAgain(SentAgain.Way.FILE)
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Begun begin(
            @RequestParam(required = false) MultipartFile shops,
            @RequestParam(required = false) MultipartFile registry,
            @RequestParam(required = false) String base,
            @RequestParam(required = false) String caseNo,
            @RequestParam(required = false) String purpose)
            throws IOException {
        Caller caller = Caller.current();
        if (!caller.hasRole(Role.OFFICER.group())) {
            throw new Forbidden("reconciliation.only-officers");
        }
        UUID id = Ids.next();
        Optional<UUID> changed = base == null || base.isEmpty() ? Optional.empty() : Optional.of(base(caller, base));
        boolean isBrought = shops != null && !shops.isEmpty();
        boolean isOfCase = caseNo != null && !caseNo.isBlank();
        if (isBrought && isOfCase) {
            throw new Refusal("reconciliation.shops-twice");
        }
        Optional<Shops> before = changed.filter(any -> !isBrought && !isOfCase)
                .map(run -> store.files(run).shops());
        before.flatMap(Shops::caseNo).ifPresent(of -> {
            throw new Refusal("reconciliation.shops-of-case", of);
        });
        Files kept = isOfCase
                ? ofCase(caller, caseNo.strip(), purpose, kept("registry", registry), changed)
                : new Files(
                        before.isPresent() ? before.get() : Shops.brought(kept("shops", shops)),
                        kept("registry", registry),
                        changed);
        transaction.executeWithoutResult(status -> {
            if (changed.filter(store::isFollowed).isPresent()) {
                throw new Refusal("reconciliation.base-taken");
            }
            int weights = this.weights.inForce(caller.tenant());
            store.begin(id, caller.tenant(), caller.userId(), kept, weights, clock.instant());
            signals.send(ReconciliationWork.KIND);
        });
        return new Begun(id);
    }

    /** Its records are taken when all else is there: what is on record of it is not in vain. */
    private Files ofCase(Caller caller, String caseNo, String purpose, String registry, Optional<UUID> base)
            throws IOException {
        AnswerShops.Written written = answers.write(caller, caseNo, purpose);
        return new Files(new Shops(written.sha256(), Optional.of(caseNo), written.answers()), registry, base);
    }

    /** Whose register is there to be changed. */
    private UUID base(Caller caller, String id) {
        Reconciliation base = store.find(caller.tenant(), NotFound.unlessId(id, "reconciliation.unknown"))
                .orElseThrow(() -> new NotFound("reconciliation.unknown"));
        if (base.state().isWithoutResult() || base.entries() == 0) {
            throw new Refusal("reconciliation.base-without-register");
        }
        if (store.registers(base.id()).size() > MOST_CHANGES) {
            throw new Refusal("reconciliation.base-too-far", MOST_CHANGES);
        }
        return base.id();
    }

    private String kept(String name, MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            throw new Refusal("reconciliation.file-missing", name);
        }
        malware.keepOut(name + ".csv", file);
        try (InputStream in = file.getInputStream()) {
            return files.keep(in).sha256();
        } catch (IOException e) {
            // There was room when it began to come, and there is again: of half a file nothing is kept.
            space.require(files.place(file.getSize()), file.getSize());
            throw e;
        }
    }

    /** How far it is. */
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping("/{id}")
    Reconciliation state(@PathVariable String id) {
        return told(mine(id));
    }

    private Reconciliation told(Reconciliation one) {
        return one.seenBy(Caller.current(), names.of(one.startedBy()));
    }

    /**
     * Cancels one that waits or runs; its owner's and an operator's. Nothing becomes of what was matched until then, and the tables are
     * kept.
     */
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/{id}/cancellation")
    Reconciliation cancel(@PathVariable String id) {
        Caller caller = Caller.current();
        boolean byOperator = Reconciliation.isOperator(caller);
        UUID known = NotFound.unlessId(id, "reconciliation.unknown");
        Reconciliation run =
                byOperator ? store.find(known).orElseThrow(() -> new NotFound("reconciliation.unknown")) : mine(id);
        if (!run.isEndedBy(caller)) {
            throw new Forbidden("reconciliation.not-yours");
        }
        transaction.executeWithoutResult(status -> {
            Refusal why = new Refusal(byOperator ? "reconciliation.cancelled-by-operator" : "reconciliation.cancelled");
            if (!store.stop(known, Reconciliation.State.CANCELLED, why.getMessage(), clock.instant())) {
                throw new Refusal("reconciliation.over");
            }
            if (byOperator) {
                events.publishEvent(ReconciliationWork.stopped(run, why));
            }
            signals.send(ReconciliationWork.CANCELLED, known.toString());
        });
        return told(store.find(known).orElseThrow(() -> new NotFound("reconciliation.unknown")));
    }

    private Reconciliation mine(String id) {
        Caller caller = Caller.current();
        UUID known = NotFound.unlessId(id, "reconciliation.unknown");
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("reconciliation.unknown");
        }
        return store.find(caller.tenant(), known).orElseThrow(() -> new NotFound("reconciliation.unknown"));
    }

    /** The results so far, in the order of the shops (CSV, UTF-8). */
    @OnRecord(AuditAct.RECONCILIATION_EXPORT)
    @GetMapping("/{id}/matches")
    void matches(@PathVariable String id, HttpServletResponse response) throws IOException {
        UUID known = mine(id).withRows().id();
        CsvFile csv = csv(response, "主体比对结果.csv", List.of("shop_id", "uscc", "level", "score", "discrepancies"));
        List<MatchRow> rows = store.matches(known, -1, PORTION);
        while (!rows.isEmpty()) {
            for (MatchRow row : rows) {
                csv.row(List.of(
                        row.shopId(), row.uscc(), row.level(), row.score(), String.join(" ", row.discrepancies())));
            }
            rows = store.matches(known, rows.get(rows.size() - 1).position(), PORTION);
        }
        csv.complete();
    }

    /** The result of one shop, so that it can be computed again by hand. */
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping("/{id}/matches/{shopId}")
    MatchExplanation match(@PathVariable String id, @PathVariable String shopId) {
        Reconciliation run = mine(id).withRows();
        return store.explained(run.id(), shopId)
                .map(one -> MatchExplanation.of(
                        one,
                        run.entries(),
                        addresses.shown(run.shopsCase(), one.shop().address())))
                .orElseThrow(() -> new NotFound("reconciliation.unknown-shop", shopId));
    }

    /** Rows that were refused, and those that were kept with something wrong (CSV, UTF-8). */
    @OnRecord(AuditAct.RECONCILIATION_EXPORT)
    @GetMapping("/{id}/refusals")
    void refusals(@PathVariable String id, HttpServletResponse response) throws IOException {
        UUID known = mine(id).withRows().id();
        CsvFile csv = csv(response, "主体比对不予接收的行.csv", List.of("file", "line", "field", "reason"));
        long after = -1;
        List<RefusedRow> rows = store.refusals(known, after, PORTION);
        while (!rows.isEmpty()) {
            for (RefusedRow row : rows) {
                csv.row(List.of(row.file(), row.line(), row.field(), row.reason()));
            }
            // Their positions have no gaps.
            after += rows.size();
            rows = store.refusals(known, after, PORTION);
        }
        csv.complete();
    }

    private static CsvFile csv(HttpServletResponse response, String name, List<String> columns) throws IOException {
        response.setContentType(CSV);
        Attachment.on(response, name);
        CsvFile csv = new CsvFile(
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
        csv.row(columns);
        return csv;
    }
}
