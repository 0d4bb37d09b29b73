package org.redshield.bridge.letter.document;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.document.LetterDocuments.Unsealed;
import org.redshield.bridge.letter.seal.SealAway;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the documents of letters, one after the other; apart from the transactions in which letters are issued. */
@Component
@RequiredArgsConstructor
class LetterSealing implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(LetterSealing.class);
    private static final Duration NET = Duration.ofSeconds(10);

    /** How long the letters of a sender wait whose seal is away. */
    static final BackOff AWAY = BackOff.doubling(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private static final BackOff AFTER_FAILURE = BackOff.doubling(Duration.ofSeconds(10), Duration.ofHours(1));

    private final LetterDocuments documents;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    /** Of a sender whose seal is away what was said last, for the log is told when that changes; and how often it was tried. */
    private record Away(String why, int times) {}

    private final Map<String, Away> away = new ConcurrentHashMap<>();

    @Override
    public List<Work> work() {
        return List.of(Work.of(Letters.UNSEALED, NET, this::next, this::run));
    }

    private Optional<Instant> next() {
        return jdbc.sql("""
                        select least((select min(next_at) from letter_unsealed where not late),
                                     (select min(next_at) from letter_unsealed where late)) as next_at
                        """)
                .query((row, number) -> instantIfAny(row, "next_at"))
                .single();
    }

    /** All that is due. */
    void run() {
        while (!Thread.currentThread().isInterrupted() && one()) {
            // The next.
        }
    }

    /** @return whether there may be another */
    private boolean one() {
        AtomicReference<Unsealed> taken = new AtomicReference<>();
        try (LogContext context = new LogContext()) {
            return one(taken, context);
        }
    }

    private boolean one(AtomicReference<Unsealed> taken, LogContext context) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                        documents.next(clock.instant()).ifPresent(letter -> {
                            taken.set(letter);
                            context.with(LogContext.LETTER_ID, letter.letterId())
                                    .with(LogContext.CASE_NO, letter.caseNo())
                                    .with(LogContext.TENANT, letter.sender());
                        });
                        return taken.get() != null && documents.make(taken.get()) != null;
                    }))
                    && isBack(taken.get())
                    && !taken.get().last();
        } catch (SealAway e) {
            isAway(taken.get(), e);
        } catch (RuntimeException e) {
            if (taken.get() == null || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.error("Letter {} was not sealed; it is tried again", taken.get().letterId(), e);
            later(taken.get());
        }
        return true;
    }

    private boolean isBack(Unsealed letter) {
        if (away.remove(letter.sender()) != null) {
            LOG.info("The seal of {} is back; what waited for it is sealed", letter.sender());
            jdbc.sql("update letter_unsealed set next_at = ? where sender = ? and attempts = 0")
                    .params(timestamp(clock.instant()), letter.sender())
                    .update();
        }
        return true;
    }

    private void isAway(Unsealed letter, SealAway reason) {
        Away before = away.get(letter.sender());
        int times = before == null ? 0 : before.times();
        away.put(letter.sender(), new Away(reason.getMessage(), times + 1));
        if (before == null || !before.why().equals(reason.getMessage())) {
            LOG.error(
                    "The seal of {} is away ({}), its letters wait: {}",
                    letter.sender(),
                    reason.code(),
                    reason.getMessage());
            LOG.debug("Why it is away", reason);
        }
        Instant now = clock.instant();
        jdbc.sql("update letter_unsealed set next_at = ? where sender = ? and next_at <= ?")
                .params(timestamp(now.plus(AWAY.after(times))), letter.sender(), timestamp(now))
                .update();
    }

    private void later(Unsealed letter) {
        int attempts = jdbc.sql(
                        "update letter_unsealed set attempts = attempts + 1 where letter_id = ? returning attempts")
                .param(letter.letterId())
                .query(Integer.class)
                .optional()
                .orElse(1);
        jdbc.sql("update letter_unsealed set next_at = ? where letter_id = ?")
                .params(timestamp(clock.instant().plus(AFTER_FAILURE.after(attempts - 1))), letter.letterId())
                .update();
    }
}
