package org.redshield.bridge.platform.records;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.RecordPlace;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps of each answer by what its records may be related to those of other cases: to whom parcels go, and the parcels
 * themselves. Read once, behind the answer, since an index on every record would make every answer dearer. They go with the
 * records when these are archived, and come back with them.
 */
@Component
@RequiredArgsConstructor
public class RecordTraces implements BackgroundWork {

    /** What is compared, and in which records it stands. */
    @RequiredArgsConstructor
    public enum Kind {
        PHONE(Dataset.TRADE, "receiver_mobile", "同一收货电话", "^\\+?[0-9][0-9 -]{6,20}$"),
        PARCEL(Dataset.LOGISTICS, "out_sid", "同一运单号", "^[A-Za-z0-9-]{6,40}$");

        private final Dataset dataset;
        private final String column;

        /** What cases have in common that have the same, as an officer reads it. */
        @Getter
        private final String title;

        /** A number with stars in it is that of many. */
        private final String whole;
    }

    /** Of an answer with more numbers than that those that occur most often are kept. */
    static final int MOST = 20_000;

    /** In a row: whoever finds one of them reads the others with it. */
    private static final int TOGETHER = 200;

    private static final Duration NET = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private record Untraced(String requestNo, Dataset dataset, boolean archived, RecordPlace place) {}

    @Override
    public List<Work> work() {
        return List.of(Work.of("traces", NET, this::next, this::run));
    }

    private Optional<Instant> next() {
        return jdbc.sql("select exists (select from record_untraced)")
                        .query(Boolean.class)
                        .single()
                ? Optional.of(Instant.EPOCH)
                : Optional.empty();
    }

    /** All that waits, an answer in each transaction. */
    void run() {
        while (!Thread.currentThread().isInterrupted()
                && Boolean.TRUE.equals(
                        transaction.execute(status -> take().map(this::trace).orElse(false)))) {
            // The next.
        }
    }

    private Optional<Untraced> take() {
        return jdbc.sql("""
                        select a.request_no, a.dataset, a.archived_at is not null as archived, a.partition, a.load_id
                          from record_untraced u join answer_records a on a.request_no = u.request_no
                         limit 1
                           for update of u skip locked
                        """)
                .query((row, number) -> new Untraced(
                        row.getString("request_no"),
                        Dataset.valueOf(row.getString("dataset")),
                        row.getBoolean("archived"),
                        RecordPlace.of(row)))
                .optional();
    }

    private boolean trace(Untraced answer) {
        jdbc.sql("delete from record_mark where request_no = ?")
                .param(answer.requestNo())
                .update();
        for (Kind kind : Kind.values()) {
            if (kind.dataset == answer.dataset() && !answer.archived()) {
                keep(kind, answer);
            }
        }
        jdbc.sql("delete from record_untraced where request_no = ?")
                .param(answer.requestNo())
                .update();
        return true;
    }

    /** Answers with records of that telephone; not while the records are archived. */
    public List<String> answersWith(String phone) {
        return jdbc.sql("""
                        select distinct request_no from record_mark
                         where kind = 'PHONE' and marks @> array[left(encode(sha256(convert_to(?, 'UTF8')), 'hex'), 16)]
                        """).param(phone.strip()).query(String.class).list();
    }

    private void keep(Kind kind, Untraced answer) {
        jdbc.sql("""
                        insert into record_mark (request_no, kind, part, marks, times)
                        select :request, :kind, n / :together, array_agg(mark order by n), array_agg(times order by n)
                          from (select mark, cast(sum(times) as integer) as times, row_number() over (order by sum(times) desc, mark) - 1 as n
                                  from (select left(encode(sha256(convert_to(%1$s, 'UTF8')), 'hex'), 16) as mark, count(*) as times
                                          from %2$s rows where %1$s ~ :whole
                                         group by %1$s order by times desc limit :most) most
                                 group by mark) ranked
                         group by 3
                        """.formatted(kind.column, answer.place().rows()))
                .param("request", answer.requestNo())
                .param("kind", kind.name())
                .param("whole", kind.whole)
                .param("most", MOST)
                .param("together", TOGETHER)
                .update();
    }
}
