package org.redshield.bridge.assistance;

import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.handling.AssistanceHandlingState;
import org.redshield.bridge.assistance.handling.DeclineReason;
import org.redshield.bridge.assistance.handling.RequestedFacts;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.cases.CaseEvents.RowsOfCase;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.RelatedBy;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.casework.IncomingKind;
import org.redshield.bridge.casework.WorkState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What co-investigations say in every case. */
@Configuration(proxyBeanMethods = false)
class AssistanceInCases {

    @Bean
    Standing asRequester() {
        return new Standing(
                "REQUESTER", "请求协查", Weight.MAIN, WorkState.standing(RequestState.values()), "assistance_request", """
                select r.case_no, r.request_id as subject_id, r.state, r.platform, r.requested_bureau as counterpart,
                       r.target_id as shop_id, r.cause, r.source_no, r.raised_at as since, r.changed_at, true as listed
                  from assistance_request r
                 where r.tenant = :tenant
                """);
    }

    /** What comes in. */
    @Bean
    IncomingKind assistanceAsked() {
        return new IncomingKind(
                CaseAct.FEATURE,
                AssistanceFacts.REQUEST_ID,
                AssistanceLetter.REQUEST,
                AssistanceLetter.RETURN,
                AssistanceLetter.DECLINE,
                AssistanceHandlingState.values(),
                CaseAct.values(),
                DeclineReason.values(),
                "不予协助的原因",
                letter -> RequestedFacts.of(letter).about());
    }

    @Bean
    Standing asHandler(IncomingKind assistanceAsked) {
        return assistanceAsked.standing("HANDLER", "协助调查");
    }

    @Bean
    RowsOfCase exportedFindings() {
        return new RowsOfCase("""
                select 'FINDING' as kind, id::text as key from finding where case_no = :caseNo and tenant = :tenant
                union all
                select 'FINDING_CONFIRMED', id::text from finding
                 where case_no = :caseNo and tenant = :tenant and confirmed_by is not null
                union all
                select 'FINDING_ANSWER', a.finding_id || '/' || a.position
                  from finding_answer a join finding f on f.id = a.finding_id
                 where f.case_no = :caseNo and f.tenant = :tenant
                """);
    }

    @Bean
    RecordedActs assistanceActs() {
        return new RecordedActs(CaseAct.FEATURE, CaseAct.values());
    }

    @Bean
    RelatedBy companiesOfRequests() {
        return new RelatedBy(RelatedBy.SAME_COMPANY, """
                select case_no, credit_code as value, 1 as times from assistance_request where tenant = :tenant
                """);
    }
}
