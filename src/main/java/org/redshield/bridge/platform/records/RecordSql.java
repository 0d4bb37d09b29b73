package org.redshield.bridge.platform.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.AnswerRows;
import org.redshield.bridge.platform.request.RecordPlace;

/**
 * The statements that answer a question. Names in them come from {@link Dataset} and from our own list of tables, values
 * are parameters. Each answer is a select of its own, so that each finds its place by its own index and stops at the
 * limit; the last rows of a million are as near as the first.
 */
public final class RecordSql {

    /** An answer that is asked. */
    public record Source(String requestNo, RecordPlace place) {

        String rows() {
            return place.rows();
        }
    }

    /** @param parameters in the order of the question marks */
    public record Statement(String sql, List<Object> parameters) {}

    /** Longer texts are sorted by their beginning: a position must fit into an address. */
    private static final int SORTED_LENGTH = 200;

    private final RecordQuestion question;
    private final List<Source> sources;

    /** @param sources in the order in which they are preferred where two have the same record */
    public RecordSql(RecordQuestion question, List<Source> sources) {
        this.question = question;
        this.sources = sources;
    }

    /** One row more than a page, by which one sees that there is a next page; for a question with an order. */
    Statement page() {
        return rows(Optional.of(question.size() + 1));
    }

    /** In the order of the files one answer comes after the other, and those behind the page are not looked at. */
    public Optional<Statement> part(int source, int limit) {
        List<Object> parameters = new ArrayList<>();
        return after(source, begun(), parameters).map(after -> {
            String sql = branch(source, after + conditions(source, parameters), true);
            parameters.add(limit);
            return new Statement(sql, parameters);
        });
    }

    private int begun() {
        return question.after().map(after -> index(after.requestNo())).orElse(0);
    }

    /** All rows, for an export. */
    Statement all() {
        return rows(Optional.empty());
    }

    private Statement rows(Optional<Integer> limit) {
        List<Object> parameters = new ArrayList<>();
        List<String> branches = new ArrayList<>();
        int begun = begun();
        for (int source = 0; source < sources.size(); source++) {
            Optional<String> after = after(source, begun, parameters);
            if (after.isEmpty()) {
                continue;
            }
            branches.add("(" + branch(source, after.get() + conditions(source, parameters), limit.isPresent()) + ")");
            limit.ifPresent(parameters::add);
        }
        if (branches.isEmpty()) {
            return new Statement("select 0 where false", List.of());
        }
        if (branches.size() == 1) {
            return new Statement(branches.get(0), parameters);
        }
        String order = question.sort().isPresent()
                ? "sort_key " + direction() + " nulls last, source_no, line_no"
                : "source_no, line_no";
        String all = "select * from (%s) x order by %s".formatted(String.join(" union all ", branches), order);
        limit.ifPresent(parameters::add);
        return new Statement(limit.isPresent() ? all + " limit ?" : all, parameters);
    }

    private String branch(int source, String where, boolean limited) {
        String rows = sources.get(source).rows();
        String columns = question.dataset().columns().stream()
                .map(column -> AnswerRows.asText(column) + " as " + column.name())
                .collect(Collectors.joining(", "));
        String limit = limited ? " limit ?" : "";
        if (question.sort().isEmpty()) {
            return "select %d as source_no, line_no, 0 as sort_key, %s from %s t where %s order by line_no%s"
                    .formatted(source, columns, rows, where, limit);
        }
        // First which rows, then what is in them: a sort of a million whole rows costs several times as much.
        String order = "sort_key " + direction() + " nulls last, line_no";
        String places = "select line_no, %s as sort_key from %s t where %s order by %s%s"
                .formatted(key(question.sort().get()), rows, where, order, limit);
        return "select %d as source_no, line_no, sort_key, %s from (%s) k join %s t using (line_no) order by %s"
                .formatted(source, columns, places, rows, order);
    }

    private int index(String requestNo) {
        for (int source = 0; source < sources.size(); source++) {
            if (sources.get(source).requestNo().equals(requestNo)) {
                return source;
            }
        }
        throw new BadRecordQuestion(
                List.of(new BadRecordQuestion.Fault("after", new Refusal("platform.records-after-invalid"))));
    }

    /** Which rows of a source come after the position; empty when none do. */
    private Optional<String> after(int source, int begun, List<Object> parameters) {
        if (question.after().isEmpty()) {
            return Optional.of("true");
        }
        RecordPosition position = question.after().get();
        if (question.sort().isEmpty()) {
            if (source < begun) {
                return Optional.empty();
            }
            return Optional.of(source == begun ? line(position, parameters) : "true");
        }
        String key = key(question.sort().get());
        String ties = source < begun ? "false" : source > begun ? "true" : null;
        if (position.value().isEmpty()) {
            // Rows without a value come last, behind all that have one.
            return source < begun
                    ? Optional.empty()
                    : Optional.of(key + " is null and " + (ties == null ? line(position, parameters) : ties));
        }
        Object value = RecordQuestion.typed(
                        question.sort().get(), position.value().get())
                .orElseThrow();
        parameters.add(value);
        parameters.add(value);
        return Optional.of("(%1$s %2$s ? or %1$s is null or %1$s = ? and %3$s)"
                .formatted(key, question.descending() ? "<" : ">", ties == null ? line(position, parameters) : ties));
    }

