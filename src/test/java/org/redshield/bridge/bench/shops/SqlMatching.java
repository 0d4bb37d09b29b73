package org.redshield.bridge.bench.shops;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The same files by SQL of DuckDB alone, as one would write it: by the code where the names are at most two edits apart, then by the
 * normalised name where only one entry has it, then by rare bigrams and at most one edit, where only one entry comes so near. It knows
 * nothing of divisions, forms, addresses, traditional characters or how rare a name is.
 */
final class SqlMatching {

    static final String RESULTS = "sql.csv";

    private static final String NORMALISED =
            """
            CREATE MACRO normalised(t) AS regexp_replace(upper(regexp_replace(replace(replace(t, '（', '('), '）', ')'),
                '[\\s\\x{3000}]', '', 'g')), '(\\((官方|自营|授权)\\)|旗舰店|专营店|专卖店)$', '');
            CREATE MACRO bigrams(t) AS list_distinct(list_transform(range(1, length(t)), lambda i: substr(t, i, 2)));
            """;

    private static final String READ =
            """
            CREATE TABLE entry AS SELECT row_number() OVER () AS id, column0 AS code, normalised(column1) AS name
                FROM read_csv('%1$s/registry.csv', header = false, all_varchar = true);
            CREATE TABLE shop AS SELECT column0 AS id, normalised(column1) AS name, upper(coalesce(column2, '')) AS code
                FROM read_csv('%1$s/shops.csv', header = false, all_varchar = true);
            """;

    private static final String BY_CODE =
            """
            CREATE TABLE found AS SELECT s.id, e.code, CASE WHEN s.name = e.name THEN 'EXACT' ELSE 'STRONG' END AS level
                FROM shop s JOIN entry e ON s.code = e.code WHERE levenshtein(s.name, e.name) <= 2;
            """;

    private static final String BY_NAME =
            """
            INSERT INTO found SELECT s.id, min(e.code), 'STRONG'
                FROM shop s ANTI JOIN found f USING (id) JOIN entry e ON s.name = e.name
                GROUP BY s.id HAVING count(*) = 1;
            """;

    private static final String BY_BIGRAMS =
            """
            CREATE TABLE bigram AS SELECT unnest(bigrams(name)) AS bigram, id FROM entry;
            CREATE TABLE rare AS SELECT bigram FROM bigram GROUP BY bigram HAVING count(*) <= 400;
            CREATE TABLE posting AS SELECT b.bigram, b.id FROM bigram b JOIN rare USING (bigram);
            DROP TABLE bigram;
            CREATE TABLE wanted AS SELECT s.id, s.name, unnest(bigrams(s.name)) AS bigram
                FROM shop s ANTI JOIN found f USING (id);
            CREATE TABLE pair AS SELECT DISTINCT w.id, w.name, p.id AS entry FROM wanted w JOIN posting p USING (bigram);
            INSERT INTO found SELECT p.id, min(e.code), 'STRONG' FROM pair p JOIN entry e ON e.id = p.entry
                WHERE levenshtein(p.name, e.name) <= 1 GROUP BY p.id HAVING count(*) = 1;
            """;

    private static final String WRITE =
            """
            COPY (SELECT s.id, coalesce(f.level, 'NONE'), coalesce(f.code, '') FROM shop s LEFT JOIN found f USING (id) ORDER BY s.id)
                TO '%1$s/sql.csv' (HEADER false, QUOTE '');
            """;

    private SqlMatching() {}

    /** {@code <directory> <memory>} */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path directory = Path.of(arguments[0]);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = database.createStatement()) {
            sql.execute("SET threads = 2; SET memory_limit = '" + arguments[1] + "'; SET temp_directory = '"
                    + directory.resolve("spill") + "'");
            sql.execute(NORMALISED);
            stage(sql, "sql: files read", READ.formatted(directory), "SELECT count(*) FROM entry");
            ShopScale.Stage all = new ShopScale.Stage("sql: shops matched");
            stage(sql, "sql: by code", BY_CODE, "SELECT count(*) FROM found");
            stage(sql, "sql: by name", BY_NAME, "SELECT count(*) FROM found");
            stage(sql, "sql: by bigrams", BY_BIGRAMS, "SELECT count(*) FROM found");
            sql.execute(WRITE.formatted(directory));
            all.done(count(sql, "SELECT count(*) FROM shop"));
            all.end();
        }
    }

    private static void stage(Statement sql, String title, String steps, String count) throws SQLException, IOException {
        ShopScale.Stage stage = new ShopScale.Stage(title);
        sql.execute(steps);
        stage.done(count(sql, count));
        stage.end();
    }

    private static long count(Statement sql, String count) throws SQLException {
        try (ResultSet rows = sql.executeQuery(count)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
