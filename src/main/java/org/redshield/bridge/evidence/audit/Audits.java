package org.redshield.bridge.evidence.audit;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.evidence.audit.LogFinding.Problem;
import org.redshield.bridge.evidence.store.AlteredFiles;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Lease;
import org.redshield.bridge.work.LeasedRows;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When the log is audited: every minute its newest leaves, some of the older ones in turn, and some files; once a day, and
 * between these, all leaves. One node does it. What is found stays on record, is an error in the log and a metric, until an
 * audit of everything does not find it any more.
 */
@Component
public class Audits implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Audits.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long SLICE = 2_000;
    private static final long FILES = 64L * 1024 * 1024;

    private final JdbcClient jdbc;
    private final LogAudit audit;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final EvidenceSettings.Audit settings;
    private final LeasedRows row;

    public Audits(
            JdbcClient jdbc,
            LogAudit audit,
            InstantSource clock,
            TransactionTemplate transaction,
            EvidenceSettings settings) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
        this.settings = settings.audit();
        this.row = new LeasedRows(jdbc, "log_audit", LEASE, "only_row");
    }

    /** Where an audit goes on. */
    private final class Turn {

        private final Lease lease;
        private final Optional<Instant> wholeAt;
        private long place;
        private UUID file;
        private Instant next = Instant.MIN;

        Turn(Lease lease, ResultSet taken) throws SQLException {
            this.lease = lease;
            this.wholeAt = instantIfAny(taken, "whole_at");
            this.place = taken.getLong("place");
            this.file = taken.getObject("file", UUID.class);
        }

        /** Once in an interval, however often it is called. @return what is wrong with leaves and rows */
        List<LogFinding> portion() {
            Instant now = clock.instant();
            if (now.isBefore(next)) {
                return List.of();
            }
            long size = size();
            LogAudit.Range older = older(place, size);
            LogAudit.Result result = audit.parts(List.of(older, new LogAudit.Range(Math.max(0, size - SLICE), size)));
            List<LogFinding> findings = new ArrayList<>(result.findings());
            UUID read = audit.files(file, FILES, findings::add);
            gone(file, read, now);
            report(findings, false, now);
            place = older.to() >= size ? 0 : older.to();
            file = read;
            next = now.plus(settings.interval());
            jdbc.sql("update log_audit set place = ?, file = ?, done_at = ?, size = ? where lease_owner = ?")
                    .params(place, file, timestamp(now), result.size(), lease.owner())
                    .update();
            return result.findings();
        }
    }

    @Override
    public List<Work> work() {
        Duration net =
                settings.interval().compareTo(Duration.ofMinutes(1)) < 0 ? settings.interval() : Duration.ofMinutes(1);
        return List.of(Work.of("evidence-audit", net, () -> row.next("true"), this::round), row.renewal());
    }

    /** What is due, if no other node is at it. */
    public void round() {
        Instant now = clock.instant();
        row.take(
                        1,
                        "next_at",
                        "next_at = work.next_at",
                        Turn::new,
                        // One that is due after the next is nobody's doing here.
                        "(next_at <= ? or next_at > ?)",
                        timestamp(now),
                        timestamp(now.plus(settings.interval().multipliedBy(2))))
                .forEach(turn -> take(turn, now));
    }

    private void take(Turn turn, Instant now) {
        try {
            turn.portion();
            boolean whole = turn.wholeAt
                    .map(at -> at.plus(settings.whole()).isBefore(now))
                    .orElse(true);
            if (whole) {
                List<LogFinding> findings = new ArrayList<>();
                findings.addAll(
                        audit.whole(() -> findings.addAll(turn.portion())).findings());
                // With what was found meanwhile where all had been read before.
                report(findings, true, clock.instant());
            }
            row.giveBack(
                    turn.lease,
                    "next_at = ?, whole_at = ?",
                    timestamp(turn.next),
                    timestamp(whole ? now : turn.wholeAt.orElse(now)));
        } finally {
            row.release(turn.lease);
        }
    }

    private long size() {
        return jdbc.sql("select coalesce(max(size), 0) from tree_head")
                .query(Long.class)
                .single();
    }

    /** Up to the end of a signed head. */
    private LogAudit.Range older(long place, long size) {
        long from = place < size ? place : 0;
        long to = jdbc.sql("select coalesce(min(size), ?) from tree_head where size >= ?")
                .params(size, Math.min(size, from + SLICE))
                .query(Long.class)
                .single();
        return new LogAudit.Range(from, to);
    }

    /** Somebody met a file that is not what was sealed, before the audit came to it. */
    @EventListener
    void met(AlteredFiles.Found file) {
        Problem problem = file.missing() ? Problem.FILE_MISSING : Problem.FILE_CHANGED;
        report(List.of(new LogFinding(problem, -1, "EVIDENCE " + file.evidence())), false, clock.instant());
    }

    /** At once and everything but the files. */
    public List<Found> demand() {
        report(audit.whole().findings(), true, clock.instant());
        return open();
    }

    /** Files that were read again: what is still wrong with them is reported anew. */
    private void gone(UUID after, UUID upTo, Instant now) {
        jdbc.sql("""
                        update log_finding set gone_at = ?
                         where gone_at is null and problem like 'FILE%' and about > ? and (about <= ? or ?)
                        """)
                .params(timestamp(now), "EVIDENCE " + after, "EVIDENCE " + upTo, upTo.equals(new UUID(0, 0)))
                .update();
    }

    private void report(List<LogFinding> findings, boolean whole, Instant now) {
        OffsetDateTime at = timestamp(now);
        transaction.executeWithoutResult(status -> {
            if (whole) {
                jdbc.sql("update log_finding set gone_at = ? where gone_at is null and problem not like 'FILE%'")
                        .param(at)
                        .update();
            }
            List<LogFinding> each = findings.stream().distinct().toList();
            jdbc.sql("""
                            insert into log_finding (problem, place, about, found_at)
                            select f.problem, f.place, f.about, :at
                              from unnest(:problems, :places, :abouts) as f (problem, place, about)
                            on conflict (problem, place, about) do update set gone_at = null
                            """)
                    .param("at", at)
                    .param(
                            "problems",
                            each.stream().map(one -> one.problem().name()).toArray(String[]::new))
                    .param("places", each.stream().map(LogFinding::place).toArray(Long[]::new))
                    .param("abouts", each.stream().map(LogFinding::about).toArray(String[]::new))
                    .update();
        });
        findings.stream()
                .limit(20)
                .forEach(finding -> LOG.error(
                        "The evidence log is not what was signed: {} at {} {}",
                        finding.problem(),
                        finding.place(),
                        finding.about()));
    }

    /** @param foundAt first */
    public record Found(String problem, String sentence, long place, String about, Instant foundAt) {}

    /** What is wrong, as far as is known. */
    public List<Found> open() {
        return jdbc.sql(
                        "select * from log_finding where gone_at is null order by found_at, problem, place, about limit 1000")
                .query((found, number) -> new Found(
                        found.getString("problem"),
                        LogFinding.Problem.valueOf(found.getString("problem")).sentence(),
                        found.getLong("place"),
                        found.getString("about"),
                        instant(found, "found_at")))
                .list();
    }

    /** What the auditor sees. @param wholeAt when everything was read last */
    public record State(long size, Optional<Instant> doneAt, Optional<Instant> wholeAt, List<Found> findings) {}

    public State state() {
        return jdbc.sql("select size, done_at, whole_at from log_audit")
                .query((row, number) -> new State(
                        row.getLong("size"), instantIfAny(row, "done_at"), instantIfAny(row, "whole_at"), open()))
                .single();
    }
}
