package org.redshield.bridge.exchange;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Letters and receipts that are under way between organisations. */
@Configuration(proxyBeanMethods = false)
class PostFigures {

    @Bean
    Figures figuresOfOutbox() {
        return Figures.of("bridge.outbox", """
                        select count(*) as waiting,
                               coalesce(extract(epoch from :now - min(written_at)), 0) as oldest
                          from outbox where delivered_at is null
                        """)
                .count("waiting", "Envelopes that were sent and have not arrived")
                .seconds("oldest", "How long the oldest of them has been under way");
    }

    @Bean
    Figures figuresOfInbox() {
        return Figures.of("bridge.inbox", """
                        select count(*) as waiting,
                               coalesce(extract(epoch from :now - min(received_at)), 0) as oldest
                          from inbox where state = 'ARRIVED'
                        """)
                .count("waiting", "Envelopes that have arrived and that no process has taken")
                .seconds("oldest", "How long the oldest of them has lain there");
    }
}
