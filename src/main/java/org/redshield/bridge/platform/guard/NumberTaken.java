package org.redshield.bridge.platform.guard;

import org.redshield.bridge.InOneLine;

/** What has never been sent on our record is known to the platform under its number already: a person must judge whose it is. */
public final class NumberTaken extends RuntimeException implements InOneLine {

    private final String platform;
    private final String number;

    public NumberTaken(String platform, String number) {
        super("Platform " + platform + " has something else under " + number);
        this.platform = platform;
        this.number = number;
    }

    public String platform() {
        return platform;
    }

    public String number() {
        return number;
    }

    @Override
    public String inLog() {
        return getMessage();
    }
}
