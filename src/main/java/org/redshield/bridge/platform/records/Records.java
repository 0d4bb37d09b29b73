package org.redshield.bridge.platform.records;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.records.RecordSql.Source;
import org.redshield.bridge.platform.records.RecordSql.Statement;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.RecordPlace;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Questions about the records that platforms sent, of one answer or of several at once. Who may ask is the caller's
 * affair. Where answers overlap, a record counts once, as the newest answer has it.
 */
@Service
public class Records {

    /** More answers than a case ever has; a statement over more would not end in time. */
    private static final int MOST_ANSWERS = 50;

    private final JdbcClient jdbc;
    private final RecordDatabase database;
    private final Pseudonyms pseudonyms;

    public Records(JdbcClient jdbc, RecordDatabase database, KeyProvider keys) {
        this.jdbc = jdbc;
        this.database = database;
        this.pseudonyms = new Pseudonyms(jdbc, keys);
    }

    /** Where the records of an answer are. */
    public record State(String requestNo, Dataset dataset, long rows, Optional<Archived> archived) {

        public record Archived(Instant at, String by, String digest) {}
    }

    /** @param values as text, in the order of the dataset's columns; null where the platform gave none */
    public record Row(String requestNo, long line, List<String> values) {}

    /**
     * @param next where the next page begins; empty on the last
     * @param total rows of the answers in all, whatever was asked for
     */
    public record Page(List<Row> rows, Optional<String> next, long total) {}

    /**
     * @param count rows that have a value
     * @param average rounded to fen
     */
    public record Amounts(
            DatasetColumn column, long count, BigDecimal sum, BigDecimal min, BigDecimal max, BigDecimal average) {}

    /** @param value empty for rows without one */
    public record Group(Optional<String> value, long count, List<Amounts> amounts) {}

    /**
     * @param groups the most frequent ones
     * @param groupCount how many there are in all
     */
    public record Summary(long count, List<Amounts> amounts, List<Group> groups, long groupCount) {

        private Summary(Group all, List<Group> groups, long groupCount) {
            this(all.count(), all.amounts(), groups, groupCount);
        }
    }

    /** Takes an export row by row. */
    public interface Sink {
        void row(Row row) throws IOException;
    }

