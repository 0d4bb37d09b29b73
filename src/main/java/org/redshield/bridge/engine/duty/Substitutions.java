package org.redshield.bridge.engine.duty;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of who stands in for whom. A row stays for ever; only its early end is noted. */
@Repository
@RequiredArgsConstructor
public class Substitutions {

    private static final int LOCK = 0x5EED_0075;

    private final JdbcClient jdbc;
    private final InstantSource time;

    /** Nobody else names anybody in the organisation until the transaction ends. */
    public void lock(String tenant) {
        jdbc.sql("select pg_advisory_xact_lock(:lock, hashtext(:tenant))")
                .param("lock", LOCK)
                .param("tenant", tenant)
                .query()
                .singleRow();
    }

    public void insert(Substitution substitution) {
        jdbc.sql("""
                        insert into substitution (id, tenant, head, office, substitute, from_at, until_at, reason, named_at)
                        values (:id, :tenant, :head, :office, :substitute, :from, :until, :reason, :now)
                        """)
                .param("id", substitution.id())
                .param("tenant", substitution.tenant())
                .param("head", substitution.head())
                .param("office", substitution.office().group())
                .param("substitute", substitution.substitute())
                .param("from", timestamp(substitution.from()))
                .param("until", timestamp(substitution.until()))
                .param("reason", substitution.reason())
                .param("now", timestamp(substitution.namedAt()))
                .update();
    }

    /** Before its time. @return whether it was the head's own and had not ended */
    public boolean end(UUID id, String head, Instant at) {
        return jdbc.sql("""
                                update substitution set ended_at = :at
                                 where id = :id and head = :head and ended_at is null and until_at > :at
                                """)
                        .param("id", id)
                        .param("head", head)
                        .param("at", timestamp(at))
                        .update()
                == 1;
    }

    /** Those of an organisation that have not ended by then, by their beginning. */
    public List<Substitution> notEnded(String tenant, Instant at) {
        return jdbc.sql("""
                        select * from substitution
                         where tenant = :tenant and until_at > :at and ended_at is null order by from_at, id
                        """)
                .param("tenant", tenant)
                .param("at", timestamp(at))
                .query(Substitutions::read)
                .list();
    }

    /** The last hundred of an organisation, the newest first. */
    public List<Substitution> of(String tenant) {
        return jdbc.sql("select * from substitution where tenant = :tenant order by named_at desc, id desc limit 100")
                .param("tenant", tenant)
                .query(Substitutions::read)
                .list();
    }

    /**
     * Somebody who is there to decide.
     *
     * @param instead of whom, if not in an office of his own
     */
    public record Present(String user, Optional<String> instead) {}

    /** Who is there today in that office: who holds it and is not away, and who stands in for one who is. */
    public List<Present> present(Head office, String tenant) {
        return jdbc.sql("""
                        with away as (select head, substitute from substitution
                                       where tenant = :tenant and office = :office and ended_at is null
                                         and from_at <= :now and until_at > :now),
                             holds as (select m.user_id_ as id from act_id_membership m
                                         join act_id_tenant_member b on b.user_id_ = m.user_id_ and b.tenant_id_ = :tenant
                                        where m.group_id_ = :office)
                        select id, null as instead from holds where id not in (select head from away)
                        union all select substitute, head from away where head in (select id from holds)
                        """)
                .param("tenant", tenant)
                .param("office", office.group())
                .param("now", timestamp(time.instant()))
                .query((row, n) -> new Present(row.getString("id"), textIfAny(row, "instead")))
                .list();
    }

    /** The heads of an organisation, each with his highest rank, by user id. */
    public Map<String, Head> heads(String tenant) {
        Map<String, Head> heads = new TreeMap<>();
        jdbc.sql("""
                        select m.user_id_, m.group_id_ from act_id_tenant_member b
                          join act_id_membership m on m.user_id_ = b.user_id_
                         where b.tenant_id_ = :tenant and m.group_id_ = any(:heads)
                        """)
                .param("tenant", tenant)
                .param("heads", Head.UNIT_HEAD.andHigher().toArray(String[]::new))
                .query((row, n) -> heads.merge(
                        row.getString("user_id_"),
                        Head.of(row.getString("group_id_")).orElseThrow(),
                        (one, other) -> one.isAtLeast(other) ? one : other))
                .list();
        return heads;
    }

    private static Substitution read(ResultSet row, int index) throws SQLException {
        return new Substitution(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                row.getString("head"),
                Head.of(row.getString("office")).orElseThrow(),
                row.getString("substitute"),
                instant(row, "from_at"),
                instant(row, "until_at"),
                row.getString("reason"),
                instant(row, "named_at"),
                instantIfAny(row, "ended_at"));
    }
}
