package org.redshield.bridge.engine.form;

import java.util.List;
import org.redshield.bridge.engine.Outgoing;

/** Whether what people enter can be read in what goes out of it: not every character has a picture. Asked afterwards. */
public interface Legibility {

    /** Whether any of the texts has what could not be read. */
    boolean doubts(List<String> texts);

    /**
     * @param label what the form calls the field in which it was typed
     * @throws org.redshield.bridge.Refusal when the text has what could not be read
     */
    void check(String label, String text);

    /** @throws org.redshield.bridge.Refusal when it stands in what would go out */
    void check(Outgoing letter);
}
