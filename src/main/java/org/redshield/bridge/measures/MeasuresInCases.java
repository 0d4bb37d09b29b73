package org.redshield.bridge.measures;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.cases.act.Reopening;
import org.redshield.bridge.casework.WorkState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What measures say in every case. */
@Configuration(proxyBeanMethods = false)
class MeasuresInCases {

    @Bean
    Standing asMeasureTaker() {
        return new Standing(
                "MEASURE_TAKER",
                "调查措施",
                Weight.FOLLOWING,
                WorkState.standing(MeasureState.values()),
                "investigative_measure",
                """
                select m.case_no, m.measure_id as subject_id, m.state, null as platform, m.superior as counterpart,
                       null as shop_id, m.cause, m.filing_no as source_no, m.raised_at as since, m.changed_at,
                       false as listed
                  from investigative_measure m
                 where m.tenant = :tenant
                """);
    }

    @Bean
    Standing asMeasureSuperior() {
        return new Standing(
                "MEASURE_SUPERIOR",
                "审批下级局调查措施",
                Weight.MAIN,
                WorkState.standing(AskedState.values()),
                "asked_measure",
                """
                select a.case_no, a.measure_id as subject_id, a.state, null as platform, a.sender as counterpart,
                       null as shop_id, null as cause, null as source_no, a.received_at as since, a.changed_at,
                       true as listed
                  from asked_measure a
                 where a.tenant = :tenant
                """);
    }

    @Bean
    RecordedActs measureActs() {
        return new RecordedActs(MeasureAct.FEATURE, MeasureAct.values());
    }

    @Bean
    Reopening decidedMeasures(AskedMeasureStore store) {
        return new Reopening("decideMeasure", store::reopen);
    }
}
