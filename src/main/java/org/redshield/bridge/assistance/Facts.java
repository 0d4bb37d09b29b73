package org.redshield.bridge.assistance;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.assistance.AssistanceHandling.RequestedFacts;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;

/**
 * The machine-readable part of the letters of a co-investigation, written by one side and read by the other. The names
 * are an agreement between installations: they are added to, never changed.
 */
public final class Facts {

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
    /** A {@link LegalBasis} name. */
    public static final String BASIS = "basis";

    public static final String QUESTIONS = "questions";
    public static final String CONTACT_PHONE = "contactPhone";
    public static final String LEAD_NAME = "officerName";
    public static final String LEAD_CERTIFICATE = "officerCertificateNo";
    public static final String LEAD_PHONE = "officerPhone";
    public static final String SECOND_NAME = "secondOfficerName";
    public static final String SECOND_CERTIFICATE = "secondOfficerCertificateNo";
    public static final String SECOND_PHONE = "secondOfficerPhone";
    public static final String MISSING_ITEMS = "missingItems";
    /** A {@link DeclineReason} name. */
    public static final String DECLINE_REASON = "declineReason";
    /** An ISO date. */
    public static final String NEW_DUE_ON = "newDueOn";
    /** An {@link ItemConclusion} name. */
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

    public static final String LEGAL_HOOK = "legalHook";
    public static final String NOTE = "note";
    /** Whether the asking bureau waits for the report, true or false. */
    public static final String AWAIT_REPORT = "awaitReport";

    public static final String CONTACT_NAME = "contactName";
    /** The letter that all this rests on. */
    public static final String ORIGINAL_LETTER = "originalLetterNo";

    private Facts() {}

    static Map<String, String> of(AssistanceRequest request) {
        Draft draft = request.draft();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(REQUEST_ID, request.requestId());
        facts.put(CAUSE, draft.cause());
        draft.sourceNo().ifPresent(no -> facts.put(SOURCE_NO, no));
        facts.put(PLATFORM, draft.platform());
        facts.put(TARGET_TYPE, Draft.TARGET_TYPE.name());
        facts.put(TARGET_ID, draft.targetId());
        draft.creditCode().ifPresent(code -> facts.put(CREDIT_CODE, code));
        facts.put(DATASETS, String.join(",", draft.datasets()));
        draft.period().ifPresent(period -> {
            facts.put(PERIOD_FROM, period.from().toString());
            facts.put(PERIOD_TO, period.to().toString());
        });
        facts.put(PURPOSE, draft.purpose());
        facts.put(BASIS, draft.basis().name());
        draft.questions().ifPresent(questions -> facts.put(QUESTIONS, questions));
        facts.put(CONTACT_PHONE, draft.contactPhone());
        return facts;
    }

    /** What it wants done about the shop. */
    static Map<String, String> ofMeasures(AssistanceRequest request) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(MEASURES, String.join(",", request.measures()));
        request.legalHook().ifPresent(hook -> facts.put(LEGAL_HOOK, hook));
        request.outcomeNote().ifPresent(note -> facts.put(NOTE, note));
        return facts;
    }

    static Map<String, String> basics(String requestId, Letter original) {
        return Map.of(REQUEST_ID, requestId, ORIGINAL_LETTER, original.number());
    }

    static Map<String, String> lead(Officer officer) {
        return Map.of(
                LEAD_NAME, officer.name(),
                LEAD_CERTIFICATE, officer.certificateNo(),
                LEAD_PHONE, officer.phone());
    }

    static Map<String, String> second(Officer officer) {
        return Map.of(
                SECOND_NAME, officer.name(),
                SECOND_CERTIFICATE, officer.certificateNo(),
                SECOND_PHONE, officer.phone());
    }

    /** What a request letter says; one that lacks a fact is no request letter of ours and stops the delivery. */
    static RequestedFacts read(Letter letter) {
        LetterContent content = letter.content();
        return new RequestedFacts(
                need(letter, CAUSE),
                find(letter, SOURCE_NO),
                need(letter, PLATFORM),
                need(letter, TARGET_TYPE),
                need(letter, TARGET_ID),
                find(letter, CREDIT_CODE),
                codes(content.facts().getOrDefault(DATASETS, "")),
                DataPeriod.of(
                        find(letter, PERIOD_FROM).map(LocalDate::parse),
                        find(letter, PERIOD_TO).map(LocalDate::parse)),
                need(letter, PURPOSE),
                need(letter, BASIS),
                find(letter, QUESTIONS));
    }

    static String need(Letter letter, String fact) {
        return find(letter, fact)
                .orElseThrow(() -> new IllegalStateException("Letter " + letter.id() + " lacks the fact " + fact));
    }

    static Optional<String> find(Letter letter, String fact) {
        return Optional.ofNullable(letter.content().facts().get(fact)).filter(value -> !value.isBlank());
    }

    private static Set<String> codes(String list) {
        Set<String> codes = new LinkedHashSet<>();
        Arrays.stream(list.split(",")).filter(code -> !code.isBlank()).forEach(codes::add);
        return Collections.unmodifiableSet(codes);
    }
}
