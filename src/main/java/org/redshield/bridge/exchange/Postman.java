package org.redshield.bridge.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.exchange.ArrivalRule.Arrival;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The two steps of a delivery, each inside the caller's transaction. */
@Component
class Postman {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    private final Envelopes envelopes;
    private final Letters letters;
    private final ProcessMessages processes;
    private final InstantSource time;
    private final Supplier<Map<MessageKind, ArrivalRule>> rules;

    Postman(
            Envelopes envelopes,
            Letters letters,
            ProcessMessages processes,
            InstantSource time,
            ObjectProvider<ArrivalRule> rules) {
        this.envelopes = envelopes;
        this.letters = letters;
        this.processes = processes;
        this.time = time;
        this.rules = SingletonSupplier.of(() -> rules.stream()
                .flatMap(rule -> rule.kinds().stream().map(kind -> Map.entry(kind, rule)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Stores the envelope once in the receiver's inbox and gives the sender the delivery receipt. */
    void deliver(Envelope envelope) {
        Instant now = time.instant();
        if (envelopes.receive(envelope, now)) {
            envelope.letterId().ifPresent(letter -> {
                letters.receipt(letter, ReceiptStage.RELAYED, now, Optional.empty());
                letters.receipt(letter, ReceiptStage.DELIVERED, now, Optional.empty());
            });
            if (envelope.kind() == MessageKind.REQUEST_LETTER) {
                envelopes.write(receiptOf(envelope), now);
            }
        }
        envelopes.delivered(envelope.id(), now);
    }

    /** Hands an arrived envelope to its process, files it, or leaves it for a later try. */
    void handOver(Envelopes.Arrived arrived) {
        Envelope envelope = arrived.envelope();
        Instant now = time.instant();
        if (ruled(arrived) == Arrival.FILE) {
            envelopes.done(envelope.id(), "FILED", now);
        } else if (envelope.kind().starts()) {
            processes.start(envelope.receiver(), envelope.kind().messageName(), envelope.caseNo(), variables(envelope));
            envelopes.done(envelope.id(), "HANDED_OVER", now);
        } else if (processes.correlate(
                envelope.receiver(),
                envelope.kind().messageName(),
                Variable.text(envelope.kind().key()),
                envelope.subjectId(),
                variables(envelope))) {
            envelopes.done(envelope.id(), "HANDED_OVER", now);
        } else {
            // Nobody waits yet: the receiver's process may still be on its way there.
            LOG.debug("Nobody waits for envelope {} ({}) yet", envelope.id(), envelope.kind());
            envelopes.tryAgain(envelope.id(), now, BackOff.after(arrived.attempts()), null);
        }
    }

    private Arrival ruled(Envelopes.Arrived arrived) {
        if (arrived.envelope().kind() == MessageKind.NOTICE) {
            return Arrival.FILE;
        }
        ArrivalRule rule = rules.get().get(arrived.envelope().kind());
        return rule == null ? Arrival.CORRELATE : rule.arrive(arrived.envelope(), arrived.receivedAt());
    }

    private static Map<String, Object> variables(Envelope envelope) {
        Map<String, Object> variables = new HashMap<>(envelope.variables());
        if (envelope.kind().starts()) {
            variables.put(envelope.kind().key(), envelope.subjectId());
        }
        return variables;
    }

    /** The same envelope always has the same receipt, so a repeated delivery acknowledges once. */
    private static Envelope receiptOf(Envelope letter) {
        UUID id = UUID.nameUUIDFromBytes(("receipt:" + letter.id()).getBytes(StandardCharsets.UTF_8));
        return new Envelope(
                id,
                letter.receiver(),
                letter.sender(),
                MessageKind.DELIVERY_RECEIPT,
                letter.subjectId(),
                letter.caseNo(),
                Optional.empty(),
                Map.of());
    }
}
