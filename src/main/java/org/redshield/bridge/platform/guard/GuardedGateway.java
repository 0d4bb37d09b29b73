package org.redshield.bridge.platform.guard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PreservationGateway;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.gateway.PreservationStatus;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;

/** A gateway behind its guard: what the engine and people ask goes at once or not at all, the rest waits for its turn. */
final class GuardedGateway implements PlatformGateway {

    private final PlatformGateway gateway;
    private final CallGuard guard;

    GuardedGateway(PlatformGateway gateway, CallGuard guard) {
        this.gateway = gateway;
        this.guard = guard;
    }

    @Override
    public Accepted submit(Submission submission) {
        return guard.callNow(() -> gateway.submit(submission));
    }

    @Override
    public List<RequestStatus> query(List<String> platformRequestIds) {
        return guard.call(() -> gateway.query(platformRequestIds));
    }

    @Override
    public Manifest manifest(String platformRequestId) {
        return guard.call(() -> gateway.manifest(platformRequestId));
    }

    @Override
    public Withdrawal withdraw(String requestNo, String reason) {
        return guard.call(() -> gateway.withdraw(requestNo, reason));
    }

    @Override
    public Download open(String url, long offset) {
        return guard.call(() -> gateway.open(url, offset));
    }

    @Override
    public DispositionReceipt dispose(DispositionOrder order) {
        return guard.callNow(() -> gateway.dispose(order));
    }

    @Override
    public List<DispositionStatus> dispositions(List<String> keys) {
        return guard.call(() -> gateway.dispositions(keys));
    }

    @Override
    public Optional<PreservationGateway> preservations() {
        return gateway.preservations().map(GuardedPreservations::new);
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
            return guard.callNow(() -> holds.place(order));
        }

        @Override
        public PreservationStatus status(String holdNo) {
            return guard.callNow(() -> holds.status(holdNo));
        }

        @Override
        public PreservationStatus extend(String holdNo, Instant until) {
            return guard.callNow(() -> holds.extend(holdNo, until));
        }

        @Override
        public PreservationStatus release(String holdNo) {
            return guard.callNow(() -> holds.release(holdNo));
        }
    }

    private final class GuardedDialogue implements DialogueGateway {

        private final DialogueGateway talk;

        GuardedDialogue(DialogueGateway talk) {
            this.talk = talk;
        }

        @Override
        public void say(String platformRequestId, Message message) {
            guard.callNow(() -> {
                talk.say(platformRequestId, message);
                return null;
            });
        }

        @Override
        public List<Message> messages(String platformRequestId) {
            return guard.callNow(() -> talk.messages(platformRequestId));
        }

        @Override
        public void answerDate(String platformRequestId, Instant newDueAt, boolean accepted, Optional<String> text) {
            guard.callNow(() -> {
                talk.answerDate(platformRequestId, newDueAt, accepted, text);
                return null;
            });
        }
    }
}
