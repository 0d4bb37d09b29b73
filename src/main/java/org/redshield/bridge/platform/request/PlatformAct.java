package org.redshield.bridge.platform.request;

import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.act.Reopening;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people of a bureau do about its questions to platforms; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum PlatformAct implements RecordedAct {
    RETRIED_NOW("立即重试平台调用和答复接收"),
    DATA_APPROVED("批准向平台调取数据"),
    DATA_DECLINED("不同意向平台调取数据"),
    QUESTION_ANSWERED("答复平台的询问"),
    NEW_DATE_ACCEPTED("同意平台改期答复"),
    NEW_DATE_DECLINED("不同意平台改期答复"),
    CALL_RESUMED("恢复平台调用"),
    NUMBER_OURS("认定平台已有的任务是本单位提交的"),
    NUMBER_FOREIGN("认定平台已有的任务不是本单位提交的");

    /** As acts are stored. */
    public static final String FEATURE = "platform";

    private final String title;

    @Configuration(proxyBeanMethods = false)
    static class Contributed {

        @Bean
        RecordedActs platformActs() {
            return new RecordedActs(FEATURE, values());
        }

        @Bean
        Reopening approvedData(DataApprovals approvals) {
            return new Reopening(Set.of(DataActs.FORMS), (requestNo, tenant) -> approvals.reopen(requestNo));
        }
    }
}
