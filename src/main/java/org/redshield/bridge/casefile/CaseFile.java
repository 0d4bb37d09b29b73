package org.redshield.bridge.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.deadline.Remaining;

/**
 * A case as one organisation sees it: its own work, and of the other side the letters and receipts exchanged with it.
 * Codes are enum names; what ends in {@code title} or {@code text} is Chinese, to be shown as it is.
 *
 * @param role on which side the organisation stands, an {@link Involvement.Role}
 * @param milestones what happened, oldest first
 * @param further 补充信息: what the organisation's people entered beyond what a case knows of itself, oldest first
 */
record CaseFile(
        String caseNo,
        String role,
        String roleTitle,
        Summary summary,
        List<Phase> phases,
        List<ClockView> clocks,
        List<LetterItem> letters,
        List<DatasetItem> datasets,
        List<FindingItem> findings,
        List<EvidenceItem> evidence,
        List<DispositionItem> dispositions,
        List<Milestone> milestones,
        List<FurtherItem> further,
        Upload upload) {

    /** What the case is about. */
    record Summary(
            String state,
            String stateTitle,
            Optional<String> cause,
            Optional<String> sourceNo,
            Optional<String> shopId,
            Optional<String> creditCode,
            Optional<String> platform,
            Optional<String> platformName,
            Optional<String> counterpart,
            Optional<String> counterpartName,
            Optional<String> routeTitle,
            Optional<String> purpose,
            Optional<String> legalBasis,
            Optional<String> questions,
            List<String> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Instant since,
            Instant changedAt) {}

    /**
     * One of the four parts of a case.
     *
     * @param phase REQUEST, INVESTIGATE, FEEDBACK or DISPOSITION
     * @param state PENDING, CURRENT, DONE, or SKIPPED when it will not come
     * @param since when it began, where a letter or an act of ours tells
     */
    record Phase(String phase, String title, String state, Optional<Instant> since) {}

    /**
     * A deadline of the organisation; {@code remaining} only while it runs or is overdue.
     *
     * @param dueAt while the clock stands still, as it was before
     * @param ground why an officer registered it; absent for what the processes measure
     * @param asked what an extension was asked for that nobody has decided yet
     */
    record ClockView(
            UUID id,
            String kind,
            String title,
            String citation,
            String state,
            String stateTitle,
            Instant startedAt,
            Instant dueAt,
            LocalDate dueDate,
            boolean provisional,
            String explanation,
            Optional<Remaining> remaining,
            boolean overdue,
            Optional<Instant> endedAt,
            Optional<String> endReason,
            Optional<String> ground,
            Optional<String> asked,
            List<PauseItem> pauses,
            List<ExtensionItem> extensions) {}

    /**
     * A time that did not count.
     *
     * @param from the first day that does not count
     * @param until the day that counts again; absent while the clock stands still
     * @param by name of who registered it
     */
    record PauseItem(
            String title, LocalDate from, Optional<LocalDate> until, String reason, String citation, String by) {}

    /**
     * More time.
     *
     * @param title how much, or until when
     * @param by name of who approved it; absent for a delay notice, which needs no approval
     */
    record ExtensionItem(String title, String ground, String citation, Optional<String> by, Instant at) {}

    /** @param ours whether the organisation issued it */
    record LetterItem(
            UUID id,
            String type,
            String title,
            String number,
            String subject,
            String sender,
            String senderName,
            String receiver,
            String receiverName,
            boolean ours,
            Instant issuedAt,
            List<ReceiptItem> receipts,
            List<ParagraphItem> paragraphs,
            List<UUID> evidence) {}

    record ReceiptItem(String stage, String title, Instant at) {}

    record ParagraphItem(String heading, String text) {}

    /**
     * What a platform was asked for and what came back.
     *
     * @param granted the answer is another organisation's and came with its letter
     * @param dialogue what the platform asked or proposed before answering, oldest first
     * @param total rows in all; {@code rows} holds the first of them, masked, null where the platform gave no value
     * @param archivedAt since when the rows are not in the tables; then {@code rows} is empty
     */
    record DatasetItem(
            String requestNo,
            String dataset,
            String title,
            String tier,
            Optional<Decider> decider,
            boolean granted,
            String state,
            String stateTitle,
            boolean overdue,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<Instant> submittedAt,
            Optional<Instant> dueAt,
            Optional<Instant> answeredAt,
            Optional<String> refusalTitle,
            Optional<String> explanation,
            List<DialogueItem> dialogue,
            long total,
            List<ColumnItem> columns,
            List<List<String>> rows,
            Optional<Instant> archivedAt) {}

    /**
     * Who had to approve a data request of our own, by the table of data tiers.
     *
     * @param approver a group, or NONE; empty where nobody may
     * @param approvedBy who decided, by name
     * @param version of the table, as people count it
     */
    record Decider(
            String tierTitle,
            Optional<String> approver,
            Optional<String> approverTitle,
            Optional<String> approvedBy,
            String citation,
            Optional<String> version) {}

    /**
     * A question of the platform or a date that it put forward, and the answer.
     *
     * @param from who said it
     * @param verdict whether a date was accepted, and what that did to the deadline
     * @param by name of the officer who answered
     * @param told how the platform learned of the answer; absent while it has not been told
     */
    record DialogueItem(
            String title,
            String from,
            Optional<String> text,
            Optional<Instant> newDueAt,
            Instant askedAt,
            Optional<String> answer,
            Optional<String> verdict,
            Optional<String> by,
            Optional<Instant> answeredAt,
            Optional<String> told) {}

    record ColumnItem(String name, String title, String type, boolean masked) {}

    record FindingItem(
            int round,
            String conclusion,
            String conclusionTitle,
            String text,
            String writtenBy,
            Instant writtenAt,
            Optional<String> confirmedBy) {}

    /**
     * A sealed file.
     *
     * @param ours whether the organisation obtained it itself; else a letter granted it
     */
    record EvidenceItem(
            UUID id,
            String subjectId,
            String name,
            String mediaType,
            long bytes,
            String sha256,
            Optional<String> sm3,
            String source,
            String sourceName,
            String method,
            Instant receivedAt,
            boolean ours) {}

    record DispositionItem(
            String id,
            String stage,
            String stageTitle,
            Optional<String> letterNo,
            Optional<Instant> issuedAt,
            Optional<String> legalHook,
            List<TargetItem> targets,
            List<AppealItem> appeals,
            List<LiftItem> lifts) {}

    /** @param result the platform's own words, while there is no structured result */
    record TargetItem(
            String id,
            String measureTitle,
            String targetTitle,
            String target,
            Optional<String> term,
            String state,
            String stateTitle,
            Optional<String> docName,
            Optional<Instant> submittedAt,
            Optional<Instant> executedAt,
            Optional<String> result,
            Optional<String> reason,
            Optional<String> publicityUrl) {}

    record AppealItem(
            String targetId,
            Instant receivedAt,
            String content,
            Optional<String> decisionTitle,
            Optional<String> reason,
            Optional<Instant> decidedAt) {}

    record LiftItem(
            String id, String stageTitle, Optional<String> letterNo, Optional<Instant> issuedAt, String reason) {}

    /**
     * @param byOtherSide known from a letter or a receipt
     * @param by name of who did it, where it is told
     * @param note what they wrote to it
     */
    record Milestone(
            String what, String title, Instant at, boolean byOtherSide, Optional<String> by, Optional<String> note) {

        /** A milestone that says all by its title. */
        Milestone(String what, String title, Instant at, boolean byOtherSide) {
            this(what, title, at, byOtherSide, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What one person entered at once into fields, or into a whole step, that a modeler added.
     *
     * @param step the task's name, or for a start form the process's
     * @param by name of who entered it
     */
    record FurtherItem(
            Optional<String> subjectId, String form, String step, String by, Instant at, List<FurtherField> fields) {}

    /**
     * @param label what the form said beside it
     * @param value in words, masked as the form asks for it; in any case without whole telephone and identity card numbers
     */
    record FurtherField(String key, String label, String value, boolean masked) {}

    /**
     * Whether the person may add files.
     *
     * @param maxBytes largest file
     * @param extensions endings that are taken, without the dot
     */
    record Upload(boolean allowed, long maxBytes, List<String> extensions) {}
}
