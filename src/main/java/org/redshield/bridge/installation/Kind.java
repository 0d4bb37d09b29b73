package org.redshield.bridge.installation;

/** What an installation is for, once and for good. */
public enum Kind {
    PRODUCTION("正式环境", "production"),
    DEMONSTRATION("演示环境", "the demonstration");

    private final String chinese;
    private final String english;

    Kind(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    String chinese() {
        return chinese;
    }

    String english() {
        return english;
    }
}
