package org.redshield.bridge.campaign.rings;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.RecordedActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens about 团伙串并; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
enum RingAct implements RecordedAct {
    RECORDS_OFFERED("拟办参加团伙串并"),
    RECORDS_APPROVED("部门负责人同意参加团伙串并"),
    RECORDS_REFUSED("部门负责人不同意参加团伙串并"),
    RECORDS_WITHDRAWN("撤回参加团伙串并的同意"),
    RINGS_BEGUN("发起团伙串并"),
    RINGS_LOOKED("团伙串并用到本局记录"),
    RINGS_FAILED("团伙串并没有完成"),
    RINGS_TAKEN("团伙串并结果存入本局案件");

    /** As acts are stored, and as refusals are called. */
    static final String FEATURE = "rings";

    private final String title;

    @Configuration(proxyBeanMethods = false)
    static class InCases {

        @Bean
        RecordedActs ringActs() {
            return new RecordedActs(FEATURE, values());
        }
    }
}
