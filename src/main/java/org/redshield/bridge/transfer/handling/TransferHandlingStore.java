package org.redshield.bridge.transfer.handling;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.IncomingLetter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the receiver keeps beside its incoming letters. Every statement names the tenant. */
@Repository
@RequiredArgsConstructor
class TransferHandlingStore {

    /**
     * Who has a clue that came more than once.
     *
     * @param order what its one verification is about
     * @param first the transfer of who was first, by the instant that counts
     */
    record Claim(String order, String first) {}

    private final JdbcClient jdbc;

    /** For a letter that has arrived, perhaps once more. */
    void open(IncomingLetter letter) {
        jdbc.sql("""
                        insert into transfer_handling (tenant, transfer_id) values (?, ?)
                        on conflict (tenant, transfer_id) do update set accepted_by = null, competent_bureau = null
                        """).params(letter.tenant(), letter.id()).update();
    }

    Optional<Handling> find(String id, String tenant) {
        return jdbc.sql("""
                        select *, transfer_id as id, competent_bureau as competent, order_about as "order"
                          from transfer_handling where tenant = ? and transfer_id = ?
                        """).params(tenant, id).query(Rows.as(Handling.class)).optional();
    }

    void update(IncomingLetter letter, String column, String value) {
        jdbc.sql("update transfer_handling set " + column + " = :value where tenant = :tenant and transfer_id = :id")
                .param("value", value)
                .param("tenant", letter.tenant())
                .param("id", letter.id())
                .update();
    }

    /**
     * Claims a clue for a transfer, or finds who has it: of two nodes at once the second waits here for the first. Whoever
     * was first by {@code since} counts as first, in whatever order they came.
     */
    Claim claim(IncomingLetter letter, String platform, String shop, Instant since) {
        return jdbc.sql("""
                        insert into transfer_claim as c (tenant, platform, shop_id, cause, order_about, first_id, first_at)
                        values (:tenant, :platform, :shop, :cause, :id, :id, :since)
                        on conflict (tenant, platform, shop_id, cause) do update
                           set first_id = case when excluded.first_at < c.first_at then excluded.first_id else c.first_id end,
                               first_at = least(excluded.first_at, c.first_at)
                        returning order_about as "order", first_id as first
                        """)
                .param("tenant", letter.tenant())
                .param("platform", platform)
                .param("shop", shop)
                .param("cause", letter.about().cause())
                .param("id", letter.id())
                .param("since", timestamp(since))
                .query(Rows.as(Claim.class))
                .single();
    }

    /** The clue is done with: what comes later about the same shop is a new one. */
    void release(String about, String tenant) {
        jdbc.sql("delete from transfer_claim where tenant = ? and order_about = ?")
                .params(tenant, about)
                .update();
    }

    /** The transfers that one verification is for. */
    List<String> of(String about, String tenant) {
        return jdbc.sql("""
                        select transfer_id from transfer_handling
                         where tenant = ? and order_about = ? order by transfer_id
                        """).params(tenant, about).query(String.class).list();
    }
}
