package org.redshield.bridge.campaign;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Rows;
import org.redshield.bridge.campaign.checks.Check;
import org.redshield.bridge.campaign.checks.Checklist;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What bureaus did with subjects: rows that are only added to. */
@Repository
@RequiredArgsConstructor
class DeedStore {

    private final JdbcClient jdbc;
    private final InstantSource time;

    void done(UUID id, String tenant, String user, PoolSubject.Deed deed) {
        jdbc.sql("""
                        insert into campaign_deed (deed_id, subject_id, case_no, platform, shop_id, tenant, what, done_by, done_at)
                        select ?, subject_id, case_no, platform, shop_id, ?, ?, ?, ? from campaign_subject where subject_id = ?
                        """)
                .params(Rows.values(Ids.next(), tenant, deed, user, time.instant(), id))
                .update();
    }

    /** What an officer found; what was found before stays. */
    void checked(UUID id, Checklist checklist, String tenant, String user, Check check) {
        jdbc.sql("""
                        insert into campaign_check (check_id, subject_id, case_no, platform, shop_id, tenant, checklist, passed, failed,
                               checked_by, checked_at)
                        select ?, subject_id, case_no, platform, shop_id, ?, ?, ?, ?, ?, ? from campaign_subject where subject_id = ?
                        """)
                .params(Rows.values(
                        Ids.next(), tenant, checklist, check.passed(), check.failed(), user, time.instant(), id))
                .update();
    }

    /** The oldest first. */
    List<PoolSubject.Done> of(UUID id) {
        return jdbc.sql("""
                        select deed_id, tenant, what, done_by as by, done_at as at, null as passed, null as failed, null as place_place, null as reason
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
                .query(Rows.as(PoolSubject.Done.class))
                .list();
    }
}
