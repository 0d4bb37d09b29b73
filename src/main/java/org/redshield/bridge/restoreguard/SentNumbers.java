package org.redshield.bridge.restoreguard;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.keys.Hashes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was sent to platforms under which number, {@code sent_number}: on record before it is sent. So a platform that has a
 * number already has it from us when this is not the first attempt on record, and otherwise from somebody else, which a person
 * must judge.
 */
@Component
public class SentNumbers implements NumberSeries {

    /** The series of what was sent, whatever it was. */
    static final String SERIES = "sent";

    /** What is sent under a number. */
    @Getter
    @RequiredArgsConstructor
    public enum Kind {
        REQUEST("数据请求"),
        DISPOSITION("处置任务"),
        PRESERVATION("数据保全");

        private final String title;
    }

    /** How an attempt stands. */
    public enum Attempt {
        /** Nothing was sent under this number before: if the platform has it, it is not from us. */
        FIRST,
        /** The same was sent before, or may have been. */
        REPEATED,
        /** The number was used for something else, and nobody has judged that yet. */
        DISPUTED,
        /** Somebody has judged that what the platform has is not ours. */
        NOT_OURS
    }

    /**
     * Something that was sent.
     *
     * @param about what it is, as the record outside has it; empty where that does not say
     * @param says what the platform says of it, on being asked after a restore
     * @param judgement of a person on a number that the platform had already: {@code OURS} or {@code NOT_OURS}
     */
    public record Sent(
            String number,
            Kind kind,
            String platform,
            Instant at,
            Optional<String> platformId,
            Optional<Instant> askedAt,
            Optional<String> says,
            Optional<String> judgement,
            Optional<String> judgedBy,
            Map<String, String> about) {}

    /** What is kept as a platform's answer where it has nothing under the number. */
    public static final String NOTHING = "平台没有这个编号的事项";

    private static final int OUT_OF_TURN = 1000;

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final SeriesMarks marks;
    private final InstantSource clock;

