package org.redshield.bridge.keys;

/** Encrypts what fits in memory. The result names the algorithm and the key; it is at most 66 bytes longer. */
public interface Encryption {

    /** @param about what it is; nothing else can be read in its place */
    byte[] encrypt(String about, byte[] clear);

    /** @throws Undecipherable when it was changed, is about something else, or its key is not here */
    byte[] decrypt(String about, byte[] encrypted) throws Undecipherable;
}
