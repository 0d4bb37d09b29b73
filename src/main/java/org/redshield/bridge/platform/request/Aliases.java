package org.redshield.bridge.platform.request;

import java.util.function.UnaryOperator;

/** Names that stand for persons in a case: the same for the same person, others in every other case, and nobody can tell from whom. */
public interface Aliases {

    /** So long that two persons have one by no chance that counts. */
    UnaryOperator<String> ofCase(String caseNo);
}
