package org.redshield.bridge.support;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What only tests add to the bridge. */
@TestConfiguration(proxyBeanMethods = false)
class BridgeTestBeans {

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }
}
