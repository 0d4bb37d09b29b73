package org.redshield.bridge.cases.dossier;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.cases.RecordedAct;

/** The forms that a feature puts into the bound file of a case; one bean for each feature that has its own. */
public interface Sheets {

    /** What the organisation has on record of the case. */
    List<FileSheet> of(String caseNo, String tenant);

    /** The decisions that these forms show; those of all others stand on forms made of the record of the case. */
    Set<? extends RecordedAct> shown();
}
