package org.redshield.bridge.messages.notice;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import jakarta.mail.MessagingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Lease;
import org.redshield.bridge.work.LeasedRows;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notices by mail: what has come for a person becomes one digest, which is then sent until the server has taken it. What is
 * in it is settled before it is tried, and it bears the same id each time: a mail that the server took without our
 * hearing of it is the only one that can come twice, and can be known by its id.
 */
@Component
class Digests implements BackgroundWork {

    /** As signals call it. */
    static final String MAIL = "mail";

    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);
    private static final long LOCK = 0x6d61_696c_0001L;
    private static final Duration NET = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int BATCH = 10;
    private static final BackOff NOT_TAKEN = BackOff.doubling(Duration.ofMinutes(1), Duration.ofHours(1));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LeasedRows rows;
    private final MailSettings settings;
    private final NoticeMail mail;
    private final NoticeChoices choices;
    private final InstantSource time;

    Digests(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MailSettings settings,
            NoticeMail mail,
            NoticeChoices choices,
            InstantSource time) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new LeasedRows(jdbc, "notice_mail", LEASE, "user_id");
        this.settings = settings;
        this.mail = mail;
        this.choices = choices;
        this.time = time;
    }

    private record Due(Lease lease, String user, UUID digest, Instant since, int attempts) {}

    @Override
    public List<Work> work() {
        return settings.isOn() ? List.of(Work.of(MAIL, NET, this::nextDue, this::round), rows.renewal()) : List.of();
    }

    private Optional<Instant> nextDue() {
        Optional<Instant> wanted = jdbc.sql("""
                        select min(greatest(n.at, m.sent_at)) as at
                          from (select user_id, min(at) as at from notice where mail_wanted group by user_id) n
                          left join notice_mail m on m.user_id = n.user_id
                         where m.digest is null
                        """)
                .query((row, number) -> instantIfAny(row, "at"))
                .single()
                .map(first -> first.plus(settings.interval()));
        Optional<Instant> pending = rows.next("digest is not null");
        return wanted.isEmpty() || pending.isPresent() && pending.get().isBefore(wanted.get()) ? pending : wanted;
    }

    private void round() {
        gather();
        List<Due> taken;
        do {
            taken = rows.take(
                    BATCH,
                    "next_at",
                    "attempts = work.attempts",
                    Digests::due,
                    "digest is not null and next_at <= ?",
                    timestamp(time.instant()));
            taken.forEach(this::send);
        } while (!taken.isEmpty() && !Thread.currentThread().isInterrupted());
    }

    private static Due due(Lease lease, ResultSet row) throws SQLException {
        return new Due(
                lease,
                row.getString("user_id"),
                row.getObject("digest", UUID.class),
                instant(row, "since"),
                row.getInt("attempts"));
    }

    /** Makes a digest of what has waited long enough; none where one is still under way. One node at a time. */
    private void gather() {
        transaction.executeWithoutResult(status -> {
            if (jdbc.sql("select pg_try_advisory_xact_lock(?)")
                    .param(LOCK)
                    .query(Boolean.class)
                    .single()) {
                jdbc.sql("""
                                with ready as (
                                    select n.user_id from notice n left join notice_mail m on m.user_id = n.user_id
                                     where n.mail_wanted and m.digest is null
                                     group by n.user_id, m.sent_at
                                    having greatest(min(n.at), m.sent_at) <= :before
                                ), made as (
                                    insert into notice_mail as m (user_id, digest, since, next_at, attempts)
                                    select user_id, gen_random_uuid(), :now, :now, 0 from ready
                                    on conflict (user_id) do update
                                       set digest = excluded.digest, since = excluded.since, next_at = excluded.next_at, attempts = 0
                                    returning m.user_id, m.digest
                                )
                                update notice n set mail_wanted = false, digest = made.digest
                                  from made where n.user_id = made.user_id and n.mail_wanted
                                """)
                        .param("before", timestamp(time.instant().minus(settings.interval())))
                        .param("now", timestamp(time.instant()))
                        .update();
            }
        });
    }

    private void send(Due due) {
        try {
            List<Notice> notices = jdbc.sql("select * from notice where digest = ? order by id")
                    .param(due.digest())
                    .query(Notices::notice)
                    .list();
            Optional<String> address = choices.addressOf(due.user());
            if (address.isPresent() && !notices.isEmpty()) {
                mail.send(due.digest(), address.get(), notices);
            }
            over(due);
        } catch (MailException | MessagingException e) {
            Instant now = time.instant();
            // By its class: the server's words may name the person.
            LOG.warn(
                    "A digest was not taken by the mail server, attempt {}: {}",
                    due.attempts() + 1,
                    e.getClass().getName());
            if (now.isAfter(due.since().plus(settings.giveUpAfter()))) {
                over(due);
            } else {
                rows.giveBack(
                        due.lease(),
                        "attempts = attempts + 1, next_at = ?",
                        timestamp(now.plus(NOT_TAKEN.after(due.attempts()))));
            }
        } finally {
            rows.release(due.lease());
        }
    }

    private void over(Due due) {
        rows.giveBack(due.lease(), "digest = null, sent_at = ?", timestamp(time.instant()));
    }
}
