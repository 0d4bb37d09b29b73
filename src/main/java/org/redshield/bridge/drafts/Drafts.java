package org.redshield.bridge.drafts;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.retention.Deletions;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionRule.Deleted;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.form.UnsentInput;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps drafts by person and form until the form is sent, cannot be sent any more, or nobody has touched them for long. */
@Component
@RequiredArgsConstructor
class Drafts implements UnsentInput, LostRoles, BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);
    private static final Duration NET = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final DraftCipher cipher;
    private final DraftSettings settings;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Deletions deletions;
    private final TransactionTemplate transaction;

    /** Whose draft of which form, or of what is filled in in which case. */
    record Key(String userId, String form) {

        static Key ofTask(String userId, String taskId) {
            return new Key(userId, task(taskId));
        }

        static Key ofStart(String userId, String process) {
            return new Key(userId, start(process));
        }

        /** Of all that can be filled in in the file of that case: it is one page, and read once. */
        static Key ofCase(String userId, String caseNo) {
            return new Key(userId, "case:" + caseNo);
        }

        private static String task(String taskId) {
            return "task:" + taskId;
        }

        private static String start(String process) {
            return "start:" + process;
        }

        /** Distinct for distinct keys: neither ids nor keys of processes nor numbers of cases hold a line's end. */
        private String secret() {
            return form + "\n" + userId;
        }
    }

    /**
     * One save of a window.
     *
     * @param revision the one that the window has seen
     * @param window names the window; it may save again what it saved last, for it does not always hear that it did
     * @param step counts the window's saves, which may overtake each other
     */
    record Save(int revision, UUID window, int step, JsonNode content) {}

    FormDraft find(Key key) {
        return jdbc.sql("select revision, saved_at, content from draft where form = ? and user_id = ?")
                .params(key.form(), key.userId())
                .query((row, number) -> new FormDraft(
                        row.getInt("revision"),
                        Optional.of(instant(row, "saved_at")),
                        cipher.decrypt(key.secret(), row.getBytes("content")).map(this::read)))
                .optional()
                .orElse(FormDraft.NONE);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A draft is not JSON", e);
        }
    }

    /** @return empty where another window has changed or discarded the draft in the meantime: nothing is saved */
    Optional<FormDraft> save(Key key, Save save) {
        Instant now = clock.instant();
        LocalDate expires = ChinaTime.day(now.plus(settings.kept()));
        return jdbc.sql("""
                        insert into draft as d (form, user_id, revision, window_id, step, saved_at, expires_on, content)
                        select :form, :user, 1, :window, :step, :at, :expires, :content
                         where :revision = 0 or exists (select from draft where form = :form and user_id = :user)
                        on conflict (form, user_id) do update
                           set revision = d.revision + 1, window_id = excluded.window_id, step = excluded.step,
                               saved_at = excluded.saved_at, expires_on = excluded.expires_on, content = excluded.content
                         where d.revision = :revision or (d.window_id = :window and d.step < :step)
                        returning revision
                        """)
                .param("form", key.form())
                .param("user", key.userId())
                .param("revision", save.revision())
                .param("window", save.window())
                .param("step", save.step())
                .param("at", timestamp(now))
                .param("expires", expires)
                .param("content", cipher.encrypt(key.secret(), save.content().toString()))
                .query(Integer.class)
                .optional()
                .map(revision -> new FormDraft(revision, Optional.of(now), Optional.empty()));
    }

    void discard(Key key) {
        jdbc.sql("delete from draft where form = ? and user_id = ?")
                .params(key.form(), key.userId())
                .update();
    }

    @Override
    public void taskIsGone(String taskId) {
        jdbc.sql("delete from draft where form = ?").param(Key.task(taskId)).update();
    }

    @Override
    public void isStarted(String userId, String process) {
        discard(Key.ofStart(userId, process));
    }

    /** Another person may get the same id. */
    @Override
    public void account(String userId) {
        jdbc.sql("delete from draft where user_id = ?").param(userId).update();
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of("drafts", NET, this::next, this::expire));
    }

    private Optional<Instant> next() {
        return jdbc.sql("select min(expires_on) as first from draft")
                .query((row, number) -> dateIfAny(row, "first").map(ChinaTime::startOf))
                .single();
    }

    private void expire() {
        transaction.executeWithoutResult(status -> deleteOver());
    }

    /** All of a night are one deletion on record: how many, and a hash of what nobody but their authors could read. */
    private void deleteOver() {
        Instant now = clock.instant();
        MessageDigest digest = Hashes.sha256();
        List<byte[]> gone = jdbc.sql("delete from draft where expires_on <= ? returning content")
                .param(ChinaTime.day(now))
                .query((row, number) -> row.getBytes("content"))
                .list();
        if (gone.isEmpty()) {
            return;
        }
        gone.forEach(digest::update);
        Period kept = Period.ofDays((int) settings.kept().toDays());
        deletions.record(
                Retained.DRAFT,
                kept,
                new Due("draft", List.of(), ChinaTime.startOf(ChinaTime.day(now).minus(kept))),
                new Deleted(gone.size(), Hashes.hex(digest), Optional.empty(), List.of()));
        LOG.info("{} drafts were not touched for {} and are deleted", gone.size(), settings.kept());
    }
}
