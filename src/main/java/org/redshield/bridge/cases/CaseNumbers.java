package org.redshield.bridge.cases;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.numbers.Marks;
import org.redshield.bridge.numbers.NumberSeries;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Service;

/**
 * Gives out case numbers {@code <tenant>-<year>-<six digits>}, the year in Asia/Shanghai. They are unique and rise, and
 * may have gaps: what a rolled back transaction took is not given again, nor what a node had left when it stopped.
 *
 * <p>Nobody waits for somebody else's transaction: a node reserves some numbers at a time, by one statement on a connection
 * of its own. Not one of the pool's: whoever asks holds one of those already, and when all of them do, nobody would get a
 * second.
 */
@Service
public class CaseNumbers implements NumberSeries {

    private static final String SERIES = "case";

    private final Map<String, Block> blocks = new ConcurrentHashMap<>();
    private final DataSource beside;
    private final CaseNumberSettings settings;
    private final Marks marks;
    private final JdbcClient jdbc;
    private final InstantSource time;

    CaseNumbers(DataSource main, CaseNumberSettings settings, Marks marks, InstantSource time) throws SQLException {
        this.beside = main.isWrapperFor(HikariDataSource.class) ? beside(main.unwrap(HikariDataSource.class)) : main;
        this.settings = settings;
        this.marks = marks;
        this.jdbc = JdbcClient.create(main);
        this.time = time;
    }

    private static DataSource beside(HikariDataSource pool) {
        DriverManagerDataSource beside =
                new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        beside.setConnectionProperties(pool.getDataSourceProperties());
        return beside;
    }

    /** A number that nobody else has, for a case of the bureau that begins now. */
    public String next(String tenant) {
        return next(tenant, 1).get(0);
    }

    /** As many numbers, for cases that begin together: what is missing of them is reserved at once. */
    public List<String> next(String tenant, int count) {
        int year = ChinaTime.day(time.instant()).getYear();
        return blocks.computeIfAbsent(tenant, Block::new).next(year, count).stream()
                .map(number -> "%s-%d-%06d".formatted(tenant, year, number))
                .toList();
    }

    @Override
    public String name() {
        return SERIES;
    }

    @Override
    public Map<String, Long> last() {
        Map<String, Long> last = new HashMap<>();
        jdbc.sql("select tenant || '/' || year, last from case_counter").query(row -> {
            last.put(row.getString(1), row.getLong(2));
        });
        return last;
    }

    @Override
    public void skipTo(String key, long number) {
        String[] bureauAndYear = key.split("/");
        jdbc.sql("""
                        insert into case_counter (tenant, year, last) values (?, ?, ?)
                        on conflict (tenant, year) do update set last = greatest(case_counter.last, excluded.last)
                        """)
                .params(bureauAndYear[0], Integer.valueOf(bureauAndYear[1]), number)
                .update();
    }

    /** What this node has reserved for a bureau. */
    private final class Block {

        private final String tenant;
        private int year;
        private int next;
        private int last = -1;
        private int given;

        private Block(String tenant) {
            this.tenant = tenant;
        }

        private synchronized List<Integer> next(int wantedYear, int count) {
            List<Integer> numbers = new ArrayList<>(count);
            while (numbers.size() < count) {
                if (year != wantedYear || next > last) {
                    int size = Math.max(count - numbers.size(), Math.min(settings.block(), Math.max(1, given)));
                    last = reserve(tenant, wantedYear, size);
                    marks.gave(SERIES + "/" + tenant + "/" + wantedYear, last);
                    next = last - size + 1;
                    year = wantedYear;
                }
                given++;
                numbers.add(next++);
            }
            return numbers;
        }
    }

    /** @return the last of the reserved numbers */
    private int reserve(String tenant, int year, int size) {
        try (Connection connection = beside.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        insert into case_counter (tenant, year, last) values (?, ?, ?)
                        on conflict (tenant, year) do update set last = case_counter.last + excluded.last
                        returning last
                        """)) {
            statement.setString(1, tenant);
            statement.setInt(2, year);
            statement.setInt(3, size);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("No case number could be reserved for " + tenant, e);
        }
    }
}