    public SentNumbers(
            JdbcClient jdbc, PlatformTransactionManager transactions, SeriesMarks marks, InstantSource clock) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.marks = marks;
        this.clock = clock;
    }

    /**
     * Something is sent now: the first time that is put on record, committed, before the caller sends it.
     *
     * @param content all that makes it what it is; only its hash is kept
     */
    public Attempt begins(String platform, Kind kind, String number, String content) {
        return begins(platform, kind, number, content, Map.of());
    }

    /**
     * The same.
     *
     * @param about what a restored database would have to be told of it: kept outside only; ids and codes, nobody's name
     */
    public Attempt begins(String platform, Kind kind, String number, String content, Map<String, String> about) {
        String hash = Hashes.sha256(content);
        Instant now = clock.instant();
        Optional<Long> first = ownTransaction.execute(status -> jdbc.sql("""
                        insert into sent_number (number, platform, kind, content, at) values (?, ?, ?, ?, ?)
                        on conflict (number) do nothing returning seq
                        """)
                .params(number, platform, kind.name(), hash, timestamp(now))
                .query(Long.class)
                .optional());
        if (first.isPresent()) {
            marks.gave(SERIES + "/", first.get());
            if (!about.isEmpty()) {
                marks.about(number, Json.write(about), now);
            }
            marks.sends(new SeriesMarks.Sent(first.get(), platform, kind.name(), number, hash, now));
            return Attempt.FIRST;
        }
        return jdbc.sql("select content, disputed_at, judgement from sent_number where number = ?")
                .param(number)
                .query((row, n) -> standing(row, hash))
                .single();
    }

    private static Attempt standing(ResultSet row, String hash) throws SQLException {
        String judgement = row.getString("judgement");
        String content = row.getString("content");
        if (judgement != null) {
            return judgement.equals("OURS") ? Attempt.REPEATED : Attempt.NOT_OURS;
        }
        // What was under way when this record began has no content.
        boolean same = content == null || content.equals(hash);
        return same && row.getObject("disputed_at") == null ? Attempt.REPEATED : Attempt.DISPUTED;
    }

    /** The platform has taken it, under this id. */
    public void taken(String number, String platformId) {
        marks.known(number, platformId, clock.instant());
    }

    /** The platform has something under this number already, and not from us as far as we know. */
    public void disputed(String number, Optional<String> platformId) {
        ownTransaction.executeWithoutResult(status -> jdbc.sql("""
                        update sent_number
                           set disputed_at = coalesce(disputed_at, ?), platform_id = coalesce(?, platform_id)
                         where number = ?
                        """)
                .params(timestamp(clock.instant()), platformId.orElse(null), number)
                .update());
    }

    /** A person says whose it is what the platform has under that number. */
    @Transactional
    public void judge(String number, boolean ours, String user) {
        jdbc.sql("update sent_number set judgement = ?, judged_by = ?, judged_at = ? where number = ?")
                .params(ours ? "OURS" : "NOT_OURS", user, timestamp(clock.instant()), number)
                .update();
    }

    public Optional<Sent> find(String number) {
        return jdbc.sql("select * from sent_number where number = ?")
                .param(number)
                .query(SentNumbers::sent)
                .optional();
    }

    /** How many were ever sent whose numbers begin so: the next one gets a higher number, whatever the database has lost. */
    public int beginningWith(String prefix) {
        return jdbc.sql("select count(*) from sent_number where number ^@ ?")
                .param(prefix)
                .query(Integer.class)
                .single();
    }

    /** What was sent and is lost here since a restore, in the order in which it was sent. */
    public List<Sent> lost() {
        return jdbc.sql("select * from sent_number where lost order by seq")
                .query(SentNumbers::sent)
                .list();
    }

    /** Of these one of the platforms has not been asked yet. */
    public List<Sent> toBeAsked(Set<String> platforms, Instant askedBefore, int limit) {
        return jdbc.sql("""
                        select * from sent_number
                         where lost and platform = any(?) and says is null and (asked_at is null or asked_at < ?)
                         order by seq limit ?
                        """)
                .params(platforms.toArray(String[]::new), timestamp(askedBefore), limit)
                .query(SentNumbers::sent)
                .list();
    }

    /** @param says empty when it could not be asked */
    public void asked(String number, Optional<String> platformId, Optional<String> says) {
        jdbc.sql("""
                        update sent_number
                           set asked_at = ?, platform_id = coalesce(?, platform_id), says = ? where number = ?
                        """)
                .params(timestamp(clock.instant()), platformId.orElse(null), says.orElse(null), number)
                .update();
    }

    /** The platform has a task under a number that was lost, of whose sending nothing was known outside either. */
    public void found(String number, String platform, Optional<String> platformId, String says) {
        jdbc.sql("""
                        insert into sent_number (number, platform, kind, content, at, lost, platform_id, asked_at, says)
                        values (:number, :platform, 'DISPOSITION', '', :now, true, :id, :now, :says)
                        on conflict (number) do nothing
                        """)
                .param("number", number)
                .param("platform", platform)
                .param("now", timestamp(clock.instant()))
                .param("id", platformId.orElse(null))
                .param("says", says)
                .update();
    }

    /** Dispositions that were sent and are lost here, in the order in which they were sent. */
    public List<Sent> lostDispositions() {
        return jdbc.sql("select * from sent_number where lost and kind = 'DISPOSITION' order by seq")
                .query(SentNumbers::sent)
                .list();
    }

    /**
     * A platform speaks of its own accord of something under a number that is nowhere here. Since a restore that may be what is
     * lost, and it is asked about it; a database that was never restored knows all that it sent.
     */
    public void heardOf(String platform, Kind kind, String number) {
        jdbc.sql("""
                        insert into sent_number (number, platform, kind, content, at, lost)
                        select :number, :platform, :kind, '', :now, true where exists (select from sending_hold)
                        on conflict (number) do nothing
                        """)
                .param("number", number)
                .param("platform", platform)
                .param("kind", kind.name())
                .param("now", timestamp(clock.instant()))
                .update();
    }

    /** What was sent and the database does not have any more is in it again, as lost. @return how many */
    int takeBackLost(long last) {
        // What committed out of turn may be missing a little before the last.
        Map<SeriesMarks.Sent, Optional<String>> sent = marks.sentAfter(last - OUT_OF_TURN);
        Map<String, String> about = marks.about();
        return sent.entrySet().stream()
                .mapToInt(one -> jdbc.sql("""
                                insert into sent_number (number, platform, kind, content, at, platform_id, about, lost)
                                values (?, ?, ?, ?, ?, ?, ?, true) on conflict (number) do nothing
                                """)
                        .params(
                                one.getKey().number(),
                                one.getKey().platform(),
                                one.getKey().kind(),
                                one.getKey().content(),
                                timestamp(one.getKey().at()),
                                one.getValue().orElse(null),
                                about.get(one.getKey().number()))
                        .update())
                .sum();
    }

    @Override
    public String name() {
        return SERIES;
    }

    @Override
    public Map<String, Long> last() {
        return Map.of(
                "",
                jdbc.sql(
                                "select greatest((select max(seq) from sent_number), (select max(sent_to) from sending_hold), 0)")
                        .query(Long.class)
                        .single());
    }

    /** What the hold says is the last; the numbers that follow need not be told apart from those before. */
    @Override
    public void skipTo(String key, long number) {
        jdbc.sql("update sending_hold set sent_to = ? where released_at is null")
                .param(number)
                .update();
        // Not setval: that may only the owner, and a node is not the owner.
        jdbc.sql("""
                        select count(nextval('sent_number_seq_seq'))
                          from sent_number_seq_seq s, generate_series(s.last_value + s.is_called::int, :number)
                        """).param("number", number).query(Long.class).single();
    }

    private static Sent sent(ResultSet row, int number) throws SQLException {
        return new Sent(
                row.getString("number"),
                Kind.valueOf(row.getString("kind")),
                row.getString("platform"),
                instant(row, "at"),
                textIfAny(row, "platform_id"),
                instantIfAny(row, "asked_at"),
                textIfAny(row, "says"),
                textIfAny(row, "judgement"),
                textIfAny(row, "judged_by"),
                textIfAny(row, "about").map(Json::texts).orElse(Map.of()));
    }
}
