package org.redshield.bridge.indicators;

import org.redshield.bridge.operations.Figures;
import org.redshield.bridge.work.LeasedRuns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether there is a node that looks at records. */
@Configuration(proxyBeanMethods = false)
class IndicatorFigures {

    @Bean
    Figures figuresOfIndicators() {
        return Figures.of("bridge.indicators", LeasedRuns.unattended("indicator_work"))
                .seconds("unattended", "How long looks at records have been due while no node does any");
    }
}
