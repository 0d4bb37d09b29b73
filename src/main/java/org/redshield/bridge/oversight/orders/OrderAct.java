package org.redshield.bridge.oversight.orders;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.RecordedActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the case of the bureau below has on record of an order; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum OrderAct implements RecordedAct {
    CALLED_UP("上级机关提调案件"),
    LISTED("上级机关挂牌督办"),
    ORDER_ANSWERED("答复上级机关督办"),
    REMINDER_ANSWERED("答复催办"),
    ORDER_RETURNED("上级机关退回督办答复，要求重新报告"),
    ORDER_ENDED("上级机关结束督办");

    /** As acts are stored. */
    static final String FEATURE = "oversight";

    private final String title;

    @Configuration(proxyBeanMethods = false)
    static class Contributed {

        @Bean
        RecordedActs supervisionOrderActs() {
            return new RecordedActs(FEATURE, values());
        }
    }
}
