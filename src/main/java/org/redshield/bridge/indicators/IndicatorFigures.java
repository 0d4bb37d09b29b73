package org.redshield.bridge.indicators;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether there is a node that looks at records. */
@Configuration(proxyBeanMethods = false)
class IndicatorFigures {

    @Bean
    Figures figuresOfIndicators() {
        return Figures.of("bridge.indicators", """
                        select case when bool_or(lease_until >= clock_timestamp()) then 0
                                    else greatest(0, coalesce(extract(epoch from :now - min(next_at)), 0))
                               end as unattended
                          from indicator_work
                        """)
                .seconds("unattended", "How long looks at records have been due while no node does any");
    }
}
