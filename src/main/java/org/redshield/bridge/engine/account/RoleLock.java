package org.redshield.bridge.engine.account;

import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever takes or does a task, and whoever takes from him the role for it, wait for each other until the end of their transactions:
 * else a claim of that moment would outlive the role. Tasks of one person go on side by side.
 */
@RequiredArgsConstructor
public final class RoleLock {

    private static final int LOCK = 0x5EED_0135;

    private final JdbcClient database;

    /** What his roles allow is about to be done: they stay as they are read from now on. */
    public void uses(String user) {
        lock("pg_advisory_xact_lock_shared", user);
    }

    /** He loses something: what his roles allowed until now is done, and seen from now on. */
    public void loses(String user) {
        lock("pg_advisory_xact_lock", user);
    }

    private void lock(String function, String user) {
        database.sql("select " + function + "(:lock, hashtext(:user))")
                .param("lock", LOCK)
                .param("user", user)
                .query()
                .singleRow();
    }
}
