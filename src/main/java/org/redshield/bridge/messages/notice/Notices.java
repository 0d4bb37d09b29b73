package org.redshield.bridge.messages.notice;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.messages.stream.News;
import org.redshield.bridge.messages.stream.Topic;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Everybody's inbox. A notice costs the transaction of its cause one statement. */
@Component
@RequiredArgsConstructor
public class Notices {

    /** As signals call what nobody has been told of yet. */
    static final String NEWS = "notices";

    private static final int PAGE = 50;

    private final JdbcClient jdbc;
    private final News news;
    private final Signals signals;
    private final MailSettings mail;
    private final InstantSource time;

    /** A person's inbox. @param unread of all, also of those that are not among these */
    record Inbox(int unread, List<Notice> notices) {}

    /**
     * What is told.
     *
     * @param caseNo empty where it is about no case
     * @param dueAt of the task
     * @param page where it is shown, of what is about no case
     */
    public record Told(
            NoticeKind kind,
            String caseNo,
            Optional<String> taskId,
            String what,
            Optional<Instant> dueAt,
            Optional<String> page) {

        public Told(NoticeKind kind, String caseNo, Optional<String> taskId, String what, Optional<Instant> dueAt) {
            this(kind, caseNo, taskId, what, dueAt, Optional.empty());
        }
    }

    /** To these persons, each as he has chosen. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Collection<String> users, Told told) {
        int written = jdbc.sql("""
                        insert into notice (user_id, kind, case_no, task_id, what, due_at, page, at, shown, mail_wanted)
                        select w.user_id, :kind, :caseNo, :task, :what, :due, :page, :now, w.shown, w.mailed
                          from (select u.user_id, coalesce(:kind <> all (s.silent), true) as shown,
                                       :mail and coalesce(:kind <> all (s.unmailed), true) as mailed
                                  from unnest(:users) as u (user_id) left join notice_setting s on s.user_id = u.user_id) w
                         where w.shown or w.mailed
                        """)
                .param("users", users.toArray(String[]::new))
                .param("kind", told.kind().name())
                .param("caseNo", told.caseNo())
                .param("task", told.taskId().orElse(null))
                .param("what", told.what())
                .param("due", told.dueAt().map(Rows::timestamp).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("page", told.page().orElse(null))
                .param("now", timestamp(time.instant()))
                .param("mail", mail.isOn())
                .update();
        if (written > 0) {
            users.forEach(user -> news.tell(Topic.notices(user)));
            signals.sendIfSoon(Digests.MAIL, mail.interval());
        }
    }

    /** To whoever of the organisation works on the case: that is found out afterwards. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(String tenant, NoticeKind kind, String caseNo, String what) {
        jdbc.sql("insert into notice_news (tenant, kind, case_no, what, at) values (?, ?, ?, ?, ?)")
                .params(tenant, kind.name(), caseNo, what, timestamp(time.instant()))
                .update();
        signals.send(NEWS);
    }

    /** A page, the newest first. @param before only what is older than this one */
    Inbox inbox(String user, long before) {
        return new Inbox(
                unread(user),
                jdbc.sql("select * from notice where user_id = ? and shown and id < ? order by id desc limit ?")
                        .params(user, before, PAGE)
                        .query(Notices::notice)
                        .list());
    }

    int unread(String user) {
        return jdbc.sql("select count(*) from notice where user_id = ? and shown and read_at is null")
                .param(user)
                .query(Integer.class)
                .single();
    }

    /** @param upTo the newest that he has seen */
    void read(String user, long upTo) {
        mark(user, "id <= ?", upTo);
    }

    void readOne(String user, long id) {
        mark(user, "id = ?", id);
    }

    private void mark(String user, String which, long id) {
        int marked = jdbc.sql("update notice set read_at = ? where user_id = ? and read_at is null and " + which)
                .params(timestamp(time.instant()), user, id)
                .update();
        if (marked > 0) {
            // His other windows show it too.
            news.tell(Topic.notices(user));
        }
    }

    static Notice notice(ResultSet row, int index) throws SQLException {
        NoticeKind kind = NoticeKind.valueOf(row.getString("kind"));
        return new Notice(
                row.getLong("id"),
                kind,
                kind.title(),
                row.getString("case_no"),
                textIfAny(row, "task_id"),
                row.getString("what"),
                instantIfAny(row, "due_at"),
                textIfAny(row, "page"),
                instant(row, "at"),
                instantIfAny(row, "read_at").isPresent());
    }
}
