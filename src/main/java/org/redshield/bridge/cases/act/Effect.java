package org.redshield.bridge.cases.act;

import org.redshield.bridge.engine.Outgoing;

/** An act as it is about to take effect, at the door. */
public interface Effect extends Outgoing {

    Instrument instrument();

    /** The same for every attempt at this one effect. */
    String key();

    /** Whether nobody of the sender may decide about it, by a fact on record, so that its receiver does. */
    boolean isDecidedByReceiver();
}
