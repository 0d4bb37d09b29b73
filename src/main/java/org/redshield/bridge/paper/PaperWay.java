package org.redshield.bridge.paper;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** By what a letter on paper travels; the codes are stored. */
@Getter
@RequiredArgsConstructor
public enum PaperWay {
    EXPRESS_MAIL("邮政特快"),
    CONFIDENTIAL_MAIL("机要"),
    MESSENGER("专人"),
    FAX("传真");

    private final String title;
}
