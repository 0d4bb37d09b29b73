package org.redshield.bridge.disposition;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.State;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.cases.act.Reopening;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.lift.LiftStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What dispositions say in every case. */
@Configuration(proxyBeanMethods = false)
class DispositionInCases {

    /** The bureau that handled the request often disposes too: then the case is told by the request. */
    @Bean
    Standing asDisposer() {
        return new Standing(
                "DISPOSER",
                "商家处置",
                Weight.FOLLOWING,
                State.of(DispositionStage.values(), DispositionStage::title, stage -> !stage.over()),
                "disposition",
                """
                select d.case_no, d.id as subject_id, d.stage as state, d.platform, d.requester as counterpart, d.shop_id,
                       null as cause, null as source_no, d.taken_over_at as since,
                       coalesce(d.ended_at, d.issued_at, d.taken_over_at) as changed_at, true as listed
                  from disposition d
                 where d.tenant = :tenant
                """);
    }

    @Bean
    RecordedActs dispositionActs() {
        return new RecordedActs("disposition", DispositionAct.values());
    }

    @Bean
    Reopening approvedDispositions(DispositionStore store) {
        return new Reopening("approveDisposition", (id, tenant) -> store.reopen(id));
    }

    @Bean
    Reopening approvedLifts(LiftStore store) {
        return new Reopening("approveLift", (id, tenant) -> store.reopen(id));
    }
}
