package org.redshield.bridge.disposition;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.redshield.bridge.platform.work.Polling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what the platform says and wakes the process for what it waits for. A message that nobody waits for yet is sent
 * again with the next answer, until the process has taken what it says.
 */
@Service
@Transactional
class DispositionWatch implements DispositionAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(DispositionWatch.class);

    private final DispositionStore store;
    private final ProcessMessages messages;
    private final Polling polling;
    private final ClockService clocks;
    private final InstantSource clock;

    DispositionWatch(
            DispositionStore store,
            ProcessMessages messages,
            Polling polling,
            ClockService clocks,
            InstantSource clock) {
        this.store = store;
        this.messages = messages;
        this.polling = polling;
        this.clocks = clocks;
        this.clock = clock;
    }

    @Override
    public void answered(DispositionStatus status) {
        // What the platform calls by our own name is that, whatever id it gave to whom.
        status.docName().ifPresent(name -> askByName(status.key(), name));
        String key = status.docName().orElse(status.key());
        Optional<String> known =
                store.dispositionOfTask(key).or(() -> status.taskId().flatMap(store::dispositionOfTask));
        if (known.isEmpty()) {
            LOG.warn("The platform answered about a disposition task that is not ours; no longer asked for");
            polling.stop(Polling.Kind.DISPOSITION, status.key());
            return;
        }
        Disposition disposition = store.lock(known.get());
        if (disposition.stage().isEnded()) {
            polling.stop(Polling.Kind.DISPOSITION, status.key());
            return;
        }
        store.targetOfTask(key)
                .or(() -> status.taskId().flatMap(store::targetOfTask))
                .ifPresentOrElse(
                        target -> targetAnswered(disposition, target, status), () -> store.liftTargetOfTask(key)
                                .or(() -> status.taskId().flatMap(store::liftTargetOfTask))
                                .ifPresent(target -> liftAnswered(disposition, target, status)));
    }

    @Override
    public void unknown(String key) {
        askByName(key, "");
        store.docNamesOfTask(key).stream()
                .filter(name -> !name.equals(key))
                .findFirst()
                .ifPresent(name -> polling.stop(Polling.Kind.DISPOSITION, key));
    }

    /** Tasks of ours for which the platform gave us an id that is another's are asked for by our own name of them. */
    private void askByName(String key, String owner) {
        store.docNamesOfTask(key).stream()
                .filter(name -> !name.equals(key) && !name.equals(owner))
                .forEach(name -> {
                    LOG.warn("The platform does not know our task {} by the id that it gave", name);
                    store.dispositionOfTask(name)
                            .map(store::get)
                            .ifPresent(disposition ->
                                    polling.watch(Polling.Kind.DISPOSITION, disposition.platform(), name));
                });
    }

    private void targetAnswered(Disposition disposition, DispositionTarget target, DispositionStatus status) {
        keepWords(disposition, target, status);
        if (target.outcome().isEmpty()) {
            Statements.outcome(status)
                    .ifPresent(outcome -> store.outcome(
                            target.id(),
                            outcome,
                            Statements.executedAt(status, target.submittedAt(), clock.instant()),
                            status.outcome().flatMap(DispositionStatus.Outcome::reason)));
        }
        Statements.publicityUrl(status).ifPresent(url -> published(disposition, store.target(target.id()), url));
        status.outcome()
                .flatMap(DispositionStatus.Outcome::appeal)
                .ifPresent(appeal -> appealed(disposition, store.target(target.id()), appeal));
        wake(disposition, store.target(target.id()));
    }

    private void keepWords(Disposition disposition, DispositionTarget target, DispositionStatus status) {
        boolean news = !target.statusText().equals(Optional.of(status.status()))
                || status.result().isPresent() && !target.resultText().equals(status.result());
        if (news || target.taskId().isEmpty()) {
            store.said(
                    target.id(),
                    status.taskId(),
                    status.status(),
                    status.result(),
                    status.handledBy(),
                    status.replyUrl());
        }
        if (news) {
            store.event(
                    disposition,
                    Optional.of(target.id()),
                    disposition.platform(),
                    DispositionAct.PLATFORM_SAID,
                    status.status()
                            + status.result().map(result -> "；" + result).orElse(""));
        }
    }

    private void published(Disposition disposition, DispositionTarget target, String url) {
        if (!target.state().isInForce() || target.publicityUrl().isPresent()) {
            return;
        }
        store.published(target.id(), url, Optional.empty());
        if (target.mustBePublished() && target.state().mayBecome(TargetState.PUBLISHED)) {
            store.state(target, TargetState.PUBLISHED);
        }
        store.event(disposition, Optional.of(target.id()), disposition.platform(), DispositionAct.PUBLISHED, url);
    }

    private void appealed(Disposition disposition, DispositionTarget target, DispositionStatus.Appeal appeal) {
        boolean known = store.appeals(disposition.id()).stream()
                .filter(earlier -> earlier.targetId().equals(target.id()))
                .anyMatch(earlier -> Statements.isSame(earlier, appeal));
        if (known || !target.state().isInForce()) {
            return;
        }
        store.appealed(target, disposition.tenant(), appeal.at(), appeal.text());
        if (target.state().mayBecome(TargetState.APPEALED)) {
            store.state(target, TargetState.APPEALED);
        }
        store.event(disposition, Optional.of(target.id()), disposition.platform(), DispositionAct.APPEALED, "");
    }

    private void wake(Disposition disposition, DispositionTarget target) {
        if (target.outcome().isPresent() && target.takenAt().isEmpty()) {
            messages.correlate(
                    disposition.tenant(), "DispositionResult", DispositionVariables.TARGET_ID, target.id(), Map.of());
        }
        if (disposition.stage() == Stage.ISSUED && isPublished(store.targets(disposition.id()))) {
            clocks.running(disposition.id(), ClockKind.PUBLICITY, disposition.tenant())
                    .ifPresent(running -> clocks.met(running.id(), clock.instant()));
            messages.correlate(
                    disposition.tenant(),
                    "PublicitySeen",
                    DispositionVariables.DISPOSITION_ID,
                    disposition.id(),
                    Map.of(DispositionVariables.PUBLISHED.name(), true));
        }
        if (disposition.stage() == Stage.REPORTED
                && store.hasUnshownAppeals(disposition.id())
                && messages.correlate(
                        disposition.tenant(),
                        "AppealReported",
                        DispositionVariables.DISPOSITION_ID,
                        disposition.id(),
                        Map.of())) {
            store.appealsShown(disposition.id());
        }
    }

    private static boolean isPublished(List<DispositionTarget> targets) {
        return targets.stream().allMatch(target -> target.outcome().isPresent() && !target.owesPublicity())
                && targets.stream().anyMatch(DispositionTarget::mustBePublished);
    }

    private void liftAnswered(Disposition disposition, Lift.LiftTarget target, DispositionStatus status) {
        boolean news = !target.statusText().equals(Optional.of(status.status()))
                || status.result().isPresent() && !target.resultText().equals(status.result());
        store.liftSaid(target, status.taskId(), status.status(), status.result());
        if (news) {
            store.event(
                    disposition,
                    Optional.of(target.targetId()),
                    disposition.platform(),
                    DispositionAct.LIFT_ANSWERED,
                    status.status()
                            + status.result().map(result -> "；" + result).orElse(""));
        }
        Optional<Outcome> outcome = target.outcome().or(() -> Statements.outcome(status));
        if (target.outcome().isEmpty()) {
            outcome.ifPresent(known -> store.liftOutcome(
                    target,
                    known,
                    Statements.executedAt(status, target.submittedAt(), clock.instant()),
                    status.outcome().flatMap(DispositionStatus.Outcome::reason)));
        }
        if (outcome.isPresent() && target.takenAt().isEmpty()) {
            messages.correlate(
                    disposition.tenant(),
                    "DispositionResult",
                    DispositionVariables.TARGET_ID,
                    target.targetId(),
                    Map.of());
        }
    }
}