    /** Of the requests that have records, or had them until they were archived; in the order given. */
    public List<State> states(Collection<String> requestNos) {
        Map<String, State> found = new HashMap<>();
        states(jdbc, requestNos, (state, place) -> found.put(state.requestNo(), state));
        return requestNos.stream()
                .map(found::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private static void states(JdbcClient client, Collection<String> requestNos, BiConsumer<State, RecordPlace> each) {
        if (requestNos.isEmpty()) {
            return;
        }
        client.sql("""
                        select request_no, dataset, row_count, archived_at, archived_by, digest, partition, load_id
                          from answer_records
                         where request_no in (:requests)
                        """).param("requests", requestNos).query((RowCallbackHandler)
                row -> each.accept(state(row), RecordPlace.of(row)));
    }

    private static State state(ResultSet row) throws SQLException {
        Optional<Instant> archivedAt = instantIfAny(row, "archived_at");
        return new State(
                row.getString("request_no"),
                Dataset.valueOf(row.getString("dataset")),
                row.getLong("row_count"),
                archivedAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new State.Archived(
                                archivedAt.get(), row.getString("archived_by"), row.getString("digest"))));
    }

    /** The sealed files from which these rows of an answer came; all of its files with rows where that is not known. */
    public List<UUID> evidence(String requestNo, Optional<Collection<Long>> lines) {
        return jdbc.sql("""
                        select distinct x.evidence_id
                          from answer_file f
                          join platform_request_evidence x on x.request_no = f.request_no and x.sha256 = f.sha256
                         where f.request_no = :request
                           and (f.first_line is null or cast(:lines as bigint[]) is null
                                or exists (select 1 from unnest(cast(:lines as bigint[])) l
                                            where l >= f.first_line and l < f.first_line + f.row_count))
                         order by x.evidence_id
                        """)
                .param("request", requestNo)
                .param("lines", lines.map(some -> some.toArray(Long[]::new)).orElse(null))
                .query(UUID.class)
                .list();
    }

    /**
     * One page.
     *
     * @param requests of one dataset
     * @throws RecordsArchived when one of the answers is archived
     * @throws RecordsUnavailable see {@link RecordDatabase#read}
     */
    public Page page(List<DataRequest> requests, RecordQuestion question) {
        List<Positioned> found = read(requests, (client, sources) -> {
            RecordSql sql = new RecordSql(question, sources);
            if (question.sort().isPresent()) {
                return query(client, sql.page(), (row, number) -> positioned(row, question, sources));
            }
            List<Positioned> rows = new ArrayList<>();
            for (int source = 0; source < sources.size() && rows.size() <= question.size(); source++) {
                sql.part(source, question.size() + 1 - rows.size())
                        .ifPresent(part ->
                                rows.addAll(query(client, part, (row, number) -> positioned(row, question, sources))));
            }
            return rows;
        });
        boolean more = found.size() > question.size();
        List<Positioned> shown = more ? found.subList(0, question.size()) : found;
        Optional<String> next = more
                ? Optional.of(shown.get(shown.size() - 1).position(question).text())
                : Optional.empty();
        long total = requests.stream().mapToLong(DataRequest::rows).sum();
        return new Page(shown.stream().map(Positioned::row).toList(), next, total);
    }

    private record Positioned(Row row, Optional<String> key) {

        RecordPosition position(RecordQuestion question) {
            return new RecordPosition(question.order(), row.requestNo(), row.line(), key);
        }
    }

    private static Positioned positioned(ResultSet row, RecordQuestion question, List<Source> sources)
            throws SQLException {
        List<DatasetColumn> columns = question.dataset().columns();
        List<String> values = new ArrayList<>(columns.size());
        for (DatasetColumn column : columns) {
            String value = row.getString(column.name());
            values.add(question.masked() ? column.mask().shown(value) : value);
        }
        Optional<String> key = question.sort().isPresent() ? textIfAny(row, "sort_key") : Optional.empty();
        return new Positioned(
                new Row(sources.get(row.getInt("source_no")).requestNo(), row.getLong("line_no"), values), key);
    }

    /** Count and sums over all that the question asks for; see {@link #page}. */
    public Summary summary(List<DataRequest> requests, RecordQuestion question) {
        return read(requests, (client, sources) -> {
            RecordSql sql = new RecordSql(question, sources);
            if (question.group().isEmpty()) {
                return new Summary(totals(client, sql), List.of(), 0);
            }
            UnaryOperator<String> shown = question.group()
                    .filter(column -> column.mask() != Mask.NONE)
                    .map(column -> pseudonyms.of(requests.get(0).caseNo(), column.mask()))
                    .orElse(UnaryOperator.identity());
            long[] count = new long[1];
            Group[] all = new Group[1];
            List<Group> groups = query(client, sql.groups(), (row, number) -> {
                count[0] = row.getLong("group_count");
                all[0] = group(row, "all_", Optional.empty(), sql.amounts());
                return group(row, "", textIfAny(row, "group_key").map(shown), sql.amounts());
            });
            return new Summary(groups.isEmpty() ? totals(client, sql) : all[0], groups, count[0]);
        });
    }

    private static Group totals(JdbcClient client, RecordSql sql) {
        return query(client, sql.totals(), (row, number) -> group(row, "", Optional.empty(), sql.amounts()))
                .get(0);
    }

    private static <T> List<T> query(
            JdbcClient client, Statement statement, org.springframework.jdbc.core.RowMapper<T> mapper) {
        return client.sql(statement.sql())
                .params(statement.parameters())
                .query(mapper)
                .list();
    }

    private static Group group(ResultSet row, String of, Optional<String> value, List<DatasetColumn> amounts)
            throws SQLException {
        List<Amounts> sums = new ArrayList<>();
        for (DatasetColumn column : amounts) {
            String name = of + column.name();
            sums.add(new Amounts(
                    column,
                    row.getLong(name + "_count"),
                    row.getBigDecimal(name + "_sum"),
                    row.getBigDecimal(name + "_min"),
                    row.getBigDecimal(name + "_max"),
                    row.getBigDecimal(name + "_avg")));
        }
        return new Group(value, row.getLong(of + "row_count"), sums);
    }

    /** @throws RecordsArchived when one of the answers is archived */
    public void requireRows(List<DataRequest> requests) {
        sources(jdbc, requests);
    }

    /** All that the question asks for, row by row; nothing is held in memory. See {@link #page}. */
    public void export(List<DataRequest> requests, RecordQuestion question, Sink sink) {
        read(requests, database::stream, (client, sources) -> {
            Statement statement = new RecordSql(question, sources).all();
            client.sql(statement.sql()).params(statement.parameters()).query(row -> {
                try {
                    sink.row(positioned(row, question, sources).row());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return null;
        });
    }

    private <T> T read(List<DataRequest> requests, BiFunction<JdbcClient, List<Source>, T> questions) {
        return read(requests, database::read, questions);
    }

    /** Where the rows lie is asked in the same state of the database as the rows: what is archived meanwhile is there in it. */
    private <T> T read(
            List<DataRequest> requests,
            Function<Function<JdbcClient, T>, T> way,
            BiFunction<JdbcClient, List<Source>, T> questions) {
        try {
            return way.apply(client -> questions.apply(client, sources(client, requests)));
        } catch (RecordDatabase.Gone e) {
            sources(jdbc, requests);
            throw new RecordsUnavailable("platform.records-busy");
        }
    }

    /** Where the rows of these answers lie. @throws RecordsArchived when one of the answers is archived */
    List<Source> sources(List<DataRequest> requests) {
        return sources(jdbc, requests);
    }

    /** Newest answer first: it is preferred where two have the same record. */
    private static List<Source> sources(JdbcClient client, List<DataRequest> requests) {
        if (requests.size() > MOST_ANSWERS) {
            throw new Refusal("platform.records-too-many", MOST_ANSWERS);
        }
        List<String> numbers = requests.stream()
                .sorted(Comparator.comparing((DataRequest request) ->
                                request.times().answeredAt().orElse(Instant.EPOCH))
                        .reversed()
                        .thenComparing(DataRequest::requestNo))
                .map(DataRequest::requestNo)
                .toList();
        Map<String, Source> found = new HashMap<>();
        states(client, numbers, (state, place) -> {
            state.archived().ifPresent(archived -> {
                throw new RecordsArchived(state.dataset(), archived.at());
            });
            found.put(state.requestNo(), new Source(state.requestNo(), place));
        });
        if (found.isEmpty()) {
            throw new Refusal("platform.records-none");
        }
        return numbers.stream().filter(found::containsKey).map(found::get).toList();
    }
}
