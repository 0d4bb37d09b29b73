package org.redshield.bridge.paper;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.casework.WorkState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What letters on paper say in every case. */
@Configuration(proxyBeanMethods = false)
class PaperInCases {

    /** Until it has ended, scans can be added to it, whatever became of the matter itself. */
    @Bean
    Standing asWriterOnPaper() {
        return new Standing(
                "WRITER_ON_PAPER",
                "纸质往来",
                Weight.FOLLOWING,
                WorkState.standing(PaperState.values()),
                "paper_letter",
                """
                select p.case_no, p.paper_id as subject_id, p.state, null as platform, p.receiver as counterpart,
                       null as shop_id, null as cause, null as source_no, p.opened_at as since, p.changed_at,
                       true as listed
                  from paper_letter p
                 where p.tenant = :tenant
                """);
    }

    @Bean
    RecordedActs paperActs() {
        return new RecordedActs(PaperAct.FEATURE, PaperAct.values());
    }
}
