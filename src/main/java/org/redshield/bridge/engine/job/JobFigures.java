package org.redshield.bridge.engine.job;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of the engine waits: jobs that no node has taken, and what failed for good. */
@Configuration(proxyBeanMethods = false)
class JobFigures {

    @Bean
    Figures figuresOfJob() {
        return Figures.of("bridge.jobs", """
                        select count(*) as due,
                               coalesce(extract(epoch from (:now at time zone 'Asia/Shanghai') - min(duedate_)), 0) as oldest
                          from act_ru_job
                         where type_ in ('timer', 'message', 'ever-living') and retries_ > 0 and suspension_state_ = 1
                           and duedate_ <= (:now at time zone 'Asia/Shanghai')
                           and (lock_owner_ is null or lock_exp_time_ < (:now at time zone 'Asia/Shanghai'))
                        """)
                .count("due", "Jobs that are due and that no node has taken")
                .seconds("oldest", "How long the oldest of them has been due");
    }

    @Bean
    Figures figuresOfIncident() {
        return Figures.of("bridge.incidents", "select count(*) as open from act_ru_incident")
                .count("open", "What failed after all retries and waits for an operator");
    }
}
