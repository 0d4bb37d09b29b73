package org.redshield.bridge.operations;

import org.redshield.bridge.Refusal;

/** A disk is nearly full; nothing of what was sent is kept. */
public class NoRoom extends Refusal {

    private static final long serialVersionUID = 1;

    public static final String CODE = "operations.no-room";

    /** As in the header Retry-After: whoever makes room, the next try takes notice. */
    public static final long SECONDS = 60;

    private final String what;

    NoRoom(String what, long freeMegabytes, long leastMegabytes) {
        super(CODE, what, freeMegabytes, leastMegabytes);
        this.what = what;
    }

    /** What lies on that disk, as people read it. */
    public String what() {
        return what;
    }
}
