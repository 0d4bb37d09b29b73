package org.redshield.bridge.cases.retention;

import java.util.Collection;
import java.util.Set;

/** A feature's contribution: cases of which it still holds rows that leave before a case becomes cold. */
public interface StaysWarm {

    /** Those of these, by one statement. */
    Set<String> among(Collection<String> caseNos);
}
