package org.redshield.bridge.installation;

import java.util.List;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a feature keeps outside the database. Named in {@code META-INF/spring.factories} with a constructor without arguments: it is asked
 * before anything is built, and by {@code --check}.
 */
public interface KeptOutside {

    /**
     * Where a node with these settings keeps it.
     *
     * @param installation whose it is
     */
    OutsidePlace place(Environment settings, UUID installation);

    /**
     * In what it and the database contradict each other, by questions alone.
     *
     * @param record with its id
     */
    List<Difference> differences(Environment settings, JdbcClient database, Installed record);
}
