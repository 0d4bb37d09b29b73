package org.redshield.bridge.evidence.audit;

import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How far the evidence log is behind what it records, and what is wrong with it. */
@Configuration(proxyBeanMethods = false)
class LogFigures {

    @Bean
    Figures figuresOfLog(EvidenceSettings settings) {
        return Figures.of("bridge.evidence.log", """
                        select (select count(*) from log_finding where gone_at is null) as findings,
                               (select coalesce(extract(epoch from :now - max(done_at)), 'infinity') from log_audit) as audited,
                               (select greatest(coalesce(extract(epoch from :now - max(whole_at)), 'infinity') - %d, 0)
                                  from log_audit) as whole_overdue,
                               (select coalesce(max(extract(epoch from :now - coalesce(sealed_at, uuid_extract_timestamp(subject)))), 0)
                                  from log_leaf where log_index is null) as unsigned,
                               (select coalesce(max(extract(epoch from :now - at)), 0)
                                  from (select at from tree_head
                                         where size > (select log_index from log_leaf
                                                        where kind <> 'TIME_STAMP'
                                                          and log_index >= (select coalesce(max(size), 0) from head_time_stamp)
                                                        order by log_index limit 1)
                                         order by size limit 1) as first) as unstamped
                        """.formatted(
                                settings.audit().whole().toSeconds()))
                .count("findings", "What audits found wrong with the evidence log")
                .seconds(
                        "audited", "How long ago the evidence log was audited last: without end means that nobody does")
                .seconds("whole_overdue", "For how long an audit of the whole evidence log should have begun and ended")
                .seconds("unsigned", "How long the oldest record has waited for a signed head that covers it")
                .seconds("unstamped", "How long the oldest head has waited for a time stamp");
    }
}
