package org.redshield.bridge.measures;

/** The machine-readable part of the order and of its letters; the names are added to, never changed. */
public final class MeasureFacts {

    public static final String MEASURE_ID = "measureId";
    /** The name of a {@link MeasureKind}. */
    public static final String KIND = "measureKind";
    /** Against whom, where, or of which account. */
    public static final String TARGET = "measureTarget";
    /** Why it is needed. */
    public static final String REASON = "reason";

    public static final String CAUSE = "cause";
    public static final String FILING_NO = "sourceNo";
    /** User ids of the two officers who handle the case, comma-separated; stays in the bureau. */
    public static final String HANDLERS = "handlers";

    private MeasureFacts() {}
}
