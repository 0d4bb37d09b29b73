package org.redshield.bridge.engine.duty;

import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * For which absent head the person decides whose form is being taken in (代行职责). Known to the transaction, so that what
 * puts decisions on record can say it, and no feature has to hand it on.
 */
public final class InsteadOf {

    private static final Object KEY = new Object();

    private InsteadOf() {}

    /** User id of the absent head; empty where the person decides in an office of his own. */
    public static Optional<String> head() {
        return Optional.ofNullable((String) TransactionSynchronizationManager.getResource(KEY));
    }

    /** Until the transaction ends. */
    public static void decides(Optional<String> head) {
        TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
        head.ifPresent(user -> {
            TransactionSynchronizationManager.bindResource(KEY, user);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void suspend() {
                    TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
                }

                @Override
                public void resume() {
                    TransactionSynchronizationManager.bindResource(KEY, user);
                }

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
                }
            });
        });
    }
}
