package org.redshield.bridge.engine;

import java.util.Set;
import java.util.stream.Stream;

/**
 * What will go out to another organisation once a person has decided. What it is and how it reads, the floor of letters
 * knows, which is above this one.
 */
public interface Outgoing {

    String caseNo();

    /** The request, disposition, transfer … that it is about. */
    String subjectId();

    /** The organisation that sends it. */
    String sender();

    /** User ids of who wrote it and who approved it. */
    Set<String> hands();

    /** As its receiver will call it. */
    String title();

    /**
     * SHA-256 of what somebody decides about: what it says and to whom; not its number, date, author, seal and layout, nor how the
     * directory calls whoever can be asked. Two that say the same have the same.
     */
    byte[] digest();

    /** Everything in it that somebody may have written, piece by piece. */
    Stream<String> texts();
}
