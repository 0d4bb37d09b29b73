package org.redshield.bridge.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.exchange.ArrivalRule.Arrival;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.Carriage.Way;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.work.BackOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The steps of a delivery, each inside the caller's transaction. */
@Component
class Postman {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    /** How long an envelope waits for a process that is not there yet. */
    static final BackOff NOT_THERE_YET = BackOff.doubling(Duration.ofMillis(200), Duration.ofMinutes(10));

    /** Starts the sender's own process that carries a letter on paper; its variable {@code letterId} says which. */
    static final String PAPER = "PaperLetter";

    private final Envelopes envelopes;
    private final Letters letters;
    private final Organisations organisations;
    private final ProcessMessages processes;
    private final InstantSource time;
    private final Supplier<Map<LetterKind, ArrivalRule>> rules;
    private final ObjectProvider<AnswerNews> news;

    Postman(
            Envelopes envelopes,
            Letters letters,
            Organisations organisations,
            ProcessMessages processes,
            InstantSource time,
            ObjectProvider<ArrivalRule> rules,
            ObjectProvider<AnswerNews> news) {
        this.envelopes = envelopes;
        this.letters = letters;
        this.organisations = organisations;
        this.processes = processes;
        this.time = time;
        this.news = news;
        this.rules = SingletonSupplier.of(() -> rules.stream()
                .flatMap(rule -> rule.kinds().stream().map(kind -> Map.<LetterKind, ArrivalRule>entry(kind, rule)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * Stores the envelope once in the receiver's inbox and gives the sender the delivery receipt; of a receiver that is not on
     * the system the sender gets the envelope, and no receipt until persons register it.
     *
     * @return what can be handed over next: the envelope and its receipt
     */
    List<Envelopes.Arrived> deliver(Envelope envelope) {
        Instant now = time.instant();
        List<Envelopes.Arrived> arrived = new ArrayList<>();
        Envelope carried = isOffTheSystem(envelope.receiver()) ? envelope.toCarryOnPaper() : envelope;
        boolean there = receive(carried, now, arrived);
        if (there && !carried.isToCarryOnPaper()) {
            envelope.letterId()
                    .ifPresent(letter -> letters.passed(letter, now, ReceiptStage.RELAYED, ReceiptStage.DELIVERED));
            envelope.delivered().ifPresent(receipt -> {
                envelopes.writeDelivered(receipt, now);
                receive(receipt, now, arrived);
            });
        }
        envelopes.delivered(envelope.id(), now);
        return arrived;
    }

    private boolean receive(Envelope envelope, Instant now, List<Envelopes.Arrived> arrived) {
        Optional<Boolean> next = envelopes.receive(envelope, now);
        if (next.orElse(false)) {
            arrived.add(new Envelopes.Arrived(envelope, now, 0, true));
        }
        return next.isPresent();
    }

    private boolean isOffTheSystem(String receiver) {
        return organisations
                .find(receiver)
                .filter(one -> one.kind() != Organisation.Kind.PLATFORM && !one.connected())
                .isPresent();
    }

    /** Hands an arrived envelope to its process, files it, or leaves it for a later try. */
    void handOver(Envelopes.Arrived arrived) {
        Envelope envelope = arrived.envelope();
        Carriage carriage = envelope.kind().carriage();
        Map<String, Object> variables = new HashMap<>(envelope.variables());
        Instant now = time.instant();
        if (envelope.isToCarryOnPaper()) {
            envelope.letterId()
                    .ifPresent(letter -> processes.start(
                            envelope.receiver(),
                            PAPER,
                            envelope.caseNo(),
                            Map.of(Carriage.LETTER_ID, letter.toString())));
            envelopes.done(envelope.id(), envelope.letterId().isPresent() ? "HANDED_OVER" : "FILED", now);
        } else if (ruled(arrived) == Arrival.FILE) {
            envelopes.done(envelope.id(), "FILED", now);
        } else if (carriage.way() == Way.STARTS) {
            variables.put(carriage.subject(), envelope.subjectId());
            processes.start(envelope.receiver(), carriage.message(), envelope.caseNo(), variables);
            envelopes.done(envelope.id(), "HANDED_OVER", now);
        } else if (processes.correlate(
                envelope.receiver(),
                carriage.message(),
                Variable.text(carriage.subject()),
                envelope.subjectId(),
                variables)) {
            envelopes.done(envelope.id(), "HANDED_OVER", now);
            if (envelope.kind().isLetter()) {
                news.forEach(one -> one.came(envelope));
            }
        } else {
            // Nobody waits yet: the receiver's process may still be on its way there.
            LOG.debug("Nobody waits for envelope {} ({}) yet", envelope.id(), envelope.kind());
            envelopes.tryAgain(envelope.id(), now, NOT_THERE_YET.after(arrived.attempts()), null);
        }
    }

    private Arrival ruled(Envelopes.Arrived arrived) {
        LetterKind kind = arrived.envelope().kind();
        ArrivalRule rule = rules.get().get(kind);
        Arrival said = rule == null ? Arrival.CORRELATE : rule.arrive(arrived.envelope(), arrived.receivedAt());
        return kind.carriage().way() == Way.FILED ? Arrival.FILE : said;
    }
}
