package org.redshield.bridge.clues;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.act.Instrument;

/** By what a matter takes effect that the bureau's head has decided: it is entered, and what is begun by it has letters of its own. */
@Getter(AccessLevel.PACKAGE)
@RequiredArgsConstructor
enum MatterCall implements Instrument {
    FILING(Matter.Kind.FILE),
    NOT_FILING(Matter.Kind.NOT_FILE),
    HANDING_OVER(Matter.Kind.TRANSFER),
    ASKING_FOR_MEASURES(Matter.Kind.DISPOSE),
    DECIDING(Matter.Kind.DECIDE),
    TERMINATING(Matter.Kind.TERMINATE),
    CLOSING(Matter.Kind.CLOSE);

    private final Matter.Kind kind;

    @Override
    public String title() {
        return kind.title();
    }

    @Override
    public boolean goesOut() {
        return false;
    }
}
