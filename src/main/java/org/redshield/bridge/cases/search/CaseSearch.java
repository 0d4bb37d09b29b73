package org.redshield.bridge.cases.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.cases.search.SearchTexts.Text;
import org.redshield.bridge.cases.search.SearchWords.Part;
import org.redshield.bridge.cases.search.Searchable.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds by words what an organisation has; of others there is nothing here: its name is in every index entry that is asked for. */
@Repository
@RequiredArgsConstructor
public class CaseSearch {

    /** Above so many, what is found often is looked for in the newest first, and not all of it collected and sorted. */
    private static final int OFTEN = 5000;

    /** Of which so many are looked through; a word that does not stand in them often enough stands in older ones. */
    private static final int NEWEST = 10_000;

    private static final int MOST_SNIPPETS = 3;

    private static final String FOUND = """
            select e.tenant, e.kind, e.id, e.case_no, e.at from search_entry e
             where %s and (select bool_and(strpos(e.plain, word) > 0) from unnest(:words) word)
            """;

    /**
     * By the index of pairs alone, and by a value that the planner does not know beforehand: else it has, for a frequent word, read
     * all rows of all organisations instead.
     */
    private static final String SELDOM = """
            with found as materialized (%s limit :often)
            select f.*, count(*) over () as times from found f where f.tenant = :tenant and f.kind = :kind
             order by at desc, id desc limit :limit offset :offset
            """.formatted(FOUND.formatted(
            "search_pairs(e.tenant, e.kind, e.plain) @> (select search_pairs(:tenant, :kind, :all))"));

    private static final String OFTEN_FOUND = """
            select e.id, e.case_no, e.at, 0 as times
              from (select * from search_entry n where n.tenant = :tenant and n.kind = :kind
                     order by n.at desc, n.id desc limit %d) e
             where (select bool_and(strpos(e.plain, word) > 0) from unnest(:words) word)
             order by e.at desc, e.id desc limit :limit offset :offset
            """.formatted(NEWEST);

    private final SearchTexts texts;

    /**
     * Some of what was found, newest first.
     *
     * @param more whether others follow
     * @param total counted up to {@code most}
     * @param beyond whether there are more than that
     */
    public record Found(List<Hit> hits, boolean more, int total, boolean beyond) {}

    /**
     * @param id within its kind
     * @param caseNo of a subject the newest case
     * @param name of what is found; of a case its number
     * @param because where the words stand; empty where they stand in what it was called before
     */
    public record Hit(String id, String caseNo, String name, Instant at, List<Because> because) {}

    /** @param label which datum it is */
    public record Because(String label, List<Part> parts) {}

    private record Entry(String id, String caseNo, Instant at, int times) {

        static Entry of(ResultSet row, int number) throws SQLException {
            return new Entry(
                    row.getString("id"), row.getString("case_no"), Rows.instant(row, "at"), row.getInt("times"));
        }
    }

    /**
     * @param db where to ask
     * @param most to which is counted
     */
    public Found find(JdbcClient db, String tenant, Kind kind, SearchWords words, int offset, int limit, int most) {
        List<Entry> found = ask(db, SELDOM, tenant, kind, words, offset, limit + 1, OFTEN + 1);
        int times = found.isEmpty() ? 0 : found.get(0).times();
        if (found.isEmpty() && offset > 0) {
            times = ask(db, SELDOM, tenant, kind, words, 0, 1, OFTEN + 1).stream()
                    .mapToInt(Entry::times)
                    .sum();
        }
        if (times > OFTEN) {
            found = ask(db, OFTEN_FOUND, tenant, kind, words, offset, limit + 1, 0);
            if (found.size() <= limit) {
                found = ask(db, SELDOM, tenant, kind, words, offset, limit + 1, Integer.MAX_VALUE);
            }
        }
        List<Entry> shown = found.stream().limit(limit).toList();
        return new Found(
                hits(db, tenant, kind, words, shown), found.size() > limit, Math.min(times, most), times > most);
    }

    private static List<Entry> ask(
            JdbcClient db, String sql, String tenant, Kind kind, SearchWords words, int offset, int limit, int most) {
        return db.sql(sql)
                .param("tenant", tenant)
                .param("kind", kind.name())
                .param("words", words.asArray())
                .param("all", String.join(" ", words.asArray()))
                .param("often", most)
                .param("offset", offset)
                .param("limit", limit)
                .query(Entry::of)
                .list();
    }

    /** Told by the features' own rows as they are now: what is not the organisation's any more is not told. */
    private List<Hit> hits(JdbcClient db, String tenant, Kind kind, SearchWords words, List<Entry> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, List<Text>> byId =
                texts
                        .of(
                                db,
                                tenant,
                                found.stream().map(Entry::caseNo).distinct().toList())
                        .stream()
                        .filter(text -> text.kind() == kind)
                        .collect(Collectors.groupingBy(Text::id));
        return found.stream()
                .filter(entry -> byId.containsKey(entry.id()))
                .map(entry -> hit(entry, kind, words, byId.get(entry.id())))
                .toList();
    }

    private static Hit hit(Entry entry, Kind kind, SearchWords words, List<Text> texts) {
        String name = texts.stream()
                .filter(text -> text.label().equals(Searchable.NAME))
                .map(Text::text)
                .findFirst()
                .orElse(number(entry.id()));
        List<Because> because = texts.stream()
                .sorted(Comparator.<Text>comparingInt(
                                text -> -words.in(text.text()).size())
                        .thenComparing(Text::label))
                .limit(MOST_SNIPPETS)
                .flatMap(text -> words
                        .snippet(text.text(), Mask.numbersIn(text.text()))
                        .map(parts -> new Because(text.label(), parts))
                        .stream())
                .toList();
        return new Hit(entry.id(), entry.caseNo(), Mask.numbersIn(name), entry.at(), because);
    }

    /** By which a subject is found in its cases; of anything else its id. */
    public static String number(String id) {
        String[] parts = id.split("/", id.startsWith("shop/") ? 3 : 2);
        return id.startsWith("shop/") || id.startsWith("company/") ? parts[parts.length - 1] : id;
    }

    /**
     * How many cases say each of these words, counted up to {@code most}. Whose they are is asked of what the index of pairs found,
     * as in {@link #SELDOM}: else all of the organisation's cases are read for each word, and compared where they are too many to
     * remember one by one.
     */
    public Map<String, Integer> cases(JdbcClient db, String tenant, Collection<String> words, int most) {
        return words.isEmpty()
                ? Map.of()
                : db
                        .sql("""
                        select w.word, (
                               with found as materialized (
                                    select e.tenant, e.kind from search_entry e
                                     where search_pairs(e.tenant, e.kind, e.plain) @> search_pairs(:tenant, 'CASE', search_plain(w.word))
                                       and strpos(e.plain, search_plain(w.word)) > 0
                                     limit :most)
                               select count(*) from found where tenant = :tenant and kind = 'CASE') as times
                          from unnest(:words) as w (word)
                         where cardinality(search_pairs(:tenant, 'CASE', search_plain(w.word))) > 0
                        """)
                        .param("tenant", tenant)
                        .param("words", words.toArray(String[]::new))
                        .param("most", most)
                        .query((row, number) -> Map.entry(row.getString("word"), row.getInt("times")))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
    }
}
