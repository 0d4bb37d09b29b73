package org.redshield.bridge.platform;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.platform.DataRequest.Status;
import org.redshield.bridge.platform.Leases.Asked;
import org.redshield.bridge.platform.Leases.Poll;
import org.redshield.bridge.platform.Polling.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks one platform about all that is due. */
@Component
class PollRound {

    private static final Logger LOG = LoggerFactory.getLogger(PollRound.class);

    /** How often a platform may leave something out of its answer before we doubt the id. */
    private static final int PATIENCE = 2;

    private final Leases leases;
    private final Gateways gateways;
    private final DataRequests requests;
    private final Dialogues dialogues;
    private final WorkQueue queue;
    private final ObjectProvider<DispositionAnswers> dispositions;
    private final TransactionTemplate transaction;
    private final PollingSettings settings;

    PollRound(
            Leases leases,
            Gateways gateways,
            DataRequests requests,
            Dialogues dialogues,
            WorkQueue queue,
            ObjectProvider<DispositionAnswers> dispositions,
            TransactionTemplate transaction,
            PollingSettings settings) {
        this.leases = leases;
        this.gateways = gateways;
        this.requests = requests;
        this.dialogues = dialogues;
        this.queue = queue;
        this.dispositions = dispositions;
        this.transaction = transaction;
        this.settings = settings;
    }

    /**
     * A question that fails is put off, and the next one asked: whether the platform is away is the guard's to say.
     *
     * @throws PlatformBusy when the platform is not to be asked now; what was taken has been put back
     */
    void run(String platform) {
        PlatformGateway gateway = gateways.of(platform);
        boolean more = true;
        // A batch of each kind in turn: one kind without an end keeps no other from being asked.
        while (more && !Thread.currentThread().isInterrupted()) {
            more = batch(platform, Kind.REQUEST, polls -> attempt(platform, polls, () -> askRequests(gateway, polls)));
            more |= batch(
                    platform,
                    Kind.DISPOSITION,
                    polls -> attempt(platform, polls, () -> askDispositions(gateway, polls)));
            more |= batch(
                    platform,
                    Kind.WITHDRAWAL,
                    polls -> polls.forEach(poll -> attempt(platform, List.of(poll), () -> withdraw(gateway, poll))));
        }
    }

    /** @return whether there was anything to ask */
    private boolean batch(String platform, Kind kind, Consumer<List<Poll>> ask) {
        List<Poll> polls = leases.takePolls(platform, kind);
        if (polls.isEmpty()) {
            return false;
        }
        try {
            ask.accept(polls);
            return true;
        } catch (PlatformBusy e) {
            // Not their fault: those that were not asked stay due.
            polls.forEach(poll -> leases.putBack(poll, Duration.ZERO, Asked.NOT));
            throw e;
        } finally {
            leases.release(polls.get(0).owner());
        }
    }

    private void attempt(String platform, List<Poll> polls, Runnable ask) {
        try {
            ask.run();
        } catch (PlatformBusy e) {
            throw e;
        } catch (PlatformUnavailable e) {
            LOG.warn("Platform {} did not answer about {}: {}", platform, polls.size(), e.getMessage());
            // Each for itself, so that one which the platform cannot answer about spoils other company next time.
            polls.forEach(poll -> leases.putBack(poll, Jitter.of(wait(poll, e)), Asked.FAULT));
        } catch (PlatformRefusal e) {
            LOG.warn("Platform {} will not be asked about {}: {}", platform, polls.size(), e.code());
            polls.forEach(this::later);
        }
    }

    /** Never shorter than our own patience says: a platform may want us back at once. */
    private Duration wait(Poll poll, PlatformUnavailable fault) {
        Duration ours = PollingSettings.at(settings.faultIntervals(), poll.faults());
        return fault.retryAfter().filter(theirs -> theirs.compareTo(ours) > 0).orElse(ours);
    }

    private void askRequests(PlatformGateway gateway, List<Poll> polls) {
        Map<String, DataRequest> byKey = polls.stream()
                .flatMap(poll -> requests.find(poll.key()).stream())
                .collect(Collectors.toMap(DataRequest::requestNo, Function.identity()));
        List<String> ids = byKey.values().stream()
                .flatMap(request -> request.platformRequestId().stream())
                .distinct()
                .toList();
        Map<String, RequestStatus> answers = ids.isEmpty()
                ? Map.of()
                : gateway.query(ids).stream()
                        .collect(Collectors.toMap(
                                RequestStatus::platformRequestId, Function.identity(), (first, second) -> second));
        for (Poll poll : polls) {
            Optional<RequestStatus> answer = Optional.ofNullable(byKey.get(poll.key()))
                    .flatMap(DataRequest::platformRequestId)
                    .map(answers::get);
            Optional<RequestStatus> ours = answer.filter(status -> status.isAbout(poll.key()));
            boolean wrongId = ours.isEmpty() && (answer.isPresent() || poll.attempts() >= PATIENCE);
            if (wrongId && byKey.containsKey(poll.key())) {
                askForId(poll.key());
            }
            each(poll, () -> ours.ifPresent(status -> answered(poll.key(), status)));
        }
    }

