package org.redshield.bridge.clues;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.RelatedBy;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.casework.WorkState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What clues say in every case. */
@Configuration(proxyBeanMethods = false)
class ClueInCases {

    @Bean
    Standing asVerifier() {
        return new Standing("VERIFIER", "核查与办案", Weight.MAIN, WorkState.standing(ClueState.values()), "clue", """
                select c.case_no, c.id as subject_id, c.state, c.platform, null as counterpart, c.shop_id, c.cause,
                       coalesce(c.filing_no, (select r.external_no from clue_report r where r.id = c.report_id)) as source_no,
                       c.registered_at as since, c.changed_at, true as listed
                  from clue c
                 where c.tenant = :tenant
                """);
    }

    @Bean
    RecordedActs clueActs() {
        return new RecordedActs(ClueAct.FEATURE, ClueAct.values());
    }

    @Bean
    ShopNames.KnownBy shopsOfClues() {
        return new ShopNames.KnownBy(
                "select case_no, shop_name from clue where tenant = :tenant and case_no in (:cases)");
    }

    @Bean
    RelatedBy companiesOfClues() {
        return new RelatedBy(
                RelatedBy.SAME_COMPANY,
                "select case_no, credit_code as value, 1 as times from clue where tenant = :tenant");
    }
}
