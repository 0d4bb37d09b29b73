package org.redshield.bridge;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;

/** Where the connection breaks off at the commit nobody knows what came of it: no rollback, which would say otherwise, is tried. */
final class Transactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1;

    Transactions(DataSource database) {
        super(database);
    }

    @Override
    protected RuntimeException translateException(String task, SQLException fault) {
        return RetryLater.brokeOff(fault)
                ? new TransactionSystemException(task + " broke off", fault)
                : super.translateException(task, fault);
    }
}
