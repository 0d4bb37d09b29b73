package org.redshield.bridge.platform.work;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What waits for a platform or comes from it. */
@Configuration(proxyBeanMethods = false)
class PlatformFigures {

    @Bean
    Figures figuresOfCall() {
        return Figures.of("bridge.platform.calls", """
                        select platform, count(*) filter (where state <> 'GIVEN_UP') as waiting,
                               count(*) filter (where state = 'GIVEN_UP') as given_up,
                               coalesce(extract(epoch from :now - min(since) filter (where state <> 'GIVEN_UP')), 0) as oldest
                          from platform_call group by platform
                        """)
                .count("waiting", "Calls that wait until the platform can be called")
                .count("given_up", "Calls that were given up and wait for an officer")
                .seconds("oldest", "How long the oldest that waits for the platform has waited");
    }

    @Bean
    Figures figuresOfLoad() {
        return Figures.of("bridge.platform.loads", """
                        select platform, count(*) as waiting, extract(epoch from :now - min(since)) as oldest
                          from platform_load where not loaded group by platform
                        """)
                .count("waiting", "Answers of the platform that are not in their case yet")
                .seconds("oldest", "How long ago the oldest of them was announced");
    }
}
