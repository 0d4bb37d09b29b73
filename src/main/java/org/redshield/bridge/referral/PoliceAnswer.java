package org.redshield.bridge.referral;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/** What comes back from the police or the procuratorate; the names are values of a process variable. */
@RequiredArgsConstructor
public enum PoliceAnswer {
    FILED("决定立案"),
    NOT_FILED("决定不予立案"),
    /** The police that got it are not competent, and have passed it on (移送规定 art. 7). */
    FORWARDED("已转送有管辖权的公安机关"),
    RETURNED("退回，需要补充材料或者不属于公安机关管辖"),
    /** The procuratorate tells the police to file a case. */
    DEMANDED("通知公安机关立案");

    private final String title;

    /** Whether another answer is to come. */
    boolean provisional() {
        return this == FORWARDED || this == DEMANDED;
    }

    static Map<String, String> ofPolice() {
        return titles(FILED, NOT_FILED, FORWARDED, RETURNED);
    }

    static Map<String, String> ofProcuratorate() {
        Map<String, String> titles = titles(DEMANDED);
        titles.put(FILED.name(), "告知公安机关已立案");
        titles.put(NOT_FILED.name(), "认为公安机关不立案的理由成立");
        return titles;
    }

    private static Map<String, String> titles(PoliceAnswer... answers) {
        Map<String, String> titles = new LinkedHashMap<>();
        Stream.of(answers).forEach(answer -> titles.put(answer.name(), answer.title));
        return titles;
    }
}
