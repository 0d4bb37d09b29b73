package org.redshield.bridge.campaign.meetings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns/{caseNo}/meetings}: 会商 of the members of a campaign, and what each owes by it. */
@RestController
@RequestMapping("/api/campaigns/{caseNo}/meetings")
@RequiredArgsConstructor
class MeetingController {

    private final Meetings meetings;
    private final Organisations organisations;
    private final PersonNames people;

    @Schema(name = "CampaignBureau")
    record Bureau(String code, String name) {}

    /**
     * @param ours whether the caller's bureau owes it
     * @param gone whether who owes it takes part no more
     */
    @Schema(name = "CampaignDecision")
    record Decided(
            int place,
            String what,
            String bureau,
            String bureauName,
            boolean ours,
            boolean gone,
            LocalDate due,
            Optional<String> doneNote,
            Optional<Instant> doneAt) {}

    /**
     * @param ours whether the caller's bureau noted it, and may correct it
     * @param notedBy only to that bureau
     * @param corrected whether other minutes stand for it now
     */
    @Schema(name = "CampaignMeeting")
    record Noted(
            UUID id,
            LocalDate heldOn,
            List<Bureau> bureaus,
            String agenda,
            List<Decided> decisions,
            String bureauName,
            boolean ours,
            Optional<String> notedBy,
            Instant notedAt,
            Optional<UUID> corrects,
            boolean corrected) {}

    /** @param bureaus that take part now */
    @Schema(name = "CampaignMeetings")
    record All(List<Bureau> bureaus, List<Noted> meetings) {}

    @Schema(name = "CampaignMeetingDecision")
    record Owed(Optional<String> what, Optional<String> bureau, Optional<LocalDate> due) {}

    /** @param id of the new minutes: who did not hear whether they were taken sends the same again */
    @Schema(name = "CampaignMeetingOrder")
    record Order(
            UUID id,
            Optional<LocalDate> heldOn,
            List<String> bureaus,
            Optional<String> agenda,
            List<Owed> decisions,
            Optional<UUID> corrects) {}

    @Schema(name = "CampaignDecisionDone")
    record DoneOrder(Optional<String> note) {}

    @Operation(summary = "The meetings of a campaign's members, the latest first, with what each bureau owes by them")
    @GetMapping
    All all(@PathVariable String caseNo) {
        Caller caller = reader(caseNo);
        List<Meeting> found = meetings.of(caseNo, caller.tenant());
        List<String> present = meetings.present(caseNo, caller.tenant());
        Map<String, String> names = organisations.names(
                Stream.concat(present.stream(), found.stream().flatMap(Meeting::named))
                        .collect(Collectors.toSet()));
        Map<String, String> persons = people.of(found.stream()
                .filter(one -> one.tenant().equals(caller.tenant()))
                .map(Meeting::notedBy)
                .collect(Collectors.toSet()));
        return new All(
                bureaus(present, names),
                found.stream()
                        .map(one -> noted(one, caller.tenant(), present, names, persons))
                        .toList());
    }

    private static List<Bureau> bureaus(List<String> codes, Map<String, String> names) {
        return codes.stream().map(code -> new Bureau(code, names.get(code))).toList();
    }

    private static Noted noted(
            Meeting one, String tenant, List<String> present, Map<String, String> names, Map<String, String> persons) {
        boolean ours = one.tenant().equals(tenant);
        return new Noted(
                one.id(),
                one.heldOn(),
                bureaus(one.bureaus(), names),
                one.agenda(),
                one.decisions().stream()
                        .map(decision -> new Decided(
                                decision.place(),
                                decision.what(),
                                decision.bureau(),
                                names.get(decision.bureau()),
                                decision.bureau().equals(tenant),
                                !present.contains(decision.bureau()),
                                decision.due(),
                                decision.done().map(Meeting.Done::note),
                                decision.done().map(Meeting.Done::at)))
                        .toList(),
                names.get(one.tenant()),
                ours,
                Optional.ofNullable(persons.get(one.notedBy())).filter(by -> ours),
                one.notedAt(),
                one.corrects(),
                one.correctedBy().isPresent());
    }

    @Operation(summary = "Notes a meeting, or corrects minutes of the caller's bureau by further ones")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    void note(@PathVariable String caseNo, @RequestBody Order order) {
        Caller caller = worker(caseNo);
        if (order.id() == null) {
            throw new Refusal("access.request-invalid");
        }
        meetings.note(
                caller,
                caseNo,
                order.id(),
                new Meetings.Minutes(
                        order.heldOn(),
                        Objects.requireNonNullElse(order.bureaus(), List.of()),
                        order.agenda(),
                        Objects.requireNonNullElse(order.decisions(), List.<Owed>of()).stream()
                                .map(MeetingController::owed)
                                .toList(),
                        order.corrects()));
    }

    private static Meetings.Owed owed(Owed line) {
        if (line == null) {
            throw new Refusal("access.request-invalid");
        }
        return new Meetings.Owed(line.what(), line.bureau(), line.due());
    }

    @Operation(summary = "Says that what the caller's bureau owes by a meeting is done")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/decisions/{place}/done")
    void done(
            @PathVariable String caseNo,
            @PathVariable String id,
            @PathVariable int place,
            @RequestBody DoneOrder order) {
        Caller caller = worker(caseNo);
        meetings.done(caller, caseNo, NotFound.unlessId(id, "campaign.meeting-unknown"), place, order.note());
    }

    /** Who does not take part learns nothing, as of the campaign itself. */
    private Caller reader(String caseNo) {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("campaign.not-found", caseNo);
        }
        return caller;
    }

    private Caller worker(String caseNo) {
        Caller caller = reader(caseNo);
        meetings.present(caseNo, caller.tenant());
        if (!caller.hasRole("officer", "unitHead")) {
            throw new Forbidden("campaign.meeting-by-officers");
        }
        return caller;
    }
}
