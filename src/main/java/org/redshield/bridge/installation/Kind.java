package org.redshield.bridge.installation;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What an installation is for, once and for good. */
@Getter(AccessLevel.PACKAGE)
@RequiredArgsConstructor
public enum Kind {
    PRODUCTION("正式环境", "production"),
    DEMONSTRATION("演示环境", "the demonstration");

    private final String chinese;
    private final String english;
}
