package org.redshield.bridge.platform.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of answers, as people see them. */
@Component
@RequiredArgsConstructor
public class AnswerRows {

    private final JdbcClient jdbc;
    private final DataRequests requests;

    /**
     * The first rows of an answer.
     *
     * @param limit 1 to 1000
     * @param masked names, phones, addresses and numbers of persons shortened
     */
    public AnswerPage first(String requestNo, int limit, boolean masked) {
        DataRequest request = requests.get(requestNo);
        List<DatasetColumn> columns = request.dataset().columns();
        if (columns.isEmpty()) {
            return new AnswerPage(columns, List.of(), 0);
        }
        Optional<RecordPlace> place = jdbc.sql(
                        "select partition, load_id from answer_records where request_no = ? and archived_at is null")
                .param(requestNo)
                .query((row, number) -> RecordPlace.of(row))
                .optional();
        if (place.isEmpty()) {
            return new AnswerPage(columns, List.of(), request.rows());
        }
        // Names come from the enum and the table of answers, never from a caller.
        String select = "select %s from %s t order by line_no limit ?"
                .formatted(
                        String.join(
                                ", ", columns.stream().map(AnswerRows::asText).toList()),
                        place.get().rows());
        List<List<String>> rows = jdbc.sql(select)
                .param(Math.max(1, Math.min(limit, 1000)))
                .query((row, number) -> values(row, columns, masked))
                .list();
        return new AnswerPage(columns, rows, request.rows());
    }

    public static String asText(DatasetColumn column) {
        return column.type() == DatasetColumn.Type.TIME
                ? "to_char(%s, 'YYYY-MM-DD HH24:MI:SS')".formatted(column.name())
                : column.name() + "::text";
    }

    static List<String> values(ResultSet row, List<DatasetColumn> columns, boolean masked) throws SQLException {
        String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            String value = row.getString(i + 1);
            values[i] = masked ? columns.get(i).mask().shown(value) : value;
        }
        return Arrays.asList(values);
    }
}