    /** What the platform does not know by the id that it gave us, it knows by our number: sent again, it is no second one. */
    private void askForId(String requestNo) {
        try {
            requests.askForId(requestNo);
        } catch (PlatformUnavailable e) {
            LOG.info("The id of {} is asked for later: {}", requestNo, e.getMessage());
        } catch (PlatformRefusal e) {
            LOG.warn("The platform does not know the id of {} and will not say another: {}", requestNo, e.code());
        }
    }

    /**
     * What a status means for us. What the platform asks or proposes is for officers; a status that we do not know is
     * shown, and a person asks a person.
     */
    private void answered(String requestNo, RequestStatus status) {
        DataRequest request = requests.get(requestNo);
        if (request.status() != Status.SUBMITTED) {
            queue.stop(Kind.REQUEST, requestNo);
            return;
        }
        requests.progress(requestNo, status);
        boolean answerable = gateways.of(request.platform()).dialogue().isPresent();
        if (dialogues.heard(request, status, answerable)) {
            return;
        }
        outcome(status).ifPresent(outcome -> queue.answer(request, outcome));
    }

    static Optional<AnswerState> outcome(RequestStatus status) {
        return switch (status.status().toUpperCase(Locale.ROOT)) {
            case "ACCEPTED", "PROCESSING", "NEW_DATE" -> Optional.empty();
            case "ANSWERED" -> Optional.of(AnswerState.ANSWERED);
            case "PARTIAL" -> Optional.of(AnswerState.PARTIAL);
            case "NO_RECORD" -> Optional.of(AnswerState.NO_RECORD);
            case "WITHDRAWN" -> Optional.of(AnswerState.WITHDRAWN);
            case "REFUSED" ->
                Optional.of(
                        status.reason().equals(Optional.of(RefusalReason.TECHNICAL_IMPOSSIBILITY.name()))
                                ? AnswerState.LIAISON
                                : AnswerState.REFUSED);
            default -> Optional.of(AnswerState.LIAISON);
        };
    }

    private void askDispositions(PlatformGateway gateway, List<Poll> polls) {
        Map<String, DispositionStatus> answers = gateway
                .dispositions(polls.stream().map(Poll::key).toList())
                .stream()
                .collect(Collectors.toMap(DispositionStatus::key, Function.identity(), (first, second) -> second));
        for (Poll poll : polls) {
            DispositionStatus answer = answers.get(poll.key());
            each(poll, () -> {
                if (answer != null) {
                    dispositions.ifAvailable(feature -> feature.answered(answer));
                } else if (poll.attempts() >= PATIENCE) {
                    dispositions.ifAvailable(feature -> feature.unknown(poll.key()));
                }
            });
        }
    }

    private void withdraw(PlatformGateway gateway, Poll poll) {
        boolean confirmed;
        try {
            confirmed = gateway.withdraw(poll.key(), requests.withdrawalReason(poll.key())) == Withdrawal.CONFIRMED;
        } catch (PlatformRefusal e) {
            // It never had the request, or has ended it: there is nothing to withdraw.
            LOG.info("Platform has nothing to withdraw for {}: {}", poll.key(), e.code());
            confirmed = true;
        }
        if (!confirmed) {
            later(poll);
            return;
        }
        transaction.executeWithoutResult(status -> {
            requests.withdrawalConfirmed(poll.key());
            queue.stop(Kind.WITHDRAWAL, poll.key());
        });
    }

    /** One item in its own transaction, so that one that fails takes no other with it. */
    private void each(Poll poll, Runnable work) {
        try {
            transaction.executeWithoutResult(status -> {
                if (leases.lock(poll)) {
                    work.run();
                    later(poll);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("The platform's answer about {} could not be taken in", poll.key(), e);
            later(poll);
        }
    }

    private void later(Poll poll) {
        leases.putBack(poll, PollingSettings.at(settings.intervals(), poll.attempts()), Asked.ANSWERED);
    }
}
