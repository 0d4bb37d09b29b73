package org.redshield.bridge.deadline;

/** What happens when a period counted in days or months ends on a holiday (程序规定 art. 80). */
public enum RollOver {
    /** Only a statutory holiday of the 放假办法 moves the end; a mere rest day or weekend does not. */
    STRICT,
    /** Any day off moves the end: statutory holiday, rest day of a long holiday, weekend. The default. */
    NON_WORKING
}
