package org.redshield.bridge.operations;

import static org.redshield.bridge.Rows.timestamp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.redshield.bridge.operations.Figures.Figure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Reads everybody's {@link Figures} at an interval, on the operators' own connection, in one transaction, and keeps what was read until the
 * next time.
 * What cannot be read keeps its last value, and the age of the reading says so.
 */
@Component
class FigureReading {

    private static final Logger LOG = LoggerFactory.getLogger(FigureReading.class);

    private final OperationsDatabase database;
    private final InstantSource time;
    private final Map<Figures, Map<Figure, MultiGauge>> gauges = new HashMap<>();
    private volatile Instant readAt;

    FigureReading(OperationsDatabase database, List<Figures> all, InstantSource time, MeterRegistry registry) {
        this.database = database;
        this.time = time;
        this.readAt = time.instant();
        for (Figures figures : all) {
            Map<Figure, MultiGauge> own = new HashMap<>();
            for (Figure figure : figures.figures()) {
                own.put(
                        figure,
                        MultiGauge.builder(figure.meter(figures.name()))
                                .description(figure.description())
                                .baseUnit(figure.unit())
                                .register(registry));
            }
            gauges.put(figures, own);
        }
        TimeGauge.builder("bridge.figures.age", this, TimeUnit.SECONDS, FigureReading::age)
                .description("How long ago all other figures were read last")
                .register(registry);
    }

    private double age() {
        return Duration.between(readAt, time.instant()).toSeconds();
    }

    /** Reads all of them once; one that fails hinders no other. */
    @Scheduled(fixedDelayString = "${bridge.operations.interval:30s}")
    void read() {
        Instant now = time.instant();
        boolean all = true;
        Iterator<Figures> left = gauges.keySet().iterator();
        try {
            while (left.hasNext()) {
                all &= readOn(left, now);
            }
        } catch (TransactionException e) {
            LOG.warn("No figures for the metrics, the database cannot be reached: {}", e.getMessage());
            return;
        }
        if (all) {
            readAt = now;
        }
    }

    /** In one transaction up to one that fails. @return whether none did */
    private boolean readOn(Iterator<Figures> left, Instant now) {
        AtomicReference<Figures> current = new AtomicReference<>();
        try {
            database.together(() -> left.forEachRemaining(figures -> {
                current.set(figures);
                read(figures, gauges.get(figures), now);
            }));
            return true;
        } catch (DataAccessException e) {
            LOG.warn("{} could not be read for the metrics: {}", current.get().name(), e.getMessage());
            return false;
        }
    }

    private void read(Figures figures, Map<Figure, MultiGauge> gauges, Instant now) {
        Map<Figure, List<MultiGauge.Row<?>>> rows = new HashMap<>();
        gauges.keySet().forEach(figure -> rows.put(figure, new ArrayList<>()));
        database.client().sql(figures.sql()).param("now", timestamp(now)).query(row -> {
            Tags tags = tags(row, figures);
            for (Figure figure : figures.figures()) {
                rows.get(figure).add(MultiGauge.Row.of(tags, row.getDouble(figure.column())));
            }
        });
        gauges.forEach((figure, gauge) -> gauge.register(rows.get(figure), true));
    }

    private static Tags tags(ResultSet row, Figures figures) throws SQLException {
        List<Tag> tags = new ArrayList<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String column = columns.getColumnLabel(i);
            if (figures.figures().stream().noneMatch(figure -> figure.column().equals(column))) {
                tags.add(Tag.of(column, row.getString(i)));
            }
        }
        return Tags.of(tags);
    }
}
