package org.redshield.bridge.support;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What only tests add to the bridge. Imported by name; an annotation would let test-run find it by scanning. */
class BridgeTestBeans {

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }
}
