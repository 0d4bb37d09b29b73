package org.redshield.bridge.platform.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.operations.trace.Traced;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.PreservationGateway;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.gateway.PreservationStatus;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.http.Call;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Attempt;
import org.redshield.bridge.restoreguard.SentNumbers.Kind;

/**
 * A gateway behind its guard: what the engine and people ask goes at once or not at all, the rest waits for its turn. What is
 * sent is on record before it is, and nothing is sent while sending is held.
 */
final class GuardedGateway implements PlatformGateway {

    /** How the published API says that a number was used for something else. */
    private static final String KEY_REUSED = "key-reused";

    private static final Duration HELD = Duration.ofSeconds(10);

    private final String platform;
    private final PlatformGateway gateway;
    private final CallGuard guard;
    private final PlatformSending sending;
    private final SentNumbers numbers;
    private final InstantSource clock;

    GuardedGateway(
            String platform,
            PlatformGateway gateway,
            CallGuard guard,
            PlatformSending sending,
            SentNumbers numbers,
            InstantSource clock) {
        this.platform = platform;
        this.gateway = gateway;
        this.guard = guard;
        this.sending = sending;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** Goes at once or not at all, unless sending is held; once more where nobody heard it. */
    private <T> T send(Supplier<T> call) {
        if (sending.isHeld()) {
            Instant now = clock.instant();
            throw new PlatformBusy(platform, "sending is held after a restore", now, now.plus(HELD));
        }
        return guard.callNow(() -> {
            try {
                return call.get();
            } catch (PlatformUnavailable e) {
                if (e.getCause() instanceof Call.Unheard) {
                    return call.get();
                }
                throw e;
            }
        });
    }

    /**
     * Sends something under a number, which goes on record when nothing but the call itself is left to do.
     *
     * @param about what it is, for the record outside the database
     * @param duplicate whether the platform answers that it had it
     * @param id the platform's, as it answers
     * @throws NumberTaken when it had it, and not from us
     */
    private <T> T send(
            Kind kind,
            String number,
            String content,
            Map<String, String> about,
            Supplier<T> call,
            Predicate<T> duplicate,
            Function<T, Optional<String>> id) {
        AtomicReference<Attempt> attempt = new AtomicReference<>(Attempt.REPEATED);
        T answer;
        try {
            answer = send(() -> {
                attempt.set(numbers.begins(platform, kind, number, content, about));
                if (attempt.get() == Attempt.DISPUTED || attempt.get() == Attempt.NOT_OURS) {
                    throw new NumberTaken(platform, number);
                }
                return call.get();
            });
        } catch (PlatformRefusal e) {
            if (attempt.get() == Attempt.FIRST && e.code().equals(KEY_REUSED)) {
                throw taken(number, Optional.empty());
            }
            throw e;
        } catch (NumberTaken e) {
            if (attempt.get() == Attempt.NOT_OURS) {
                throw new PlatformRefusal("number-taken", new Refusal("platform.number-not-ours", number).getMessage());
            }
            throw taken(number, Optional.empty());
        }
        if (attempt.get() == Attempt.FIRST && duplicate.test(answer)) {
            throw taken(number, id.apply(answer));
        }
        id.apply(answer).ifPresent(known -> numbers.taken(number, known));
        return answer;
    }

    /** What really goes to the platform, as operators see it. */
    private <T> Supplier<T> asking(String what, Supplier<T> call) {
        return () -> Traced.asking("platform " + platform + " " + what, call::get);
    }

    private NumberTaken taken(String number, Optional<String> platformId) {
        numbers.disputed(number, platformId);
        return new NumberTaken(platform, number);
    }

    @Override
    public Accepted submit(Submission submission) {
        return send(
                Kind.REQUEST,
                submission.order().requestNo(),
                Json.write(submission.order()),
                Map.of(),
                asking("submit", () -> gateway.submit(submission)),
                Accepted::duplicate,
                accepted -> Optional.of(accepted.platformRequestId()));
    }

    @Override
    public List<RequestStatus> query(List<String> platformRequestIds) {
        return guard.call(asking("query", () -> gateway.query(platformRequestIds)));
    }

    @Override
    public Manifest manifest(String platformRequestId) {
        return guard.call(asking("manifest", () -> gateway.manifest(platformRequestId)));
    }

    @Override
    public Withdrawal withdraw(String requestNo, String reason) {
        if (sending.isHeld()) {
            throw new PlatformUnavailable("A withdrawal waits: sending is held after a restore").at(platform);
        }
        return guard.call(asking("withdraw", () -> gateway.withdraw(requestNo, reason)));
    }

    @Override
    public Download open(String url, long offset) {
        return guard.call(asking("open", () -> gateway.open(url, offset)));
    }

    @Override
    public DispositionReceipt dispose(DispositionOrder order) {
        return send(
                Kind.DISPOSITION,
                order.docName(),
                content(order),
                order.about(),
                asking("dispose", () -> gateway.dispose(order)),
                DispositionReceipt::duplicate,
                DispositionReceipt::taskId);
    }

    /** What is done to whom and why; who is to be called about it may change from one try to the next. */
    private static String content(DispositionOrder order) {
        return Json.write(List.of(
                order.targetKind(),
                order.content(),
                order.againstOperator(),
                order.site(),
                order.sender().issuedAt(),
                order.reason(),
                order.remark().orElse("")));
    }

    @Override
    public List<DispositionStatus> dispositions(List<String> keys) {
        return guard.call(asking("dispositions", () -> gateway.dispositions(keys)));
    }

    @Override
    public Optional<PreservationGateway> preservations() {
        return gateway.preservations().map(GuardedPreservations::new);
    }

    @Override
    public Optional<ShopRegister> shops() {
        return gateway.shops().map(shops -> shopId -> guard.callNow(asking("shop", () -> shops.name(shopId))));
    }

    @Override
    public Optional<DialogueGateway> dialogue() {
        return gateway.dialogue().map(GuardedDialogue::new);
    }

    private final class GuardedPreservations implements PreservationGateway {

        private final PreservationGateway holds;

        GuardedPreservations(PreservationGateway holds) {
            this.holds = holds;
        }

        @Override
        public PreservationStatus place(PreservationOrder order) {
            requireReleased();
            return send(
                    Kind.PRESERVATION,
                    order.holdNo(),
                    Json.write(order),
                    Map.of(),
                    asking("preserve", () -> holds.place(order)),
                    status -> false,
                    status -> Optional.of(order.holdNo()));
        }

        @Override
        public PreservationStatus status(String holdNo) {
            return guard.callNow(asking("preservation status", () -> holds.status(holdNo)));
        }

        @Override
        public PreservationStatus extend(String holdNo, Instant until) {
            requireReleased();
            return guard.callNow(asking("preservation extend", () -> holds.extend(holdNo, until)));
        }

        @Override
        public PreservationStatus release(String holdNo) {
            requireReleased();
            return guard.callNow(asking("preservation release", () -> holds.release(holdNo)));
        }

        /** These wait for an answer on screen, not in line. */
        private void requireReleased() {
            if (sending.isHeld()) {
                throw new Refusal("numbers.held");
            }
        }
    }

    private final class GuardedDialogue implements DialogueGateway {

        private final DialogueGateway talk;

        GuardedDialogue(DialogueGateway talk) {
            this.talk = talk;
        }

        @Override
        public void say(String platformRequestId, Message message) {
            send(asking("say", () -> {
                talk.say(platformRequestId, message);
                return null;
            }));
        }

        @Override
        public List<Message> messages(String platformRequestId) {
            return guard.callNow(asking("messages", () -> talk.messages(platformRequestId)));
        }

        @Override
        public void answerDate(String platformRequestId, Instant newDueAt, boolean accepted, Optional<String> text) {
            send(asking("answer date", () -> {
                talk.answerDate(platformRequestId, newDueAt, accepted, text);
                return null;
            }));
        }
    }
}
