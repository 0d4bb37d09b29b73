package org.redshield.bridge.deadline.calendar;

/** What happens when a period in calendar days or months ends on a holiday (程序规定 art. 80); other units ignore it. */
public enum RollOver {
    /** Only a statutory holiday of the 放假办法 moves the end; a mere rest day or weekend does not. */
    STRICT,
    /** Any day off moves the end: statutory holiday, rest day of a long holiday, weekend. The default. */
    NON_WORKING
}
