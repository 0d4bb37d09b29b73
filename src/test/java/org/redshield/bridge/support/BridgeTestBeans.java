package org.redshield.bridge.support;

import org.redshield.bridge.dossier.DecisionsOnRecord;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What only tests add to the bridge. Imported by name; an annotation would let test-run find it by scanning. */
class BridgeTestBeans {

    @Bean
    @Primary
    TestClock testClock(ObjectProvider<Signals> signals) {
        // Whoever sleeps until something is due must see that it is due now.
        return new TestClock(() -> signals.getObject().wakeAll());
    }

    @Bean
    static RememberedPasswords rememberedPasswords() {
        return new RememberedPasswords();
    }

    @Bean
    HeardProgress heardProgress() {
        return new HeardProgress();
    }

    @Bean
    DecisionsOnRecord decisionsOnRecord(ApplicationContext bridge) {
        return new DecisionsOnRecord(bridge);
    }
}
