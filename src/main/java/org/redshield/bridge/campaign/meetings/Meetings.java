package org.redshield.bridge.campaign.meetings;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.meetings.Meeting.Decision;
import org.redshield.bridge.campaign.meetings.Meeting.Done;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.Entries;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Meetings of the members of a campaign (会商). Any member notes one; all read it, and each finds what it owes. Minutes are never changed:
 * what is wrong in them their bureau puts right by further minutes, which stand for them from then on.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Meetings {

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);
    private static final int LONGEST = 2000;
    private static final int MOST_DECISIONS = 50;

    private final MeetingStore store;
    private final CampaignStore campaigns;
    private final Pool pool;
    private final Organisations organisations;
    private final CaseEvents events;
    private final InstantSource time;

    /** As a person enters it. */
    public record Minutes(
            Optional<LocalDate> heldOn,
            List<String> bureaus,
            Optional<String> agenda,
            List<Owed> decisions,
            Optional<UUID> corrects) {}

    /** One line of it. */
    public record Owed(Optional<String> what, Optional<String> bureau, Optional<LocalDate> due) {}

    /**
     * For who takes part, the latest first.
     *
     * @throws NotFound {@code campaign.not-found}
     */
    @Transactional(readOnly = true)
    public List<Meeting> of(String caseNo, String tenant) {
        pool.seenBy(caseNo, tenant);
        return store.of(caseNo);
    }

    /** Codes of the bureaus that take part now, or did to the end, the lead first. */
    @Transactional(readOnly = true)
    public List<String> present(String caseNo, String tenant) {
        return present(pool.seenBy(caseNo, tenant));
    }

    private List<String> present(Campaign campaign) {
        return Stream.concat(
                        Stream.of(campaign.tenant()),
                        campaigns.members(campaign.caseNo()).stream()
                                .filter(Member::takesPart)
                                .map(Member::tenant))
                .distinct()
                .toList();
    }

    /**
     * Notes a meeting; sent again under the same id it is the same. What is corrected may name who has left since, and may be corrected
     * after the campaign's end as long as somebody owes something by it.
     *
     * @throws NotFound {@code campaign.not-found}, {@code .meeting-unknown} for what it corrects
     * @throws Refusal {@code campaign.not-running, .field-missing, .option-unknown, .meeting-later, .due-earlier, .too-many-decisions,
     *     .meeting-of-another, .meeting-corrected, .meeting-known}
     */
    public void note(Caller caller, String caseNo, UUID id, Minutes minutes) {
        Campaign campaign = pool.workedOnBy(caseNo, caller.tenant());
        List<String> present = present(campaign);
        minutes.corrects().ifPresent(store::hold);
        List<Meeting> noted = store.of(caseNo);
        Optional<Meeting> before = minutes.corrects().map(corrected -> own(noted, corrected, caller.tenant()));
        if (before.filter(one -> open(one, present)).isEmpty()
                && store.campaignOf(id).isEmpty()) {
            pool.running(caseNo, caller.tenant());
        }
        // Sent again it may name who has left between.
        Stream<Meeting> known =
                Stream.concat(before.stream(), store.of(caseNo).stream().filter(one -> one.id()
                        .equals(id)));
        List<String> named =
                Stream.concat(present.stream(), known.flatMap(Meeting::named)).toList();
        LocalDate heldOn = ENTRIES.present(minutes.heldOn().orElse(null), "会商日期");
        if (heldOn.isAfter(ChinaTime.day(time.instant()))) {
            throw new Refusal("campaign.meeting-later");
        }
        List<String> bureaus = ENTRIES.present(minutes.bureaus().isEmpty() ? null : minutes.bureaus(), "参加单位").stream()
                .map(code -> member(named, code, "参加单位"))
                .distinct()
                .toList();
        Meeting meeting = new Meeting(
                id,
                caseNo,
                caller.tenant(),
                heldOn,
                bureaus,
                ENTRIES.text(minutes.agenda(), "议题", Entries.SHORTEST_REASON, LONGEST),
                decisions(minutes.decisions(), heldOn, named),
                minutes.corrects(),
                Optional.empty(),
                caller.userId(),
                time.instant());
        if (store.insert(meeting)) {
            told(meeting, before, present, caller.userId());
        } else if (store.campaignOf(id).isEmpty()) {
            throw new Refusal("campaign.meeting-corrected");
        } else if (store.of(caseNo).stream().noneMatch(one -> one.id().equals(id) && one.same(meeting))) {
            throw new Refusal("campaign.meeting-known");
        }
    }

    private static boolean open(Meeting meeting, List<String> present) {
        return meeting.correctedBy().isEmpty()
                && meeting.decisions().stream().anyMatch(one -> one.done().isEmpty() && present.contains(one.bureau()));
    }

    private List<Decision> decisions(List<Owed> lines, LocalDate heldOn, List<String> present) {
        if (lines.size() > MOST_DECISIONS) {
            throw new Refusal("campaign.too-many-decisions", MOST_DECISIONS);
        }
        List<Decision> decisions = new ArrayList<>();
        for (Owed line : lines) {
            LocalDate due = ENTRIES.present(line.due().orElse(null), "完成日期");
            if (due.isBefore(heldOn)) {
                throw new Refusal("campaign.due-earlier", due);
            }
            decisions.add(new Decision(
                    decisions.size() + 1,
                    ENTRIES.text(line.what(), "议定事项", Entries.SHORTEST_REASON, LONGEST),
                    member(present, line.bureau().orElse(""), "责任单位"),
                    due,
                    Optional.empty()));
        }
        return decisions;
    }

    private static String member(List<String> present, String code, String label) {
        if (!present.contains(ENTRIES.present(code, label))) {
            throw new Refusal("campaign.option-unknown", label, code);
        }
        return code;
    }

    private Meeting own(List<Meeting> noted, UUID before, String tenant) {
        Meeting corrected = noted.stream()
                .filter(one -> one.id().equals(before))
                .findFirst()
                .orElseThrow(() -> new NotFound("campaign.meeting-unknown"));
        if (!corrected.tenant().equals(tenant)) {
            throw new Refusal("campaign.meeting-of-another", organisations.name(corrected.tenant()));
        }
        return corrected;
    }

    /** Who noted it has it on record, and who of those present owes something by it, or did by what it corrects. */
    private void told(Meeting meeting, Optional<Meeting> before, List<String> present, String user) {
        CampaignAct act = meeting.corrects().isPresent() ? CampaignAct.MEETING_CORRECTED : CampaignAct.MEETING_NOTED;
        String about = meeting.heldOn() + "，议定 " + meeting.decisions().size() + " 项";
        events.append(meeting.caseNo(), meeting.tenant(), user, act, Campaign.id(meeting.caseNo()), about);
        List<CaseEvents.Happened> owing = Stream.concat(Stream.of(meeting), before.stream())
                .flatMap(one -> one.decisions().stream())
                .map(Decision::bureau)
                .distinct()
                .filter(bureau -> !bureau.equals(meeting.tenant()) && present.contains(bureau))
                .map(bureau -> new CaseEvents.Happened(
                        meeting.caseNo(),
                        bureau,
                        Campaign.id(meeting.caseNo()),
                        organisations.name(meeting.tenant()) + "记录，" + about))
                .toList();
        if (!owing.isEmpty()) {
            events.appendAll(CaseEvents.SYSTEM, act, owing);
        }
    }

    /**
     * The bureau that owes it says that it is done, also after the campaign's end; sent again it is the same.
     *
     * @throws NotFound {@code campaign.meeting-unknown}
     * @throws Refusal {@code campaign.decision-of-another, .meeting-corrected, .decision-done}
     */
    public void done(Caller caller, String caseNo, UUID id, int place, Optional<String> note) {
        store.hold(id);
        Meeting meeting = of(caseNo, caller.tenant()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("campaign.meeting-unknown"));
        Decision decision = meeting.decisions().stream()
                .filter(one -> one.place() == place)
                .findFirst()
                .orElseThrow(() -> new NotFound("campaign.meeting-unknown"));
        if (!decision.bureau().equals(caller.tenant())) {
            throw new Refusal("campaign.decision-of-another", organisations.name(decision.bureau()));
        }
        if (meeting.correctedBy().isPresent()) {
            throw new Refusal("campaign.meeting-corrected");
        }
        String how = ENTRIES.text(note, "完成情况", Entries.SHORTEST_REASON, LONGEST);
        Optional<String> before = decision.done().map(Done::note);
        if (before.filter(first -> !first.equals(how)).isPresent()) {
            throw new Refusal("campaign.decision-done", before.get());
        }
        if (before.isEmpty() && store.done(meeting, decision, new Done(how, caller.userId(), time.instant()))) {
            events.append(
                    caseNo,
                    caller.tenant(),
                    caller.userId(),
                    CampaignAct.DECISION_DONE,
                    Campaign.id(caseNo),
                    meeting.heldOn() + " 会商第 " + place + " 项");
        }
    }
}
