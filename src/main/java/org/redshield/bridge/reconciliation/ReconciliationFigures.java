package org.redshield.bridge.reconciliation;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether there is a node that matches. */
@Configuration(proxyBeanMethods = false)
class ReconciliationFigures {

    @Bean
    Figures figuresOfReconciliation() {
        return Figures.of("bridge.reconciliation", """
                        select case when bool_or(lease_until >= clock_timestamp()) then 0
                                    else greatest(0, coalesce(extract(epoch from :now - min(coalesce(due_at, next_at))), 0))
                               end as unattended
                          from reconciliation_part
                        """)
                .seconds("unattended", "How long parts of reconciliations have been due while no node does any");
    }
}
