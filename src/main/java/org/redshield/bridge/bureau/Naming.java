package org.redshield.bridge.bureau;

import static org.redshield.bridge.bureau.Particular.CERTIFICATE;
import static org.redshield.bridge.bureau.Particular.NAME;
import static org.redshield.bridge.bureau.Particular.PHONE;
import static org.redshield.bridge.bureau.Particular.UNIT;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.Getter;

/**
 * In what a person is named before others, and what has to be known of him for it: the one table, which files of people, lists of
 * whoever lacks something, forms and acts read. Who names somebody asks {@link Officer#named}, which refuses what would go out
 * without it, before anything has a number.
 */
@Getter
public enum Naming {
    /** Whoever is an officer: he may come to stand in each of the others, and his unit in lists of work. */
    CASEWORK("办理案件", NAME, CERTIFICATE, UNIT, PHONE),
    /** 主办, 协办: from then on the platform and the other bureau are told of both. */
    ASSIGNED("指派的办案人员", NAME, CERTIFICATE, PHONE),
    /** 协助调查函; by which telephone he is reached for it is typed there. */
    REQUEST("协助调查函", NAME, CERTIFICATE),
    REPLY("协助调查复函", NAME, CERTIFICATE, PHONE),
    DATA("向平台调取数据", NAME, CERTIFICATE, PHONE),
    PRESERVATION("请平台先行保全数据", NAME, CERTIFICATE, PHONE),
    /** 商家处置协助函; the platform is told of him as of who has the case. */
    DISPOSITION_REQUEST("商家处置协助函", NAME, CERTIFICATE, PHONE),
    /** 商家处置函: a platform's form of a measure asks for {@code link_man} and {@code phone}. */
    DISPOSITION("商家处置函", NAME, PHONE),
    LIFT("解除处置函", NAME, PHONE),
    TRANSFER("移送函", NAME, CERTIFICATE, PHONE),
    MEASURE("报请批准调查措施函", NAME),
    REFERRAL("涉嫌犯罪案件移送书", NAME),
    EXTRACTION("电子数据证据提取笔录", NAME, CERTIFICATE),
    /** Whom a letter that asks for an answer names by its tail, with what else is known of him. */
    CONTACT("函件的联系人", NAME);

    /** What he is named in, as people call it. */
    private final String title;

    private final List<Particular> needed;

    Naming(String title, Particular... needed) {
        this.title = title;
        this.needed = List.of(needed);
    }

    /** What of it the directory does not say of him. */
    public List<Particular> lacking(Officer officer) {
        return needed.stream().filter(one -> one.isLacking(officer)).toList();
    }

    /** The same in words; empty where nothing lacks. */
    public String lackingInWords(Officer officer) {
        return lacking(officer).stream().map(one -> one.lackOf(officer)).collect(Collectors.joining("、"));
    }

    /** All that is needed of somebody of whom the directory says nothing. */
    public String inWords() {
        return Stream.of(CERTIFICATE, UNIT, PHONE)
                .filter(needed::contains)
                .map(Particular::title)
                .collect(Collectors.joining("、"));
    }
}
