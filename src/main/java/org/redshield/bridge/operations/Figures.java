package org.redshield.bridge.operations;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a feature lets operators watch, as a bean: one cheap statement about its own tables that an index answers. All of them are
 * read together at an interval; no scrape asks the database.
 *
 * @param name of the meters before the figure's own, for instance {@code bridge.outbox}
 * @param sql a row with a column for each figure; with further columns, which are texts and become tags, several rows.
 *     {@code :now} is the instant of the reading.
 */
public record Figures(String name, String sql, List<Figure> figures) {

    /** @param column its name in the statement; the meter has dots for underscores */
    record Figure(String column, String description, String unit) {

        String meter(String name) {
            return name + "." + column.replace('_', '.');
        }
    }

    public static Figures of(String name, String sql) {
        return new Figures(name, sql, List.of());
    }

    /** With a number of something. */
    public Figures count(String column, String description) {
        return with(new Figure(column, description, null));
    }

    /** With how long something has lasted, in seconds. */
    public Figures seconds(String column, String description) {
        return with(new Figure(column, description, "seconds"));
    }

    private Figures with(Figure figure) {
        return new Figures(
                name, sql, Stream.concat(figures.stream(), Stream.of(figure)).toList());
    }
}
