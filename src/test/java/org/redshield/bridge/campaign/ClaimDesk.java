package org.redshield.bridge.campaign;

import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.Places;
import org.redshield.bridge.clues.api.Filings;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.model.Contracts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A node's way to claim subjects, as a bureau's click takes it, without the rest of the node. */
public final class ClaimDesk {

    private final Pool pool;
    private final TransactionTemplate transaction;

    /** @param database with the change logs of organisations and campaigns */
    public ClaimDesk(DataSource database) {
        this(database, InstantSource.system(), new NoFilings());
    }

    ClaimDesk(DataSource database, InstantSource time, Filings filings) {
        JdbcClient jdbc = JdbcClient.create(database);
        Organisations organisations = new Organisations(jdbc);
        CampaignStore campaigns = new CampaignStore(jdbc, time, Contracts.transitions());
        pool = new Pool(
                campaigns,
                new PoolStore(jdbc, time),
                new DeedStore(jdbc, time),
                null,
                filings,
                new Jurisdiction(
                        null,
                        organisations,
                        new Places(organisations, new Divisions(), time),
                        campaigns,
                        new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(17, 0)),
                        time),
                organisations,
                null,
                null,
                time);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    private static final class NoFilings implements Filings {

        @Override
        public Optional<Filing> earliest(String tenant, String platform, String shopId) {
            return Optional.empty();
        }

        @Override
        public Optional<Filing> ofCase(String tenant, String caseNo) {
            return Optional.empty();
        }
    }

    /** @return whether it is the bureau's; else its name was told whose it is */
    public boolean claims(String caseNo, UUID subject, String bureau) {
        try {
            claim(caseNo, subject, bureau);
            return true;
        } catch (PoolSubject.Taken taken) {
            return false;
        }
    }

    /** @throws PoolSubject.Taken when it is another's */
    void claim(String caseNo, UUID subject, String bureau) {
        transaction.executeWithoutResult(status -> pool.claim(caseNo, subject, bureau, "officer" + bureau));
    }

    /** All for which the bureau is competent. @return how many */
    int claimOwn(String caseNo, String bureau) {
        return transaction.execute(status -> pool.claimOwn(caseNo, bureau, "officer" + bureau));
    }
}
