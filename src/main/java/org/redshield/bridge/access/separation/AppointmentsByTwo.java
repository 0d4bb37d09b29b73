package org.redshield.bridge.access.separation;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.redshield.bridge.access.Tenants;
import org.redshield.bridge.engine.account.Appointments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Who asked that somebody be given a powerful role, and who gave it: rows that stay. */
@Component
class AppointmentsByTwo implements Appointments {

    /** Long enough for the second person to come back from a journey. */
    static final Duration OPEN = Duration.ofDays(7);

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TransactionTemplate alone;

    AppointmentsByTwo(Tenants tenants, JdbcClient jdbc, InstantSource clock, PlatformTransactionManager transactions) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.clock = clock;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public boolean administratorsSignIn() {
        return tenants.demonstration();
    }

    @Override
    public Set<String> askedBy(String user, String group) {
        return new HashSet<>(jdbc.sql("""
                        select asked_by from appointment
                         where user_id = :user and group_id = :group and confirmed_at is null and asked_at > :since
                        """)
                .param("user", user)
                .param("group", group)
                .param("since", timestamp(clock.instant().minus(OPEN)))
                .query(String.class)
                .list());
    }

    /** A role that one account administrator wants to give. */
    record Proposal(String user, String group, String askedBy, Instant askedAt) {}

    /** What waits for another one, the newest first; who has asked twice has asked once. */
    List<Proposal> open() {
        return jdbc.sql("""
                        select user_id, group_id, asked_by, max(asked_at) as asked_at from appointment
                         where confirmed_at is null and asked_at > ?
                         group by user_id, group_id, asked_by order by 4 desc, user_id, group_id
                        """)
                .param(timestamp(clock.instant().minus(OPEN)))
                .query((row, number) -> new Proposal(
                        row.getString("user_id"),
                        row.getString("group_id"),
                        row.getString("asked_by"),
                        instant(row, "asked_at")))
                .list();
    }

    @Override
    public void ask(String user, String group, String by) {
        alone.executeWithoutResult(transaction -> jdbc.sql("""
                        insert into appointment (user_id, group_id, asked_by, asked_at) values (:user, :group, :by, :at)
                        """)
                .param("user", user)
                .param("group", group)
                .param("by", by)
                .param("at", timestamp(clock.instant()))
                .update());
    }

    @Override
    public void confirm(String user, String group, String by) {
        jdbc.sql("""
                        update appointment set confirmed_by = :by, confirmed_at = :at
                         where user_id = :user and group_id = :group and confirmed_at is null and asked_by <> :by
                        """)
                .param("user", user)
                .param("group", group)
                .param("by", by)
                .param("at", timestamp(clock.instant()))
                .update();
    }
}
