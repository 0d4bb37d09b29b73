package org.redshield.bridge;

/** A fault that is expected in operation: whoever logs it keeps its own line, without sentence and stack trace. */
public interface InOneLine {

    /** What the line says of it, in English and without personal data; empty: no line at all. */
    String inLog();
}
