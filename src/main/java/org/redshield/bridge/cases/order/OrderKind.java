package org.redshield.bridge.cases.order;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * What one way of working together may ask of another. Each kind is accepted by one feature, its {@link OrderTaker}, or
 * the application does not start. Who orders and who accepts know each other by what stands here alone.
 */
@Getter
@RequiredArgsConstructor
public enum OrderKind {
    /**
     * Measures against a shop, asked of the bureau at the platform's seat.
     *
     * <p>Facts: {@code cause}, {@code platform}, {@code targetId}, {@code measures} (codes, comma-separated), {@code
     * legalHook}, {@code contactName}, {@code officerCertificateNo}, {@code contactPhone}; if known {@code creditCode}
     * and {@code note}; and {@code awaitReport}, whether the report shall wake the process of what ordered it. With {@code
     * proposedAt} (instant), when it was laid before a head, it lists what was known then, and may not be approved when that has
     * changed.
     */
    MERCHANT_DISPOSITION("商家处置"),
    /**
     * A clue is registered and verified (线索核查); who ordered it hears of its progress.
     *
     * <p>Facts: {@code source} (INSPECTION, REPORT, TRANSFERRED, HANDED_DOWN or OTHER) and {@code channel} (BRIDGE for what came
     * by this system, or another of those by which clues come), {@code receivedAt} (instant), {@code cause}, {@code content}; if
     * known {@code platform}, {@code shopId}, {@code shopName}, {@code creditCode}, {@code subjectName}, {@code address},
     * {@code limitationDate} (day), {@code externalNo} (number at its source), {@code fromBureau} and {@code fromLetter}
     * (tenant and 文号 of who sent it). Never anything of a reporter.
     */
    CLUE_VERIFICATION("线索核查"),
    /**
     * A clue or a filed case goes to another bureau (移送); who ordered it hears of its progress.
     *
     * <p>Facts: {@code what} ({@code CLUE} or {@code CASE}), {@code cause}, {@code content}, {@code reason}; if known {@code receiver} (tenant), {@code
     * articles} (of the finding on jurisdiction, comma-separated), {@code platform}, {@code shopId},
     * {@code shopName}, {@code creditCode}, {@code subjectName}, {@code address}, {@code limitationDate}, {@code firstFoundAt},
     * {@code filedAt}, {@code filingNo}. Never anything of a reporter. Its end is told as CLOSED; with the {@code outcome} ABANDONED
     * or REJECTED it was not handed over, and stays with who ordered it.
     */
    CASE_TRANSFER("移送"),
    /**
     * A co-investigation is asked for in the case: of the bureau at the platform's seat, or of the platform itself where that
     * is the own bureau.
     *
     * <p>Facts: {@code cause}, {@code platform}, {@code targetId}, {@code purpose}, {@code contactPhone}; if known {@code sourceNo},
     * {@code creditCode}, {@code datasets} (codes, comma-separated), {@code periodFrom}, {@code periodTo} (days), {@code questions}.
     * Where the order says who approved it, no head is asked whether it may be raised; what is then asked of the platform itself is
     * approved by the tier of each dataset all the same.
     */
    ASSISTANCE_REQUEST("协查请求"),
    /**
     * A measure under 反不正当竞争法 art. 16; it may be taken when the heads have approved it whom the table of approvals names.
     *
     * <p>Facts: {@code measureKind} (INSPECTION, INQUIRY, COPIES, SEIZURE or BANK_ACCOUNT), {@code measureTarget}, {@code reason},
     * {@code cause}, {@code handlers} (user ids of the two officers, comma-separated); if known {@code sourceNo}.
     */
    INVESTIGATIVE_MEASURE("调查措施"),
    /**
     * A case, or a clue that is verified, goes to the police because a crime is suspected (移送规定).
     *
     * <p>Facts: {@code cause}, {@code reason}, {@code handlers} (user ids of the two officers, the lead first, comma-separated); if
     * known {@code sourceNo} and {@code party} (against whom). Where nobody is punished for a crime and the bureau is to decide about
     * an administrative penalty, its end is told as CLOSED, with {@code receivedOn} (day), {@code externalNo} (of the paper) and
     * {@code by} (user id of who registered it).
     */
    CRIMINAL_REFERRAL("移送公安机关");

    private final String title;
}
