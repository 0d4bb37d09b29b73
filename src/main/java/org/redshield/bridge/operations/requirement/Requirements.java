package org.redshield.bridge.operations.requirement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.Causes;
import org.redshield.bridge.operations.requirement.Demand.Weight;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.PlaceholderResolutionException;

/** The list: what all features demand. */
public final class Requirements {

    /** PostgreSQL's codes of what is not there, or not granted: tables of a release to which nobody has migrated yet. */
    private static final String NOT_THERE_YET = "42";

    private Requirements() {}

    /** In the order in which they are said. */
    public static List<Requirement> all() {
        return SpringFactoriesLoader.loadFactories(Requirement.class, Requirements.class.getClassLoader());
    }

    /** What stops the start, all at once. */
    static List<Lack> hindering(ConfigurableEnvironment settings) {
        return asked(settings, Requirement::hindering, Set.of());
    }

    /** What stops the start and what else is lacking. */
    static List<Lack> lacking(ConfigurableEnvironment settings) {
        return asked(
                settings,
                (one, set, database) -> {
                    List<Lack> both = new ArrayList<>(one.hindering(set, database));
                    both.addAll(one.lacking(set, database));
                    return both;
                },
                Set.of(DatabaseRequirement.MADE.lacking()));
    }

    /** What else is lacking, as far as the settings alone tell. */
    static List<Lack> lackingBySettings(ConfigurableEnvironment settings) {
        return ask(settings, Optional.empty(), Requirement::lacking, Set.of());
    }

    private interface Question {
        List<Lack> put(Requirement to, ConfigurableEnvironment settings, Optional<JdbcClient> database);
    }

    /** @param ofEmpty what is to be said where the database is reached and holds nothing */
    private static List<Lack> asked(ConfigurableEnvironment settings, Question question, Set<Lack> ofEmpty) {
        Optional<Lack> shut;
        try {
            shut = DatabaseRequirement.shut(settings);
        } catch (RuntimeException e) {
            // What is set of it cannot be read.
            List<Lack> lacks = ask(settings, Optional.empty(), question, Set.of());
            return lacks.isEmpty() ? List.of(Lack.of(CannotStart.of(e))) : lacks;
        }
        if (shut.isPresent()) {
            return ask(settings, Optional.empty(), question, Set.of(shut.get()));
        }
        SingleConnectionDataSource database = new SingleConnectionDataSource(
                settings.getProperty("spring.datasource.url", ""),
                settings.getProperty("spring.datasource.username", ""),
                settings.getProperty("spring.datasource.password", ""),
                true);
        try {
            database.getConnection().setReadOnly(true);
            JdbcClient jdbc = JdbcClient.create(database);
            boolean tables = DatabaseRequirement.holdsTables(jdbc);
            return ask(settings, Optional.of(jdbc).filter(any -> tables), question, tables ? Set.of() : ofEmpty);
        } catch (SQLException e) {
            throw CannotStart.of(e);
        } finally {
            database.destroy();
        }
    }

    private static List<Lack> ask(
            ConfigurableEnvironment settings, Optional<JdbcClient> database, Question question, Set<Lack> before) {
        Set<Lack> lacks = new LinkedHashSet<>(before);
        for (Requirement one : all()) {
            lacks.addAll(answer(lacks, there -> question.put(one, settings, there), database));
        }
        return List.copyOf(lacks);
    }

    private static List<Lack> answer(
            Set<Lack> before, Function<Optional<JdbcClient>, List<Lack>> question, Optional<JdbcClient> database) {
        try {
            return question.apply(database);
        } catch (RuntimeException e) {
            if (database.isPresent() && isNotThereYet(e)) {
                return answer(before, question, Optional.empty());
            }
            // Who asks for a value that cannot be read stumbles over what is said of it already.
            return before.stream().anyMatch(lack -> lack.weight() == Weight.STOPS) && isOfSettings(e)
                    ? List.of()
                    : List.of(Lack.of(CannotStart.of(e)));
        }
    }

    private static boolean isNotThereYet(RuntimeException e) {
        return e instanceof DataAccessException refused
                && refused.getRootCause() instanceof SQLException database
                && String.valueOf(database.getSQLState()).startsWith(NOT_THERE_YET);
    }

    private static boolean isOfSettings(Throwable e) {
        return Causes.of(e)
                .anyMatch(one -> one instanceof BindException
                        || one instanceof ConversionException
                        || one instanceof PlaceholderResolutionException);
    }
}
