package org.redshield.bridge.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.preservation.Preservations;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What officers of a case say to platforms beside their letters and tasks: keep this, by the way. */
@RestController
@RequestMapping("/api/cases/{caseNo}")
@RequiredArgsConstructor
class PlatformController {

    private static final int LONGEST_TEXT = 2000;

    private final CaseAccess access;
    private final Preservations preservations;
    private final Dialogues dialogues;
    private final OfficerDirectory officers;
    private final Organisations organisations;
    private final InstantSource time;

    /**
     * What is to be kept.
     *
     * @param until last day of the hold
     */
    record PreservationRequest(
            String platform,
            String dataset,
            String targetType,
            String targetId,
            LocalDate from,
            LocalDate to,
            String basis,
            String reason,
            LocalDate until) {}

    /**
     * What the form of a hold offers.
     *
     * @param allowed whether the caller may ask for one
     * @param bases law and article, in Chinese
     * @param earliest first day on which a hold may end
     * @param latest last such day
     */
    record PreservationOptions(
            boolean allowed,
            List<PlatformOption> platforms,
            List<Option> datasets,
            List<Option> targetTypes,
            List<String> bases,
            LocalDate earliest,
            LocalDate latest) {}

    /** @param objection why data cannot be held there */
    record PlatformOption(String value, String label, Optional<String> objection) {}

    record Option(String value, String label) {}

    /** @param until last day of the hold */
    record Extension(LocalDate until) {}

    /** A message to the platform. */
    record Text(String text) {}

    @GetMapping("/preservations")
    List<Preservations.Preservation> preservations(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return preservations.ofCase(caseNo, caller.tenant());
    }

    @NotOnRecord
    @GetMapping("/preservations/options")
    PreservationOptions preservationOptions(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        boolean allowed = mayTalk(caller, access.require(caller, caseNo));
        LocalDate today = ChinaTime.day(time.instant());
        return new PreservationOptions(
                allowed,
                organisations.platforms().stream()
                        .map(platform -> new PlatformOption(
                                platform.code(), platform.name(), preservations.objection(platform.code())))
                        .toList(),
                Arrays.stream(Dataset.values())
                        .map(dataset -> new Option(dataset.name(), dataset.title()))
                        .toList(),
                Arrays.stream(TargetType.values())
                        .map(type -> new Option(type.name(), type.title()))
                        .toList(),
                LegalBasis.of(LegalBasis.Use.FACTS).stream()
                        .map(LegalBasis::citation)
                        .toList(),
                today.plusDays(1),
                // A hold ends with its day, so the last full day is one less.
                today.plusDays(preservations.longestDays() - 1L));
    }

    /** Asks a platform to keep data before a letter asks for it. */
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/preservations")
    @ResponseStatus(HttpStatus.CREATED)
    Preservations.Preservation place(@PathVariable String caseNo, @RequestBody PreservationRequest wanted) {
        Caller caller = officer(caseNo);
        String tenant = caller.tenant();
        Officer officer =
                officers.byUser(caller.userId()).orElseThrow(() -> new Refusal("casefile.not-in-officer-directory"));
        return preservations.place(
                required(wanted.platform(), "平台"),
                new PreservationOrder(
                        "",
                        caseNo,
                        tenant,
                        organisations.get(tenant).name(),
                        DataRequestOrder.Officer.of(officer.named(Naming.PRESERVATION)),
                        Dataset.of(required(wanted.dataset(), "数据项"))
                                .orElseThrow(
                                        () -> new Refusal("casefile.dataset-unknown", shortened(wanted.dataset()))),
                        targetType(required(wanted.targetType(), "对象类型")),
                        required(wanted.targetId(), "对象编号"),
                        Optional.ofNullable(wanted.from()),
                        Optional.ofNullable(wanted.to()),
                        List.of(required(wanted.basis(), "法律依据")),
                        required(wanted.reason(), "理由"),
                        endOf(wanted.until())),
                caller.userId());
    }

    @SentAgain(SentAgain.Way.STEPS)
    @PatchMapping("/preservations/{holdNo}")
    Preservations.Preservation extend(
            @PathVariable String caseNo, @PathVariable String holdNo, @RequestBody Extension extension) {
        return preservations.extend(holdNo, officer(caseNo).tenant(), endOf(extension.until()));
    }

    @SentAgain(SentAgain.Way.STEPS)
    @DeleteMapping("/preservations/{holdNo}")
    Preservations.Preservation release(@PathVariable String caseNo, @PathVariable String holdNo) {
        return preservations.release(holdNo, officer(caseNo).tenant());
    }

    /** What this bureau and the platform said about a data request. */
    @GetMapping("/datasets/{requestNo}/messages")
    List<DialogueGateway.Message> messages(@PathVariable String caseNo, @PathVariable String requestNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return dialogues.messages(requestNo, caller.tenant());
    }

    /** Says something unasked; what the platform asks is answered in a task. */
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/datasets/{requestNo}/messages")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void say(@PathVariable String caseNo, @PathVariable String requestNo, @RequestBody Text text) {
        dialogues.say(requestNo, officer(caseNo).tenant(), required(text.text(), "内容"));
    }

    /** An officer whose bureau works on the case now. */
    private Caller officer(String caseNo) {
        Caller caller = Caller.current();
        if (!mayTalk(caller, access.require(caller, caseNo))) {
            throw new Refusal("casefile.platform-not-allowed");
        }
        return caller;
    }

    private static boolean mayTalk(Caller caller, List<Involvement> mine) {
        return caller.hasRole("officer") && mine.stream().anyMatch(Involvement::open);
    }

    private static TargetType targetType(String text) {
        return List.of(TargetType.values()).stream()
                .filter(type -> type.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Refusal("casefile.field-missing", "对象类型"));
    }

    private static Instant endOf(LocalDate day) {
        if (day == null) {
            throw new Refusal("casefile.field-missing", "保全至");
        }
        return ChinaTime.endOf(day);
    }

    private static String required(String value, String field) {
        if (value == null || value.isBlank()) {
            throw new Refusal("casefile.field-missing", field);
        }
        String text = value.strip();
        if (text.length() > LONGEST_TEXT) {
            throw new Refusal("casefile.text-too-long", field, LONGEST_TEXT);
        }
        return text;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
