package org.redshield.bridge.bureau.directory;

import java.util.List;
import lombok.Getter;

/** What a file says of an agreement; all of it, for a line stands for itself. */
@Getter
enum AgreementColumn implements Heading {
    PARTY_A("partyA", "甲方代码", "甲方"),
    PARTY_B("partyB", "乙方代码", "乙方"),
    KIND("kind", "种类"),
    DATASET("dataset", "数据种类"),
    AMOUNT("amount", "时限"),
    UNIT("unit", "时限单位"),
    CITATION("citation", "依据"),
    VALID_FROM("validFrom", "生效日期"),
    VALID_TO("validTo", "截止日期");

    private final String key;
    private final List<String> headings;

    AgreementColumn(String key, String... headings) {
        this.key = key;
        this.headings = List.of(headings);
    }
}
