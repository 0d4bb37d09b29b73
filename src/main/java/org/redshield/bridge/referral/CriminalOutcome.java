package org.redshield.bridge.referral;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What became of a case that the police filed, as their paper or that of a procuratorate or a court says; stored by name. */
@Getter
@RequiredArgsConstructor
public enum CriminalOutcome {
    DROPPED("公安机关撤销案件"),
    NOT_PROSECUTED("人民检察院不起诉"),
    EXEMPTED("人民法院判决免予刑事处罚"),
    ACQUITTED("人民法院宣告无罪"),
    SENTENCED("人民法院判处刑罚");

    private final String title;
}
