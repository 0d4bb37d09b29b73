package org.redshield.bridge.cases.search;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.search.Searchable.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All words of cases, of what the features contribute: for the index, and again, as they are now, for who found something. */
@Repository
class SearchTexts {

    private final String sql;

    SearchTexts(List<Searchable> contributed, List<Standing> standings) {
        this.sql = Stream.concat(
                        contributed.stream().map(one -> """
                                select '%s' as kind, s.case_no, cast(s.id as text) as id, s.at, s.label, cast(s.text as text) as text
                                  from (%s) s
                                """.formatted(one.kind().name(), one.sql())),
                        standings.stream().map(SearchTexts::ofStanding))
                .collect(Collectors.joining(" union all "));
    }

    /** What the list of cases says of every case, and its shop. */
    private static String ofStanding(Standing standing) {
        return """
                select f.kind, b.case_no, f.id, b.since as at, f.label, f.text
                  from (%s) b
                 cross join lateral (values
                       ('CASE', b.case_no, '案件编号', b.case_no),
                       ('CASE', b.case_no, '编号', b.subject_id),
                       ('CASE', b.case_no, '案由', b.cause),
                       ('CASE', b.case_no, '来源编号', b.source_no),
                       ('CASE', b.case_no, '网店编号', b.shop_id),
                       ('SUBJECT', 'shop/' || b.platform || '/' || b.shop_id, '网店编号', b.shop_id)) f (kind, id, label, text)
                 where b.case_no = any(:cases)
                """.formatted(standing.rows());
    }

    /** Rows of {@code kind, case_no, id, at, label, text} for {@code :tenant} and the array {@code :cases}. */
    String sql() {
        return sql;
    }

    /** @param id of what it belongs to */
    record Text(Kind kind, String caseNo, String id, String label, String text) {}

    /** What these cases say at this moment, as far as they are the organisation's. */
    List<Text> of(JdbcClient db, String tenant, Collection<String> cases) {
        return db.sql("select distinct kind, case_no, id, label, text from (" + sql
                        + ") t where id <> '' and text <> ''")
                .param("tenant", tenant)
                .param("cases", cases.toArray(String[]::new))
                .query((row, number) -> new Text(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("case_no"),
                        row.getString("id"),
                        row.getString("label"),
                        row.getString("text")))
                .list();
    }
}
