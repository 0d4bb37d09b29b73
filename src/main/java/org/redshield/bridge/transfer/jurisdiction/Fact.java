package org.redshield.bridge.transfer.jurisdiction;

import java.util.Arrays;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What may be known of a case, by the field names of {@code POST /api/jurisdiction}, and what officers call it. */
@Getter
@RequiredArgsConstructor
public enum Fact {
    ACTUAL_PLACE("actualPlace", "实际经营地"),
    DOMICILE("domicile", "登记的住所地"),
    PLATFORM("platform", "平台经营者住所地"),
    SUBJECT("subject", "主体类型"),
    ACT("act", "行为类型"),
    REGISTERED("registered", "是否已办理登记"),
    FOUND_FIRST_BY("foundFirstBy", "最先发现线索的局"),
    COMPLAINT_FIRST_TO("complaintFirstTo", "最先收到投诉、举报的局"),
    FILED_FIRST_BY("filedFirstBy", "最先立案的局"),
    CONCENTRATED("concentrated", "举报是否较为集中或者影响严重"),
    HARM_PLACE("harmPlace", "违法结果发生地"),
    PUBLISHER_PLACE("publisherPlace", "广告发布者所在地"),
    ADVERTISER_PLACE("advertiserPlace", "广告主所在地"),
    AGENT_PLACE("agentPlace", "广告经营者所在地"),
    SELF_PUBLISHED("selfPublished", "是否由广告主自行发布"),
    ON("on", "判断日");

    /** The name in requests, answers and the table. */
    private final String field;

    private final String title;

    static Optional<Fact> of(String field) {
        return Arrays.stream(values()).filter(fact -> fact.field.equals(field)).findFirst();
    }
}
