package org.redshield.bridge.engine.view;

import java.util.Collection;
import java.util.List;

/** Of which cases the tasks are that a list with the property {@link #FOLLOWED_ONLY} shows: only who looks decides that. */
@FunctionalInterface
public interface FollowedCases {

    /** Property of a stored list, {@code true} where it shows tasks of followed cases only. */
    String FOLLOWED_ONLY = "followedOnly";

    /** Property of a stored list, {@code true} where it shows a supervisor the tasks of the bureaus below too. */
    String BELOW = "below";

    /** The process instances in which there are tasks of the cases that a person follows. */
    List<String> instances(String user, Collection<String> tenants);
}
