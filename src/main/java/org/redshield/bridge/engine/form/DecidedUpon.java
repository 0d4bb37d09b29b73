package org.redshield.bridge.engine.form;

import java.util.Optional;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.Outgoing;

/** Told in the submitting transaction when somebody has agreed on a form. */
@FunctionalInterface
public interface DecidedUpon {

    /** @param content as it lay beside the form, and as it is to go out; empty where a head agreed to what is no letter */
    void agreed(FormSubmission form, Optional<? extends Outgoing> content);
}