    private static String line(RecordPosition position, List<Object> parameters) {
        parameters.add(position.line());
        return "t.line_no > ?";
    }

    private String direction() {
        return question.descending() ? "desc" : "asc";
    }

    private static String key(DatasetColumn column) {
        return column.type() == DatasetColumn.Type.TEXT
                ? "left(t.%s, %d)".formatted(column.name(), SORTED_LENGTH)
                : "t." + column.name();
    }

    /** What the question asks for, without what a preferred source has too. */
    private String conditions(int source, List<Object> parameters) {
        StringBuilder sql = new StringBuilder();
        for (RecordQuestion.Condition condition : question.conditions()) {
            String column = "t." + condition.column().name();
            parameters.add(condition.value());
            sql.append(" and ")
                    .append(
                            switch (condition.operator()) {
                                case EQUAL -> column + " = ?";
                                case CONTAINS -> "strpos(lower(" + column + "), lower(?)) > 0";
                                case FROM -> column + " >= ?";
                                case TO -> column + " <= ?";
                                case BEFORE -> column + " < ?";
                            });
        }
        List<String> identity = question.dataset().identity();
        for (int preferred = 0; preferred < source && !identity.isEmpty(); preferred++) {
            sql.append(" and not exists (select 1 from %s e where %s)"
                    .formatted(
                            sources.get(preferred).rows(),
                            identity.stream()
                                    .map(name -> "e." + name + " = t." + name)
                                    .collect(Collectors.joining(" and "))));
        }
        return sql.toString();
    }

    /** Number, sums and extremes over all rows. */
    public Statement totals() {
        List<Object> parameters = new ArrayList<>();
        String rows = natural(List.of(), parameters);
        return new Statement("select %s from (%s) x".formatted(aggregates(), rows), parameters);
    }

    /**
     * The same for each value of the group's column, the most frequent first; and in each row, named {@code all_…}, over all
     * groups: a million rows are read once.
     */
    Statement groups() {
        DatasetColumn group = question.group().orElseThrow();
        List<Object> parameters = new ArrayList<>();
        String key = group.type() == DatasetColumn.Type.TIME ? "t." + group.name() + "::date" : "t." + group.name();
        String rows = natural(List.of(key + " as group_key"), parameters);
        parameters.add(question.top());
        return new Statement(
                "select group_key::text, count(*) over () as group_count, %s, %s from (%s) x group by group_key order by row_count desc, group_key limit ?"
                        .formatted(aggregates(), ofAllGroups(), rows),
                parameters);
    }

    private String natural(List<String> more, List<Object> parameters) {
        List<String> columns = new ArrayList<>(more);
        amounts().forEach(column -> columns.add("t." + column.name()));
        if (columns.isEmpty()) {
            columns.add("1 as one");
        }
        List<String> branches = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            branches.add("select %s from %s t where true%s"
                    .formatted(String.join(", ", columns), sources.get(source).rows(), conditions(source, parameters)));
        }
        return String.join(" union all ", branches);
    }

    private String aggregates() {
        List<String> sql = new ArrayList<>(List.of("count(*) as row_count"));
        for (DatasetColumn column : amounts()) {
            // PostgreSQL's numeric is exact; only the average is rounded, half up, to fen.
            sql.add(
                    "count(%1$s) as %1$s_count, sum(%1$s) as %1$s_sum, min(%1$s) as %1$s_min, max(%1$s) as %1$s_max, round(avg(%1$s), 2) as %1$s_avg"
                            .formatted(column.name()));
        }
        return String.join(", ", sql);
    }

    private String ofAllGroups() {
        List<String> sql = new ArrayList<>(List.of("sum(count(*)) over () as all_row_count"));
        for (DatasetColumn column : amounts()) {
            sql.add(
                    "sum(count(%1$s)) over () as all_%1$s_count, sum(sum(%1$s)) over () as all_%1$s_sum, min(min(%1$s)) over () as all_%1$s_min, max(max(%1$s)) over () as all_%1$s_max, round(sum(sum(%1$s)) over () / nullif(sum(count(%1$s)) over (), 0), 2) as all_%1$s_avg"
                            .formatted(column.name()));
        }
        return String.join(", ", sql);
    }

    List<DatasetColumn> amounts() {
        return question.dataset().columns().stream()
                .filter(column -> column.type() == DatasetColumn.Type.AMOUNT)
                .filter(column -> question.amount().map(column::equals).orElse(true))
                .toList();
    }
}
