package org.redshield.bridge.engine.rule;

import java.util.Set;

/** What a feature lets models and tables name: a misspelt one would be a rule that nobody ever meets. */
public interface KnownNames {

    /** Of what they are. */
    enum Kind {
        /** Groups of people, to whom a task is given. */
        GROUP,
        /** Messages that letters bring. */
        MESSAGE,
        /** Bureaus and platforms, by code. */
        ORGANISATION,
        /** What platforms are asked for. */
        DATASET
    }

    Kind kind();

    Set<String> names();
}
