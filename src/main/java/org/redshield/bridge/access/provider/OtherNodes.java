package org.redshield.bridge.access.provider;

import java.util.function.Consumer;

/** How all nodes learn at once what one of them was told; a hint, which may be lost. */
public interface OtherNodes {

    /** From now on whoever listens is told of that kind, by this node too. @param wake given nothing where it is not known about what */
    void listenAbout(String kind, Consumer<String> wake);

    /** @param about in ASCII, without blanks: everybody at the database can read it */
    void send(String kind, String about);
}
