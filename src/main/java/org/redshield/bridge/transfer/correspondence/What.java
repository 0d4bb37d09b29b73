package org.redshield.bridge.transfer.correspondence;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What changes hands; the law treats the two differently. */
@Getter
@RequiredArgsConstructor
public enum What {
    /** 线索, before filing: whoever is not competent sends it back and says who is. */
    CLUE("线索"),
    /** 案件, after filing: who disputes it reports to the common superior and never passes it on (程序规定 art. 14). */
    CASE("案件");

    private final String title;
}
