package org.redshield.bridge.assistance.correspondence;

import java.util.List;
import java.util.Map;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.Letter;

/**
 * The machine-readable part of the letters of a co-investigation, written by one side and read by the other. The names
 * are an agreement between installations: they are added to, never changed.
 */
public final class AssistanceFacts {

    public static final String REQUEST_ID = "requestId";
    public static final String CAUSE = "cause";
    public static final String SOURCE_NO = "sourceNo";
    public static final String PLATFORM = "platform";
    public static final String TARGET_TYPE = "targetType";
    public static final String TARGET_ID = "targetId";
    public static final String CREDIT_CODE = "creditCode";
    /** Codes, comma-separated. */
    public static final String DATASETS = "datasets";

    public static final String PERIOD_FROM = "periodFrom";
    public static final String PERIOD_TO = "periodTo";
    public static final String PURPOSE = "purpose";
    /** A {@link LegalBasis} name, or words. */
    public static final String BASIS = "basis";

    public static final String QUESTIONS = "questions";
    public static final String CONTACT_PHONE = "contactPhone";
    /** An ISO date. */
    public static final String NEW_DUE_ON = "newDueOn";
    /** The name of an {@code ItemConclusion}. */
    public static final String CONCLUSION = "conclusion";

    public static final String FINDINGS = "findings";
    /** Prefix; followed by a dataset's code: ANSWERED, PARTIAL, NO_RECORD, REFUSED. */
    public static final String ANSWER = "answer.";
    /** Prefix; followed by a dataset's code: why it is refused. */
    public static final String REFUSAL = "refusal.";

    public static final String SUPPLEMENT = "supplement";
    public static final String DISPOSITION_ID = "dispositionId";
    /** Codes, comma-separated. */
    public static final String MEASURES = "measures";

    /** Against what the measures are asked beside the shop, listed with commas or line by line. */
    public static final List<String> OBJECTS = List.of("items", "accounts", "keywords");

    public static final String LEGAL_HOOK = "legalHook";
    /** Whether the asking bureau waits for the report, true or false. */
    public static final String AWAIT_REPORT = "awaitReport";

    public static final String CONTACT_NAME = "contactName";

    private AssistanceFacts() {}

    public static Map<String, String> basics(String requestId, Letter original) {
        return Map.of(REQUEST_ID, requestId, LetterFacts.ORIGINAL_LETTER, original.number());
    }

    public static Map<String, String> lead(Officer.Named officer) {
        return LetterFacts.officer("officer", officer);
    }

    public static Map<String, String> second(Officer.Named officer) {
        return LetterFacts.officer("secondOfficer", officer);
    }
}
