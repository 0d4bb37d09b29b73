package org.redshield.bridge.letter.document;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.letter.document.LetterOfds.Due;
import org.redshield.bridge.letter.ofd.OfdSettings;
import org.redshield.bridge.letter.seal.SealAway;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the second rendition of sealed letters, one after the other. Nothing waits for it, and the letter is good without it. */
@Component
@RequiredArgsConstructor
class LetterOfdMaking implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(LetterOfdMaking.class);
    private static final Duration NET = Duration.ofSeconds(10);

    /** How long the letters of a sender wait whose seal is away. */
    static final Duration AWAY = Duration.ofMinutes(10);

    static final BackOff AFTER_FAILURE = BackOff.doubling(Duration.ofSeconds(10), Duration.ofHours(1));

    private final LetterOfds ofds;
    private final OfdSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    @Override
    public List<Work> work() {
        if (!settings.isOn()) {
            return List.of();
        }
        addEarlier();
        return List.of(Work.of(LetterOfds.DUE, NET, this::next, this::run));
    }

    /** Letters that were sealed before their sender had OFD. */
    void addEarlier() {
        int added = jdbc.sql("""
                        insert into letter_ofd_due (letter_id, sender, next_at)
                        select d.letter_id, l.tenant, d.made_at
                          from letter_document d join letter l on l.id = d.letter_id
                         where (:all or l.tenant = any (:organisations))
                           and not exists (select from letter_ofd o where o.letter_id = d.letter_id)
                        on conflict do nothing
                        """)
                .param("all", settings.organisations().contains("all"))
                .param("organisations", settings.organisations().toArray(String[]::new))
                .update();
        if (added > 0) {
            LOG.info("{} letters from before get their OFD", added);
        }
    }

    private Optional<Instant> next() {
        return jdbc.sql("select min(next_at) as next_at from letter_ofd_due")
                .query((row, number) -> instantIfAny(row, "next_at"))
                .single();
    }

    /** All that is due. */
    void run() {
        while (!Thread.currentThread().isInterrupted() && one()) {
            // The next.
        }
    }

    /** @return whether there was one */
    private boolean one() {
        AtomicReference<Due> taken = new AtomicReference<>();
        try (LogContext context = new LogContext()) {
            return one(taken, context);
        }
    }

    private boolean one(AtomicReference<Due> taken, LogContext context) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                ofds.next(clock.instant()).ifPresent(letter -> {
                    taken.set(letter);
                    context.with(LogContext.LETTER_ID, letter.letterId())
                            .with(LogContext.CASE_NO, letter.caseNo())
                            .with(LogContext.TENANT, letter.sender());
                });
                return taken.get() != null && ofds.make(taken.get()) != null;
            }));
        } catch (SealAway e) {
            LOG.warn("No OFD for letters of {}: {}", taken.get().sender(), e.getMessage());
            Instant now = clock.instant();
            jdbc.sql("update letter_ofd_due set next_at = ?, why = ? where sender = ? and next_at <= ?")
                    .params(
                            timestamp(now.plus(AWAY)),
                            e.getMessage(),
                            taken.get().sender(),
                            timestamp(now))
                    .update();
        } catch (Refusal e) {
            LOG.warn(
                    "Letter {} has no OFD yet ({}); it is tried again",
                    taken.get().letterId(),
                    e.code(),
                    e);
            later(taken.get(), e.getMessage());
        } catch (RuntimeException e) {
            if (taken.get() == null || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.error("Letter {} has no OFD yet; it is tried again", taken.get().letterId(), e);
            later(taken.get(), new Refusal("letter.ofd-failed").getMessage());
        }
        return true;
    }

    private void later(Due letter, String why) {
        int attempts = jdbc.sql(
                        "update letter_ofd_due set attempts = attempts + 1, why = ? where letter_id = ? returning attempts")
                .params(why, letter.letterId())
                .query(Integer.class)
                .optional()
                .orElse(1);
        jdbc.sql("update letter_ofd_due set next_at = ? where letter_id = ?")
                .params(timestamp(clock.instant().plus(AFTER_FAILURE.after(attempts - 1))), letter.letterId())
                .update();
    }
}
