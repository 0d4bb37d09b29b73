package org.redshield.bridge.platform.request;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.act.Instrument;

/** By what data is asked of a platform, through its interface or, where that cannot answer, of its liaison. */
@Getter
@RequiredArgsConstructor
enum DataCall implements Instrument {
    DATA_REQUEST("调取数据请求"),
    /** Of what no head need approve beside the letter that lists it. */
    LISTED_DATA_REQUEST("无须另行审批的调取数据请求");

    private final String title;
}
