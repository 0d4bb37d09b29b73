package org.redshield.bridge.disposition.draft;

import static org.redshield.bridge.letter.LetterDraft.row;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.disposition.file.Contacts;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionDrafts;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/** The letter to the platform, and the clocks that it starts. */
@Component
@RequiredArgsConstructor
class PlatformNotice {

    private final TargetStore targets;
    private final Letters letters;
    private final Organisations organisations;
    private final Contacts contacts;
    private final ClockService clocks;
    private final DeadlineRules rules;

    static boolean againstOperator(List<DispositionTarget> planned) {
        return planned.stream().anyMatch(target -> target.plan().measure().isAgainstOperator());
    }

    /** The letter to the platform names every target, the ground, the publicity and the way to appeal. */
    LetterDraft letter(Disposition disposition, List<DispositionTarget> planned) {
        Letter original = letters.get(disposition.request().letterId().orElseThrow());
        Disposition.Draft draft = disposition.draft();
        return DispositionDrafts.toPlatform(DispositionLetter.DISPOSITION, disposition.id(), disposition, planned)
                .inReplyTo(Optional.of(original.id()))
                .by(draft.draftedBy().orElseThrow(), draft.approvedBy())
                .facts(DispositionDrafts.planned(disposition, planned))
                .current(Contacts.facts(
                        contacts.of(disposition, draft.draftedBy().orElseThrow(), Naming.DISPOSITION)))
                .current(Map.of(
                        "acceptWithin", within(ClockKind.DISPOSITION_ACCEPTANCE, disposition),
                        "executeWithin", within(ClockKind.DISPOSITION_EXECUTION, disposition)))
                .word("requesterName", organisations.name(disposition.request().requester()))
                .word("originalSubject", original.subject())
                .word("originalLetterNo", original.number())
                .word("findings", draft.facts())
                .word("evidenceNote", draft.evidenceNote())
                .word("legalHook", draft.legalHook())
                .rows(
                        "targets",
                        planned,
                        target -> row(
                                "position",
                                target.position(),
                                "plan",
                                target.plan().describe()))
                .word("againstOperator", againstOperator(planned) ? "是" : null);
    }

    /** By the rule that its clock is started by on the same day. */
    private String within(ClockKind kind, Disposition disposition) {
        return rules.get(query(kind, disposition)).rule().period().label();
    }

    private static Query query(ClockKind kind, Disposition disposition) {
        return Query.of(kind).between(disposition.tenant(), disposition.platform());
    }

    Instant clock(ClockKind kind, Disposition disposition, String subject, Letter letter) {
        Query query = query(kind, disposition);
        return clocks.start(
                        ClockStart.of(query, disposition.caseNo(), subject, disposition.tenant(), letter.issuedAt()))
                .dueAt();
    }
}
