package org.redshield.bridge.bureau;

import java.util.function.Function;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** Something that has to be known of a person who works on cases, since others are told of it. */
@RequiredArgsConstructor
public enum Particular {
    NAME("姓名", Officer::name),
    CERTIFICATE("执法证号", Officer::certificateNo),
    UNIT("科室", Officer::unit),
    PHONE("联系电话", Officer::phone);

    @Getter
    private final String title;

    private final Function<Officer, String> said;

    /** Whether the directory does not say it of him, or says what cannot be one. */
    public boolean isLacking(Officer officer) {
        String text = said.apply(officer);
        return text == null || text.isBlank() || this == PHONE && !Telephone.isOne(text);
    }

    /** As it is told to people: that something stands there which is none. */
    String lackOf(Officer officer) {
        String text = said.apply(officer);
        return text == null || text.isBlank() ? title : title + "（登记的不是一个电话号码）";
    }
}
