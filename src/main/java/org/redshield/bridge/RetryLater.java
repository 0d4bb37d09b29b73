package org.redshield.bridge;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.transaction.TransactionSystemException;

/** Not now: the same may be asked again after a while. */
public class RetryLater extends Refusal {

    private static final long serialVersionUID = 1;

    /** The code of what {@link #brokeOff}. */
    public static final String UNSURE = "engine.unsure";

    private static final long SOON = 5;

    /** The class of states that say so. */
    private static final String CONNECTION = "08";

    /** The server ends its connections because it stops, or because a process of it has died; or it has not begun yet. */
    private static final Set<String> STOPS_OR_STARTS = Set.of("57P01", "57P02", "57P03");

    /** As the pool says it of a connection that it has taken out of service under whoever held it. */
    private static final String TAKEN_AWAY = "Connection is closed";

    private final long seconds;
    private final boolean away;

    /** @param seconds as in the header Retry-After */
    public RetryLater(long seconds, String code, Object... arguments) {
        this(false, seconds, code, arguments);
    }

    /** @param away see {@link #isAway} */
    protected RetryLater(boolean away, long seconds, String code, Object... arguments) {
        super(code, arguments);
        this.away = away;
        this.seconds = seconds;
    }

    public final long seconds() {
        return seconds;
    }

    /** Whether nobody could be served, as while the database restarts or the house is full (503), and not only this caller (429). */
    public final boolean isAway() {
        return away;
    }

    /** The house is full, whoever asks. @param seconds as in the header Retry-After */
    public static RetryLater full(long seconds, String code, Object... arguments) {
        return new RetryLater(true, seconds, code, arguments);
    }

    /** All connections to the database are taken. */
    public static RetryLater crowded() {
        return new RetryLater(SOON, "engine.crowded");
    }

    /** The database does not answer. */
    public static RetryLater away() {
        return new RetryLater(true, SOON, "engine.database-away");
    }

    /** The database has not answered whether what was changed is changed. */
    public static RetryLater unsure() {
        return new RetryLater(true, SOON, UNSURE);
    }

    /**
     * What is said of a fault that comes of the database's being away, or that has been said already; nothing of any other.
     *
     * @param changes whether whoever asked wanted something changed
     */
    public static Optional<RetryLater> of(Throwable fault, boolean changes) {
        List<Throwable> causes = causes(fault).toList();
        return first(causes, RetryLater.class)
                .or(() -> first(causes, SQLTransientConnectionException.class)
                        .map(none -> isCrowd(none) ? crowded() : away()))
                .or(() -> brokeOff(fault) ? Optional.of(changes ? unsure() : away()) : Optional.empty());
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Whether the fault is that all connections were taken: where the database does not answer, the pool tells with what. */
    public static boolean isCrowd(Throwable fault) {
        return causes(fault)
                .anyMatch(cause -> cause instanceof SQLTransientConnectionException && cause.getCause() == null);
    }

    /** Whether the connection broke off while something was asked of the database, which may be done all the same. */
    public static boolean brokeOff(Throwable fault) {
        return causes(fault).anyMatch(cause -> cause instanceof SQLException sql && isEnded(sql));
    }

    private static boolean isEnded(SQLException fault) {
        String state = fault.getSQLState();
        return state == null
                ? TAKEN_AWAY.equals(fault.getMessage())
                : state.startsWith(CONNECTION) || STOPS_OR_STARTS.contains(state);
    }

    /** With all that is behind it: what is rolled back over a connection that broke off fails once more, in place of why. */
    private static Stream<Throwable> causes(Throwable fault) {
        if (fault == null) {
            return Stream.empty();
        }
        Stream<Throwable> why = fault instanceof TransactionSystemException system
                ? causes(system.getOriginalException())
                : Stream.empty();
        return Stream.of(Stream.of(fault), why, causes(fault.getCause())).flatMap(one -> one);
    }
}
