package org.redshield.bridge.platform.poll;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.platform.work.LeasedPolls.Asked;
import org.redshield.bridge.platform.work.LeasedPolls.Poll;
import org.redshield.bridge.platform.work.Polling.Kind;
import org.redshield.bridge.platform.work.PollingSettings;
import org.redshield.bridge.work.BackOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks one platform about all that is due. */
@Component
@RequiredArgsConstructor
public class PollRound {

    private static final Logger LOG = LoggerFactory.getLogger(PollRound.class);

    /** How often a platform may leave something out of its answer before we doubt the id. */
    private static final int PATIENCE = 2;

    /** After these a platform does no more about a request. */
    private static final Set<String> ENDED = Set.of("ANSWERED", "PARTIAL", "NO_RECORD", "REFUSED", "WITHDRAWN");

    private final LeasedPolls leases;
    private final Gateways gateways;
    private final DataRequests requests;
    private final Submissions submissions;
    private final Dialogues dialogues;
    private final WorkQueue queue;
    private final ObjectProvider<DispositionAnswers> dispositions;
    private final TransactionTemplate transaction;
    private final PollingSettings settings;

    /**
     * A question that fails is put off, and the next one asked: whether the platform is away is the guard's to say.
     *
     * @throws PlatformBusy when the platform is not to be asked now; what was taken has been put back
     */
    public void run(String platform) {
        PlatformGateway gateway = gateways.of(platform);
        boolean more = true;
        // A batch of each kind in turn: one kind without an end keeps no other from being asked.
        while (more && !Thread.currentThread().isInterrupted()) {
            Map<Kind, List<Poll>> polls =
                    leases.takePolls(platform, Kind.values()).stream().collect(Collectors.groupingBy(Poll::kind));
            ask(platform, gateway, polls);
            more = polls.values().stream().anyMatch(some -> some.size() == PlatformGateway.BATCH);
        }
    }

    private void ask(String platform, PlatformGateway gateway, Map<Kind, List<Poll>> polls) {
        List<Poll> all = polls.values().stream().flatMap(List::stream).toList();
        try {
            attempt(platform, polls.getOrDefault(Kind.REQUEST, List.of()), some -> askRequests(gateway, some));
            attempt(platform, polls.getOrDefault(Kind.DISPOSITION, List.of()), some -> askDispositions(gateway, some));
            polls.getOrDefault(Kind.WITHDRAWAL, List.of())
                    .forEach(poll -> attempt(platform, List.of(poll), some -> withdraw(gateway, poll)));
        } catch (PlatformBusy e) {
            // Not their fault: those that were not asked stay due.
            all.forEach(poll -> leases.putBack(poll, Duration.ZERO, Asked.NOT));
            throw e;
        } finally {
            all.stream().findFirst().ifPresent(poll -> leases.release(poll.lease()));
        }
    }

    private void attempt(String platform, List<Poll> polls, Consumer<List<Poll>> ask) {
        if (polls.isEmpty()) {
            return;
        }
        try {
            ask.accept(polls);
        } catch (PlatformBusy e) {
            throw e;
        } catch (PlatformUnavailable e) {
            LOG.warn("Platform {} did not answer about {}: {}", platform, polls.size(), e.getMessage());
            // Put off each by itself: if one of them is the cause, it is asked with others next time.
            polls.forEach(poll -> leases.putBack(poll, BackOff.spread(wait(poll, e)), Asked.FAULT));
        } catch (PlatformRefusal e) {
            LOG.warn("Platform {} will not be asked about {}: {}", platform, polls.size(), e.code());
            if (polls.size() == 1) {
                later(polls.get(0));
            } else {
                // One that it will not answer about keeps no other from its answer.
                polls.forEach(poll -> attempt(platform, List.of(poll), ask));
            }
        }
    }

    /** Never shorter than our own patience says: a platform may want us back at once. */
    private Duration wait(Poll poll, PlatformUnavailable fault) {
        Duration ours = BackOff.of(settings.faultIntervals()).after(poll.faults());
        return fault.retryAfter().filter(theirs -> theirs.compareTo(ours) > 0).orElse(ours);
    }

