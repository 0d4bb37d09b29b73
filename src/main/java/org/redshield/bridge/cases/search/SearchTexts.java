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
                        contributed.stream(),
                        standings.stream().flatMap(standing -> Stream.of(numbers(standing), shop(standing))))
                .map(one ->
                        """
                        select '%s' as kind, s.case_no, cast(s.id as text) as id, s.at, s.label, cast(s.text as text) as text
                          from (%s) s
                        """.formatted(one.kind().name(), one.sql()))
                .collect(Collectors.joining(" union all "));
    }

    /** What the list of cases says of every case. */
    private static Searchable numbers(Standing standing) {
        return new Searchable(Kind.CASE, """
                select b.case_no, b.case_no as id, b.since as at, f.label, f.text
                  from (%s) b
                 cross join lateral (values ('案件编号', b.case_no), ('编号', b.subject_id), ('案由', b.cause),
                                            ('来源编号', b.source_no), ('网店编号', b.shop_id)) f (label, text)
                 where b.case_no in (:cases)
                """.formatted(standing.rows()));
    }

    private static Searchable shop(Standing standing) {
        return new Searchable(Kind.SUBJECT, """
                select b.case_no, 'shop/' || b.platform || '/' || b.shop_id as id, b.since as at, '网店编号' as label, b.shop_id as text
                  from (%s) b
                 where b.case_no in (:cases) and b.shop_id <> ''
                """.formatted(standing.rows()));
    }

    /** Rows of {@code kind, case_no, id, at, label, text} for {@code :tenant} and {@code :cases}. */
    String sql() {
        return sql;
    }

    /** @param id of what it belongs to */
    record Text(Kind kind, String caseNo, String id, String label, String text) {}

    /** What these cases say at this moment, as far as they are the organisation's. */
    List<Text> of(JdbcClient db, String tenant, Collection<String> cases) {
        return db.sql("select distinct kind, case_no, id, label, text from (" + sql + ") t where text <> ''")
                .param("tenant", tenant)
                .param("cases", cases)
                .query((row, number) -> new Text(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("case_no"),
                        row.getString("id"),
                        row.getString("label"),
                        row.getString("text")))
                .list();
    }
}
