package org.redshield.bridge.deadline.registered;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.State;
import org.redshield.bridge.cases.Standing.Weight;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What registered deadlines say in every case. */
@Configuration(proxyBeanMethods = false)
class DeadlinesInCases {

    /** Where the deadline of an own case stands. */
    @RequiredArgsConstructor
    private enum OwnState {
        COUNTING("期限计算中"),
        PAUSED("期限中止中"),
        OVERDUE("期限已逾期"),
        COMPLETED("已办结"),
        REVOKED("期限登记已撤销");

        private final String title;

        private boolean open() {
            return this != COMPLETED && this != REVOKED;
        }
    }

    /** Of several deadlines in a case an open one speaks for it before an ended one, then the newest. */
    @Bean
    Standing asOwner() {
        return new Standing(
                "OWNER",
                "本局办案",
                Weight.OWN,
                State.of(OwnState.values(), state -> state.title, OwnState::open),
                "case_deadline",
                """
                select o.case_no, o.subject_id,
                       case when k.ended_at is null
                            then case when k.state = 'PAUSED' then 'PAUSED' when k.state = 'MISSED' then 'OVERDUE'
                                      else 'COUNTING' end
                            when k.end_reason is null then 'COMPLETED' else 'REVOKED' end as state,
                       null as platform, null as counterpart, null as shop_id, o.cause, o.own_case_number as source_no,
                       o.registered_at as since, o.changed_at,
                       row_number() over (partition by o.case_no order by k.ended_at is null desc, o.clock_id desc) = 1
                           as listed
                  from case_deadline o join clock k on k.id = o.clock_id
                 where o.tenant = :tenant
                """);
    }

    @Bean
    RecordedActs deadlineActs() {
        return new RecordedActs("deadline", CaseDeadline.Act.values());
    }
}
