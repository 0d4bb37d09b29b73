package org.redshield.bridge.deadline.calendar;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.deadline.calendar.CalendarStore.Loaded;
import org.redshield.bridge.deadline.calendar.CalendarStore.Origin;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/calendars}: arrangements of days off, who loaded them, and which clocks each of them changed. */
@RestController
@RequestMapping("/api/calendars")
@RequiredArgsConstructor
class CalendarController {

    private static final String[] MAY_LOAD = {"operator", "camunda-admin"};
    private static final String[] SEES_ALL = {"operator", "auditor", "camunda-admin"};
    private static final int LARGEST_PAGE = 500;
    private static final int LAST_PAGE = 1_000_000;

    private final CalendarLoading loading;
    private final CalendarStore store;

    /** @param inForce the version that counts now */
    record YearView(int year, String inForce, List<VersionView> versions) {}

    /**
     * @param document document number of the notice; empty where unknown (文号待补)
     * @param loadedBy who handed it in; {@code bridge} for what is packaged with the product
     * @param pass the recomputation that it brought; absent for what the first start brought
     * @param days only where one year is asked for
     */
    record VersionView(
            String version,
            LocalDate published,
            String document,
            Instant loadedAt,
            Optional<String> loadedBy,
            Optional<String> loadedFrom,
            Optional<String> sha256,
            Optional<PassView> pass,
            Optional<List<CalendarDay>> days) {}

    /**
     * @param state OPEN while clocks are being recomputed, then DONE
     * @param movedDays days that became working days or ceased to be
     * @param settlesYear whether it is the first of its year: what was provisional is no longer
     * @param examined open clocks in whose span the arrangement changes something
     * @param failed clocks that could not be recomputed; the log says why
     */
    record PassView(
            String state,
            List<LocalDate> movedDays,
            boolean settlesYear,
            long examined,
            long changed,
            long failed,
            Instant openedAt,
            Optional<Instant> finishedAt) {}

    /** @param statutoryDays holidays of the 放假办法, whatever the arrangement says */
    record YearInFull(
            int year, Optional<String> inForce, Map<LocalDate, String> statutoryDays, List<VersionView> versions) {}

    /** @param changed false when the same content had been loaded before */
    record LoadedView(
            int year,
            String version,
            boolean changed,
            String sha256,
            List<LocalDate> movedDays,
            List<String> notes,
            String changes) {}

    /** @param total all changes that the caller may see, on every page */
    record ChangesPage(String version, int page, int size, long total, List<ChangeView> changes) {}

    /** A clock's date before and after; the two are equal where a provisional date was only confirmed. */
    record ChangeView(
            UUID clockId,
            String caseNo,
            String tenant,
            String kind,
            String title,
            String oldDueAt,
            String newDueAt,
            String oldDueDate,
            String newDueDate,
            boolean oldProvisional,
            boolean newProvisional,
            Instant at) {}

    /** Every year with its versions, without the days. */
    @NotOnRecord
    @GetMapping
    List<YearView> years() {
        Map<Integer, List<Loaded>> years = store.loaded(Optional.empty()).stream()
                .collect(Collectors.groupingBy(
                        loaded -> loaded.arrangement().year(), TreeMap::new, Collectors.toList()));
        return years.entrySet().stream()
                .map(year -> new YearView(
                        year.getKey(),
                        inForce(year.getKey(), year.getValue()).orElseThrow(),
                        year.getValue().stream()
                                .map(loaded -> view(loaded, false))
                                .toList()))
                .toList();
    }

    /** One year with its versions and their days. */
    @NotOnRecord
    @GetMapping("/{year}")
    YearInFull year(@PathVariable String year) {
        int number = number(year);
        List<Loaded> versions = store.loaded(Optional.of(number));
        if (versions.isEmpty()) {
            throw new NotFound("deadline.calendar-unknown-year", number);
        }
        return new YearInFull(
                number,
                inForce(number, versions),
                StatutoryDays.of(number),
                versions.stream().map(loaded -> view(loaded, true)).toList());
    }

