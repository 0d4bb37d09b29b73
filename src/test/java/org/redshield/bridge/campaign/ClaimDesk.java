package org.redshield.bridge.campaign;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.sight.Filings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A node's way to claim subjects, as a bureau's click takes it, without the rest of the node. */
public final class ClaimDesk {

    private final Pool pool;
    private final TransactionTemplate transaction;

    /** @param database with the change logs of organisations and campaigns */
    public ClaimDesk(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        InstantSource time = InstantSource.system();
        pool = new Pool(
                new CampaignStore(jdbc, time),
                new PoolStore(jdbc, time),
                null,
                new NoFilings(),
                List.of(),
                new Organisations(jdbc),
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
        } catch (SubjectTaken taken) {
            return false;
        }
    }

    /** @throws SubjectTaken when it is another's */
    void claim(String caseNo, UUID subject, String bureau) {
        transaction.executeWithoutResult(status -> pool.claim(caseNo, subject, bureau, "officer" + bureau));
    }
}
