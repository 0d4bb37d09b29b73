package org.redshield.bridge.messages.calendar;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.messages.process.TasksOfPeople;
import org.redshield.bridge.messages.process.TasksOfPeople.Held;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Each person's calendar has one address at most; of the secret in it only the hash is kept. */
@Component
@RequiredArgsConstructor
class CalendarFeeds implements LostRoles {

    private static final int SECRET = 32;

    private final JdbcClient jdbc;
    private final TasksOfPeople tasks;
    private final People people;
    private final InstantSource time;
    private final SecureRandom random = new SecureRandom();

    /** @return the secret, which nobody can be told again; one that there was is worth nothing any more */
    String renew(String user) {
        byte[] bytes = new byte[SECRET];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("""
                        insert into calendar_feed (user_id, secret_hash, made_at) values (?, ?, ?)
                        on conflict (user_id) do update
                           set secret_hash = excluded.secret_hash, made_at = excluded.made_at
                        """).params(user, hash(secret), timestamp(time.instant())).update();
        return secret;
    }

    void revoke(String user) {
        jdbc.sql("delete from calendar_feed where user_id = ?").param(user).update();
    }

    Optional<Instant> madeAt(String user) {
        return jdbc.sql("select made_at from calendar_feed where user_id = ?")
                .param(user)
                .query((row, number) -> instant(row, "made_at"))
                .optional();
    }

    /** Empty where nobody has the secret, or he has no account any more. */
    Optional<String> calendar(String secret) {
        return jdbc.sql("select user_id from calendar_feed where secret_hash = ?")
                .param(hash(secret))
                .query(String.class)
                .optional()
                .flatMap(people::find)
                .map(person -> {
                    ICalendar calendar = new ICalendar();
                    tasks.dated(person.id(), person.tenants()).forEach(task -> write(calendar, task));
                    return calendar.end();
                });
    }

    private static void write(ICalendar calendar, Held task) {
        calendar.deadline(
                task.taskId() + "@redshield-bridge",
                task.since(),
                task.dueAt().orElseThrow(),
                task.caseNo() + " " + task.name(),
                "案件 " + task.caseNo() + "：" + task.name() + "，期限届满。");
    }

    private static byte[] hash(String secret) {
        return Hashes.sha256().digest(secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void account(String userId) {
        revoke(userId);
    }
}
