package org.redshield.bridge.engine.form;

import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.Outgoing;

/** Told in the submitting transaction when somebody has agreed on a form to what will go out. */
@FunctionalInterface
public interface DecidedUpon {

    /** @param content as it lay beside the form, and as it is to go out */
    void agreed(FormSubmission form, Outgoing content);
}
