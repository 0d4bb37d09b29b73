package org.redshield.bridge.cases;

/**
 * By what else a case is found than by what its list shows: a feature's contribution to the search.
 *
 * @param condition on the feature's tables alone, on {@code :text}, {@code :tenant} and the row {@code w} of the list with
 *     {@code case_no}, {@code subject_id} and {@code single}, see {@link Involvement#single}
 */
public record FoundBy(String condition) {}
