package org.redshield.bridge.transfer.correspondence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.transfer.jurisdiction.Fact;

/**
 * The machine-readable part of a transfer: of the order that begins it, of its draft, of its letters, and of the order for
 * verification that follows. The names are an agreement between installations: they are added to, never changed.
 */
public final class TransferFacts {

    public static final String TRANSFER_ID = "transferId";
    /** The name of a {@link What}. */
    public static final String WHAT = "what";

    public static final String RECEIVER = "receiver";
    public static final String CAUSE = "cause";
    public static final String CONTENT = "content";
    /** Why it is handed over. */
    public static final String REASON = "reason";
    /** Of the finding on jurisdiction. */
    public static final String ARTICLES = "articles";

    public static final String PLATFORM = "platform";
    public static final String SHOP_ID = "shopId";
    public static final String SHOP_NAME = "shopName";
    public static final String CREDIT_CODE = "creditCode";
    public static final String SUBJECT_NAME = "subjectName";
    public static final String ADDRESS = "address";
    /** The last day on which a penalty is possible (行政处罚法 art. 36). */
    public static final String LIMITATION_DATE = "limitationDate";
    /** Why it is handed over although that day has passed. */
    public static final String LIMITATION_NOTE = "limitationNote";

    public static final String FIRST_FOUND_AT = "firstFoundAt";
    public static final String FILED_AT = "filedAt";
    public static final String FILING_NO = "filingNo";
    /** What comes with the letter, a line for each piece. */
    public static final String MATERIALS = "materials";
    /** Whether it is a report that an intake unit distributed 分送 (投诉举报处理办法 art. 41). */
    public static final String DISTRIBUTED = "distributed";
    /** Whether a superior hands it down 交办 (程序规定 art. 15). */
    public static final String HANDED_DOWN = "handedDown";
    /** Whether it is reported to the superior, because it is too difficult here 报请 (程序规定 art. 15). */
    public static final String REPORTED_UP = "reportedUp";
    /** The day by which the superior wants an answer. */
    public static final String ANSWER_BY = "answerBy";
    /** Why another competent bureau was chosen than the one proposed; stays with the sender. */
    public static final String CHOICE_REASON = "choiceReason";
    /** What is known now that was not when the receiver said that it was not competent. */
    public static final String NEW_FACTS = "newFacts";

    /** The bureau that the receiver says is competent. */
    public static final String COMPETENT = "competentBureau";
    /** What happened: the name of a step of progress, perhaps of a newer release; and what it is called. */
    public static final String MILESTONE = "milestone";

    public static final String MILESTONE_TITLE = "milestoneTitle";
    public static final String MILESTONE_AT = "milestoneAt";
    /** Whether more will follow, {@code MORE} or {@link #LAST}. */
    public static final String FEEDBACK = "feedback";

    public static final String LAST = "LAST";

    /** Who has what was disputed, {@code SENDER} or {@code RECEIVER} of the transfer. */
    public static final String SETTLEMENT = "settlement";

    public static final String SENDER_VIEW = "senderView";
    public static final String RECEIVER_VIEW = "receiverView";

    /** What the letter tells the receiver. */
    private static final List<String> TOLD = List.of(
            WHAT,
            CAUSE,
            CONTENT,
            REASON,
            ARTICLES,
            PLATFORM,
            SHOP_ID,
            SHOP_NAME,
            CREDIT_CODE,
            SUBJECT_NAME,
            ADDRESS,
            LIMITATION_DATE,
            LIMITATION_NOTE,
            FIRST_FOUND_AT,
            FILED_AT,
            FILING_NO,
            MATERIALS,
            DISTRIBUTED,
            HANDED_DOWN,
            REPORTED_UP,
            ANSWER_BY,
            NEW_FACTS);

    /** What is said of the place of things, by the names of {@code POST /api/jurisdiction}. */
    private static final List<String> STATED = Stream.of(Fact.values())
            .filter(fact -> fact != Fact.ON)
            .map(Fact::field)
            .toList();

    /** All that a draft may hold; nothing else is ever taken over, least of all who reported it. */
    public static final Set<String> DRAFTED = Stream.of(
                    TOLD.stream(), STATED.stream(), Stream.of(RECEIVER, CHOICE_REASON))
            .flatMap(names -> names)
            .collect(Collectors.toCollection(TreeSet::new));

    private static final Pattern STOPS = Pattern.compile("[。．.；;，,、\\s]+$");

    private TransferFacts() {}

    /** What of a draft the letter tells. The reason stands in the middle of a sentence, so it is told without its own stop. */
    public static Map<String, String> told(Map<String, String> draft) {
        Map<String, String> told = only(TOLD, draft);
        told.computeIfPresent(REASON, (name, reason) -> STOPS.matcher(reason).replaceFirst(""));
        return told;
    }

    /** What the receiver's verification is ordered with, see {@code OrderKind.CLUE_VERIFICATION}. */
    public static Map<String, String> verified(Map<String, String> facts, TransferWay way, Instant receivedAt) {
        Map<String, String> verified = told(facts);
        verified.put("source", way == TransferWay.DOWN ? "HANDED_DOWN" : "TRANSFERRED");
        verified.put("channel", "BRIDGE");
        verified.put("receivedAt", receivedAt.toString());
        return verified;
    }

    /** With what the milestone of these facts is called, and whether more will follow. */
    static Map<String, String> milestone(Map<String, String> facts) {
        Progress.Step step = Progress.Step.valueOf(facts.get(MILESTONE));
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put(MILESTONE_TITLE, step.title());
        all.put(FEEDBACK, feedback(step));
        return all;
    }

    public static String feedback(Progress.Step step) {
        return step.last() ? LAST : "MORE";
    }

    /** What of a draft says who is competent. */
    public static Map<String, String> stated(Map<String, String> draft) {
        return only(STATED, draft);
    }

    private static Map<String, String> only(List<String> names, Map<String, String> facts) {
        Map<String, String> chosen = new LinkedHashMap<>();
        names.forEach(name -> {
            String value = facts.get(name);
            if (value != null && !value.isBlank()) {
                chosen.put(name, value);
            }
        });
        return chosen;
    }
}
