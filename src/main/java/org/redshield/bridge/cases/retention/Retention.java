package org.redshield.bridge.cases.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.retention.RetentionRule.Deleted;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.redshield.bridge.cases.retention.RetentionRule.Page;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Lease;
import org.redshield.bridge.work.LeasedRows;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes once a day, at night, what the schedule says is over and nobody holds. One node does it; each thing goes in a transaction of
 * its own, with its record. What cannot be deleted today, or for which a night is too short, is tried tomorrow.
 */
@Component
public class Retention implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration NET = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final LocalTime AT_NIGHT = LocalTime.of(2, 30);
    private static final Duration NIGHT = Duration.ofHours(3);
    private static final int PAGE = 200;

    private final List<RetentionRule> rules;
    private final LegalHolds holds;
    private final Deletions deletions;
    private final CaseEvents events;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final LeasedRows row;

    Retention(
            JdbcClient jdbc,
            List<RetentionRule> rules,
            LegalHolds holds,
            Deletions deletions,
            CaseEvents events,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rules = rules;
        this.holds = holds;
        this.deletions = deletions;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
        this.row = new LeasedRows(jdbc, "retention_turn", LEASE, "only_row");
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of("retention", NET, () -> row.next("true"), this::round), row.renewal());
    }

    private void round() {
        Instant now = clock.instant();
        List<Lease> turn = row.take(
                1, "next_at", "next_at = next_at", (lease, taken) -> lease, "next_at <= ?", Rows.timestamp(now));
        for (Lease lease : turn) {
            try {
                rules.forEach(rule -> tried(rule, now));
            } finally {
                row.giveBack(lease, "next_at = ?", Rows.timestamp(nextNight(now)));
                row.release(lease);
            }
        }
    }

    private static Instant nextNight(Instant now) {
        return ChinaTime.at(ChinaTime.day(now).plusDays(1), AT_NIGHT);
    }

    /** One that fails keeps nobody else's rows. */
    private void tried(RetentionRule rule, Instant now) {
        try {
            everything(rule, now);
        } catch (RuntimeException e) {
            LOG.error("What is over by {} could not be told; it is asked again tomorrow", rule.what(), e);
        }
    }

    private void everything(RetentionRule rule, Instant now) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()
                && clock.instant().isBefore(now.plus(NIGHT))
                && !Thread.currentThread().isInterrupted()) {
            Page page = due(rule, now, after.get());
            page.due().forEach(due -> delete(rule, due));
            after = page.next();
        }
    }

    /** What is over by a rule at an instant. */
    Page due(RetentionRule rule, Instant now, String after) {
        Instant overBefore = ChinaTime.startOf(ChinaTime.day(now).minus(rule.kept()));
        return rule.due(overBefore, after, PAGE);
    }

    /** @return whether it is gone */
    boolean delete(RetentionRule rule, Due due) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> unlessHeld(rule, due)));
        } catch (Refusal e) {
            LOG.warn("{} {} is kept beyond its time: {}", rule.what(), due.key(), e.code());
            return false;
        } catch (RuntimeException e) {
            LOG.error("{} {} could not be deleted", rule.what(), due.key(), e);
            return false;
        }
    }

    /** A case's number begins with whose it is. */
    private static String openedBy(String caseNo) {
        return caseNo.substring(0, caseNo.indexOf('-'));
    }

    private boolean unlessHeld(RetentionRule rule, Due due) {
        if (holds.held(due.caseNos())) {
            return false;
        }
        Optional<Deleted> deleted = rule.delete(due);
        deleted.ifPresent(gone -> {
            deletions.record(rule.what(), rule.kept(), due, gone);
            for (String caseNo : due.caseNos()) {
                events.append(
                        caseNo,
                        openedBy(caseNo),
                        CaseEvents.SYSTEM,
                        rule.act(),
                        due.key(),
                        Map.of(
                                CaseEvents.ABOUT,
                                rule.what().title(),
                                "rows",
                                Long.toString(gone.rows()),
                                "sha256",
                                gone.sha256()),
                        Optional.of(rule.what().basis()));
            }
            LOG.info("{} {} has left the tables: {} rows, by the schedule", rule.what(), due.key(), gone.rows());
        });
        return deleted.isPresent();
    }
}