    /**
     * Loads an arrangement, for operators and administrators.
     *
     * @param request JSON or CSV in its body, see {@link CalendarReader}
     */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PutMapping("/{year}")
    ResponseEntity<LoadedView> load(@PathVariable String year, HttpServletRequest request) throws IOException {
        Caller caller = Caller.current();
        if (!caller.hasRole(MAY_LOAD)) {
            throw new CalendarNotAllowed();
        }
        int number = number(year);
        byte[] content = request.getInputStream().readNBytes(CalendarReader.LARGEST + 1);
        CalendarLoading.Result result =
                loading.load(number, content, new Origin(caller.userId(), request.getRemoteAddr()));
        return ResponseEntity.status(result.changed() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new LoadedView(
                        number,
                        result.version(),
                        result.changed(),
                        result.sha256(),
                        result.movedDays(),
                        result.notes(),
                        "/api/calendars/" + number + "/versions/" + result.version() + "/changes"));
    }

    /**
     * Every clock that a version changed, with its date before and after. A bureau sees its own; operators, auditors and
     * administrators see all.
     *
     * @param moved true: without those whose provisional date was only confirmed
     */
    @NotOnRecord
    @GetMapping("/{year}/versions/{version}/changes")
    ChangesPage changes(
            @PathVariable String year,
            @PathVariable String version,
            @RequestParam(defaultValue = "false") boolean moved,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "100") int size) {
        if (page < 0 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw new CalendarRefusal("deadline.calendar-page", LARGEST_PAGE);
        }
        int number = number(year);
        if (store.loaded(Optional.of(number)).stream()
                .noneMatch(loaded -> loaded.arrangement().version().equals(version))) {
            throw new NotFound("deadline.calendar-unknown-version", number, version);
        }
        Caller caller = Caller.current();
        Optional<String> tenant = caller.hasRole(SEES_ALL) ? Optional.empty() : Optional.of(caller.tenant());
        return new ChangesPage(
                version,
                page,
                size,
                store.countChanges(version, tenant, moved),
                store.changes(version, tenant, moved, page, size).stream()
                        .map(CalendarController::view)
                        .toList());
    }

    private static Optional<String> inForce(int year, List<Loaded> versions) {
        return new WorkingCalendar(versions.stream().map(Loaded::arrangement).toList())
                .inForce(year)
                .map(Arrangement::version);
    }

    private static VersionView view(Loaded loaded, boolean withDays) {
        Arrangement arrangement = loaded.arrangement();
        return new VersionView(
                arrangement.version(),
                arrangement.published(),
                arrangement.document(),
                loaded.loadedAt(),
                loaded.loadedBy(),
                loaded.loadedFrom(),
                loaded.sha256(),
                loaded.pass()
                        .map(pass -> new PassView(
                                pass.done() ? "DONE" : "OPEN",
                                pass.movedDays(),
                                pass.settled(),
                                pass.examined(),
                                pass.changed(),
                                pass.failed(),
                                pass.openedAt(),
                                pass.finishedAt())),
                withDays ? Optional.of(arrangement.days()) : Optional.empty());
    }

    private static ChangeView view(CalendarStore.Change change) {
        return new ChangeView(
                change.clockId(),
                change.caseNo(),
                change.tenant(),
                change.kind(),
                change.title(),
                local(change.oldDueAt()),
                local(change.newDueAt()),
                date(change.oldDueAt()),
                date(change.newDueAt()),
                change.oldProvisional(),
                change.newProvisional(),
                change.at());
    }

    private static String local(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(ChinaTime.ZONE));
    }

    private static String date(Instant at) {
        return ChinaTime.day(at).toString();
    }

    private static int number(String year) {
        if (!year.matches("20\\d\\d|2100")) {
            throw new CalendarRefusal("deadline.calendar-year", year);
        }
        return Integer.parseInt(year);
    }
}
