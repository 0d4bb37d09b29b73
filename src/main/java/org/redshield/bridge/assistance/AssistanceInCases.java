package org.redshield.bridge.assistance;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.RowsOfCase;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.State;
import org.redshield.bridge.cases.Standing.Weight;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What co-investigations say in every case. */
@Configuration(proxyBeanMethods = false)
class AssistanceInCases {

    @Bean
    Standing asRequester() {
        return new Standing(
                "REQUESTER",
                "请求协查",
                Weight.MAIN,
                State.of(RequestState.values(), RequestState::title, state -> !state.over()),
                "assistance_request",
                """
                select r.case_no, r.request_id as subject_id, r.state, r.platform, r.requested_bureau as counterpart,
                       r.target_id as shop_id, r.cause, r.source_no, r.raised_at as since, r.changed_at, true as listed
                  from assistance_request r
                 where r.tenant = :tenant
                """);
    }

    @Bean
    Standing asHandler() {
        return new Standing(
                "HANDLER",
                "协助调查",
                Weight.MAIN,
                State.of(HandlingState.values(), HandlingState::title, state -> !state.over()),
                "assistance_handling",
                """
                select h.case_no, h.request_id as subject_id, h.state, h.platform, h.requester as counterpart,
                       h.target_id as shop_id, h.cause, h.source_no, h.received_at as since, h.changed_at, true as listed
                  from assistance_handling h
                 where h.tenant = :tenant
                """);
    }

    @Bean
    RowsOfCase exportedFindings() {
        return new RowsOfCase("""
                select 'FINDING' as kind, id::text as key from finding where case_no = :caseNo and tenant = :tenant
                union all
                select 'FINDING_CONFIRMED', id::text from finding
                 where case_no = :caseNo and tenant = :tenant and confirmed_by is not null
                """);
    }

    @Bean
    RecordedActs assistanceActs() {
        return new RecordedActs("assistance", CaseAct.values());
    }
}
