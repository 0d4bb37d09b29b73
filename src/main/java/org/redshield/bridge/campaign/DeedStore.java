package org.redshield.bridge.campaign;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.campaign.checks.Check;
import org.redshield.bridge.campaign.checks.Checklist;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What bureaus did with subjects: rows that are only added to. */
@Repository
class DeedStore {

    private final JdbcClient jdbc;
    private final InstantSource time;

    DeedStore(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    void done(UUID id, String tenant, String user, PoolSubject.Deed deed) {
        jdbc.sql("""
                        insert into campaign_deed (deed_id, subject_id, case_no, platform, shop_id, tenant, what, done_by, done_at)
                        select ?, subject_id, case_no, platform, shop_id, ?, ?, ?, ? from campaign_subject where subject_id = ?
                        """)
                .params(Ids.next(), tenant, deed.name(), user, timestamp(time.instant()), id)
                .update();
    }

    /** What an officer found; what was found before stays. */
    void checked(UUID id, Checklist checklist, String tenant, String user, Check check) {
        jdbc.sql("""
                        insert into campaign_check (check_id, subject_id, case_no, platform, shop_id, tenant, checklist, passed, failed,
                               checked_by, checked_at)
                        select ?, subject_id, case_no, platform, shop_id, ?, ?, ?, ?, ?, ? from campaign_subject where subject_id = ?
                        """)
                .params(
                        Ids.next(),
                        tenant,
                        checklist.name(),
                        PoolStore.names(check.passed()),
                        PoolStore.names(check.failed()),
                        user,
                        timestamp(time.instant()),
                        id)
                .update();
    }

    /** The oldest first. */
    List<PoolSubject.Done> of(UUID id) {
        return jdbc.sql("""
                        select deed_id, tenant, what, done_by, done_at, null as passed, null as failed, null as place, null as reason
                          from campaign_deed where subject_id = :id
                        union all
                        select check_id, tenant, 'CHECKED', checked_by, checked_at, passed, failed, null, null
                          from campaign_check where subject_id = :id
                        union all
                        select place_id, tenant, 'PLACE_CORRECTED', corrected_by, corrected_at, null, null, place, reason
                          from campaign_place where subject_id = :id
                         order by 5, 1
                        """)
                .param("id", id)
                .query((row, index) -> new PoolSubject.Done(
                        row.getString("tenant"),
                        PoolSubject.Deed.valueOf(row.getString("what")),
                        row.getString("done_by"),
                        instant(row, "done_at"),
                        Optional.of(PoolStore.check(row))
                                .filter(check -> !check.results().isEmpty()),
                        correction(textIfAny(row, "place"), row.getString("reason"))))
                .list();
    }

    private static Optional<PoolSubject.Correction> correction(Optional<String> place, String reason) {
        return place.map(to -> new PoolSubject.Correction(to, reason));
    }
}
