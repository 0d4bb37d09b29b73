package org.redshield.bridge.cases;

/**
 * By what else two cases have to do with each other than by their shop: a feature's contribution.
 *
 * @param title as an officer reads it, e.g. 同一统一社会信用代码
 * @param sql a select, from the feature's tables alone, of {@code case_no, value, times} for the cases of
 *     {@code :tenant}; of very many values those that occur most often are compared
 * @param amongOthers for a select in which values stand together in a row: a condition to add to it, by which an index finds
 *     rows with any of the array {@code :wanted}. Else empty: the value's own index finds them
 */
public record RelatedBy(String title, String sql, String amongOthers) {

    /** Each value has a row. */
    public RelatedBy(String title, String sql) {
        this(title, sql, "");
    }

    /** Several features know it; values that two of them know are one. */
    public static final String SAME_COMPANY = "同一统一社会信用代码";
}
