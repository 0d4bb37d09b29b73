package org.redshield.bridge.cases;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.ReadOnlyConnections;
import org.redshield.bridge.operations.Standby;
import org.redshield.bridge.restoreguard.NumberSeries;
import org.redshield.bridge.restoreguard.SeriesMarks;
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
    private static final int DIGITS = 6;
    /** So many at most ahead for cases that come in bulk; what a node has not given out when it stops stays a gap. */
    private static final int MOST_IN_BULK = 5_000;

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Map<String, Block> blocks = new ConcurrentHashMap<>();
    private final DataSource beside;
    private final CaseNumberSettings settings;
    private final SeriesMarks marks;
    private final JdbcClient jdbc;
    private final Standby standby;
    private final InstantSource time;

    CaseNumbers(DataSource main, CaseNumberSettings settings, SeriesMarks marks, Standby standby, InstantSource time)
            throws SQLException {
        this.beside = main.isWrapperFor(HikariDataSource.class) ? beside(main.unwrap(HikariDataSource.class)) : main;
        this.settings = settings;
        this.marks = marks;
        this.jdbc = JdbcClient.create(main);
        this.standby = standby;
        this.time = time;
    }

    private static DataSource beside(HikariDataSource pool) {
        DriverManagerDataSource beside =
                new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        // All others who want a number of that bureau wait for whoever asks.
        ReadOnlyConnections.endSilence(properties, LONGEST);
        beside.setConnectionProperties(properties);
        return beside;
    }

    /** A number that nobody else has, for a case of the bureau that begins now. */
    public String next(String tenant) {
        int year = year();
        return shown(tenant, year, blocks.computeIfAbsent(tenant, Block::new).next(year));
    }

    /**
     * So many numbers for each bureau, for cases that come in bulk. What is missing of them is reserved by one statement for all
     * bureaus, and for as many again as each of them has got so far: who goes on asking asks the database ever more seldom.
     *
     * @param counts by bureau
     */
    public Map<String, Deque<String>> next(Map<String, Integer> counts) {
        int year = year();
        Map<String, Deque<String>> numbers = new HashMap<>();
        SortedMap<String, Integer> sizes = new TreeMap<>();
        counts.forEach((tenant, count) -> {
            Block block = blocks.computeIfAbsent(tenant, Block::new);
            Deque<String> left = new ArrayDeque<>();
            for (int number : block.left(year, count)) {
                left.add(shown(tenant, year, number));
            }
            numbers.put(tenant, left);
            int missing = count - left.size();
            if (missing > 0) {
                sizes.put(tenant, missing + Math.min(block.given(), MOST_IN_BULK));
            }
        });
        if (!sizes.isEmpty()) {
            reserve(year, sizes).forEach((tenant, last) -> {
                int next = last - sizes.get(tenant) + 1;
                Deque<String> those = numbers.get(tenant);
                while (those.size() < counts.get(tenant)) {
                    those.add(shown(tenant, year, next++));
                }
                blocks.get(tenant).keep(year, next, last);
            });
        }
        return numbers;
    }

    private int year() {
        return ChinaTime.day(time.instant()).getYear();
    }

    private static String shown(String tenant, int year, int number) {
        String digits = Integer.toString(number);
        return tenant + '-' + year + '-' + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
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

        private synchronized int next(int wantedYear) {
            if (year != wantedYear || next > last) {
                int size = Math.min(settings.block(), Math.max(1, given));
                last = reserve(wantedYear, new TreeMap<>(Map.of(tenant, size))).get(tenant);
                next = last - size + 1;
                year = wantedYear;
            }
            given++;
            return next++;
        }

        /** At most so many of what is reserved. */
        private synchronized List<Integer> left(int wantedYear, int most) {
            List<Integer> numbers = new ArrayList<>();
            while (year == wantedYear && next <= last && numbers.size() < most) {
                numbers.add(next++);
            }
            given += most;
            return numbers;
        }

        private synchronized int given() {
            return given;
        }

        /** For those who come next; where somebody has reserved others meanwhile, the larger part. */
        private synchronized void keep(int ofYear, int from, int to) {
            if (year != ofYear || last - next < to - from) {
                year = ofYear;
                next = from;
                last = to;
            }
        }
    }

    /**
     * @param sizes by bureau, in an order in which two who want the same do not wait for each other
     * @return the last of the reserved numbers of each
     */
    private Map<String, Integer> reserve(int year, SortedMap<String, Integer> sizes) {
        // Whoever comes next would wait as long again.
        standby.require();
        try (Connection connection = beside.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        insert into case_counter (tenant, year, last)
                        select n.tenant, ?, n.size from unnest(?, ?) with ordinality as n (tenant, size, place) order by place
                        on conflict (tenant, year) do update set last = case_counter.last + excluded.last
                        returning tenant, last
                        """)) {
            statement.setInt(1, year);
            statement.setArray(
                    2, connection.createArrayOf("text", sizes.keySet().toArray()));
            statement.setArray(
                    3, connection.createArrayOf("integer", sizes.values().toArray()));
            Map<String, Integer> last = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    last.put(row.getString(1), row.getInt(2));
                }
            }
            last.forEach((tenant, number) -> marks.gave(SERIES + "/" + tenant + "/" + year, number));
            return last;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "No case number could be reserved for " + String.join(", ", sizes.keySet()), e);
        }
    }
}
