package org.redshield.bridge;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For a transaction that holds what nobody else waits for, and in which the database hears nothing of us for long: a file is made
 * or kept elsewhere. The database ends others after {@code idle_in_transaction_session_timeout} ({@link DatabasePools}).
 */
public final class LongPause {

    private LongPause() {}

    /** In the transaction that it is about. */
    public static void mayCome(JdbcClient jdbc) {
        jdbc.sql("set local idle_in_transaction_session_timeout = 0").update();
    }
}