    private void askRequests(PlatformGateway gateway, List<Poll> polls) {
        Map<String, DataRequest> byKey = polls.stream()
                .flatMap(poll -> requests.find(poll.key()).stream())
                .collect(Collectors.toMap(DataRequest::requestNo, Function.identity()));
        List<String> ids = byKey.values().stream()
                .flatMap(request -> request.said().platformRequestId().stream())
                .distinct()
                .toList();
        Map<String, RequestStatus> answers = ids.isEmpty()
                ? Map.of()
                : gateway.query(ids).stream()
                        .collect(Collectors.toMap(
                                RequestStatus::platformRequestId, Function.identity(), (first, second) -> second));
        for (Poll poll : polls) {
            Optional<RequestStatus> answer = Optional.ofNullable(byKey.get(poll.key()))
                    .flatMap(request -> request.said().platformRequestId())
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
            submissions.askForId(requestNo);
        } catch (PlatformUnavailable e) {
            LOG.info("The id of {} is asked for later: {}", requestNo, e.getMessage());
        } catch (PlatformRefusal e) {
            LOG.warn("The platform does not know the id of {} and will not say another: {}", requestNo, e.code());
        }
    }

    /**
     * What a status means for us. What the platform asks or proposes is for officers. A status that we do not know is
     * shown, and the platform asked on: it may mean that the answer is being made. When that has taken too long, a
     * person asks a person.
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
        outcome(status, request.times().overdue()).ifPresent(outcome -> queue.answer(request, outcome));
    }

    /** @param late whether a status that we do not know has stood for too long */
    public static Optional<AnswerState> outcome(RequestStatus status, boolean late) {
        return switch (status.status().toUpperCase(Locale.ROOT)) {
            case "ACCEPTED", "PROCESSING" -> Optional.empty();
            case "ANSWERED" -> Optional.of(AnswerState.ANSWERED);
            case "PARTIAL" -> Optional.of(AnswerState.PARTIAL);
            case "NO_RECORD" -> Optional.of(AnswerState.NO_RECORD);
            case "WITHDRAWN" -> Optional.of(AnswerState.WITHDRAWN);
            case "REFUSED" ->
                Optional.of(
                        status.reason().equals(Optional.of(RefusalReason.TECHNICAL_IMPOSSIBILITY.name()))
                                ? AnswerState.LIAISON
                                : AnswerState.REFUSED);
            // What officers cannot answer here they say to the liaison.
            case "CLARIFICATION" -> Optional.of(AnswerState.LIAISON);
            case "NEW_DATE" -> status.newDueAt().isPresent() ? Optional.empty() : Optional.of(AnswerState.LIAISON);
            default -> late ? Optional.of(AnswerState.LIAISON) : Optional.empty();
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
            LOG.info("Platform will not withdraw {}: {}", poll.key(), e.code());
            confirmed = hasEnded(gateway, poll.key());
            if (!confirmed) {
                requests.explain(poll.key(), new Refusal("platform.withdrawal-refused", e.text()).getMessage());
            }
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

    /** Whether there is nothing to withdraw: the platform never had the request, or has ended it. */
    private boolean hasEnded(PlatformGateway gateway, String requestNo) {
        return requests.get(requestNo)
                .said()
                .platformRequestId()
                .flatMap(id -> gateway.query(List.of(id)).stream()
                        .filter(status -> status.platformRequestId().equals(id) && status.isAbout(requestNo))
                        .findFirst())
                .map(status -> ENDED.contains(status.status().toUpperCase(Locale.ROOT)))
                .orElse(true);
    }

    /** One item in its own transaction, so that one that fails takes no other with it. */
    private void each(Poll poll, Runnable work) {
        try (LogContext context = new LogContext().withCaseOf(poll.key())) {
            takeIn(poll, work);
        }
    }

    private void takeIn(Poll poll, Runnable work) {
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
        leases.putBack(poll, BackOff.of(settings.intervals()).after(poll.attempts()), Asked.ANSWERED);
    }
}
