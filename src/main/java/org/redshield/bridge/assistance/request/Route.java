package org.redshield.bridge.assistance.request;

import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.casework.Entries;

/** How a request reaches the facts. */
@Getter
@RequiredArgsConstructor
public enum Route {
    /** By letter to the bureau at the platform's seat, which uses its own powers (程序规定 art. 45). */
    HOME_BUREAU("经平台属地局"),
    /** Straight to the platform: it must answer any bureau (网络交易监督管理办法 art. 34), where an agreement is recorded. */
    DIRECT("直达平台");

    private final String title;

    public static Route of(String code) {
        return new Entries(CaseAct.FEATURE).oneOf(values(), Optional.of(code), "协查渠道");
    }
}
