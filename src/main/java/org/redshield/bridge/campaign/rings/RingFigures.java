package org.redshield.bridge.campaign.rings;

import org.redshield.bridge.operations.Figures;
import org.redshield.bridge.work.LeasedRuns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether there is a node that looks for rings. */
@Configuration(proxyBeanMethods = false)
class RingFigures {

    @Bean
    Figures figuresOfRings() {
        return Figures.of("bridge.campaign.rings", LeasedRuns.unattended("campaign_ring_work"))
                .seconds("unattended", "How long searches for rings have been due while no node does any");
    }
}
