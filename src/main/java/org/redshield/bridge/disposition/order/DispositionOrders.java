package org.redshield.bridge.disposition.order;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionRequest;
import org.redshield.bridge.disposition.plan.DisposeType;
import org.redshield.bridge.disposition.plan.DispositionPlan;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.indicators.api.SuspiciousOrders;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/** Asks the bureau at the platform's seat for measures against a shop. */
@Component
@RequiredArgsConstructor
class DispositionOrders implements OrderTaker {

    /** Facts that nobody decides about: whom the receiver can ask, who is to hear of the end, and the number that is given at the issue. */
    private static final Set<String> UNDECIDED = Set.of(
            "contactName",
            "officerName",
            "officerCertificateNo",
            "contactPhone",
            "officerPhone",
            "awaitReport",
            "dispositionId");

    private final Organisations organisations;
    private final Letters letters;
    private final Evidences evidences;
    private final Correspondence correspondence;
    private final SuspiciousOrders suspicious;
    private final InstantSource time;

    @Override
    public OrderKind kind() {
        return OrderKind.MERCHANT_DISPOSITION;
    }

    @Override
    public Map<String, List<Map<String, String>>> options() {
        return Map.of(
                "measureOptions",
                Arrays.stream(Measure.values())
                        .map(measure -> Map.of("value", measure.name(), "label", measure.title()))
                        .toList());
    }

    @Override
    public String describe(Map<String, String> facts) {
        String objects = objects(facts).entrySet().stream()
                .map(one -> "；" + one.getKey().title() + "：" + String.join("、", one.getValue()))
                .collect(Collectors.joining());
        return "建议措施：" + Measure.titles(facts.get("measures")) + objects + "；依据："
                + facts.getOrDefault("legalHook", "未填写");
    }

    @Override
    public void check(Order order) {
        order.need("cause", "案由");
        order.need("targetId", "网店");
        order.need("legalHook", "处置依据");
        order.need("contactName", "联系人");
        order.need("officerCertificateNo", "联系人的执法证号");
        order.need("contactPhone", "联系电话");
        for (String code : Measure.listed(order.need("measures", "建议的处置措施"))) {
            Measure.find(code).orElseThrow(() -> new Refusal("assistance.option-unknown", "建议的处置措施", code));
        }
        objects(order.facts()).forEach((type, objects) -> objects.stream()
                .filter(object -> !DispositionPlan.isObject(type, object))
                .findFirst()
                .ifPresent(object -> {
                    throw new Refusal("disposition.asked-object-malformed", type.title(), object);
                }));
        if (receiver(order).code().equals(order.tenant())) {
            throw new Refusal(
                    "assistance.disposition-to-oneself", receiver(order).name());
        }
        if (!receiver(order).connected()) {
            throw new Refusal(
                    "assistance.disposition-off-system", receiver(order).name());
        }
        if (order.approvedBy().isEmpty()) {
            requireUnchanged(order);
        }
    }

    @Override
    public String accept(Order order) {
        String id = id(order);
        correspondence.send(letter(order, id));
        return id;
    }

    @Override
    public Optional<LetterDraft> letter(Order order) {
        return Optional.of(letter(order, id(order)));
    }

    /** That of the request's disposition, or else the case's next. */
    private String id(Order order) {
        List<LetterView> asked = letters.ofCase(order.caseNo(), order.tenant()).stream()
                .filter(letter -> letter.kind() == DispositionLetter.DISPOSITION_REQUEST)
                .filter(letter -> letter.sender().equals(order.tenant()))
                .toList();
        return asked.stream()
                .filter(letter -> order.about().equals(letter.facts().get("requestId")))
                .map(LetterView::subjectId)
                .findFirst()
                .orElseGet(() -> order.caseNo() + "-D" + (asked.size() + 1));
    }

    private LetterDraft letter(Order order, String id) {
        return new LetterDraft(
                        DispositionLetter.DISPOSITION_REQUEST,
                        order.about() + "/DISPOSITION_REQUEST",
                        order.caseNo(),
                        id,
                        order.tenant(),
                        receiver(order).code())
                .inReplyTo(order.restsOn())
                .by(order.by(), order.approvedBy())
                .decidedIn(order.about())
                .current(UNDECIDED)
                .evidence(evidences.ofCase(order.caseNo(), order.tenant()).stream()
                        // What came after it was laid before the head he has not seen.
                        .filter(evidence -> !evidence.receivedAt().isAfter(proposedAt(order)))
                        .map(Evidence::id)
                        .toList())
                .facts(order.facts())
                .facts(named(order))
                .facts(listed(order))
                .fact("requestId", order.about())
                .fact("dispositionId", id)
                .word("platformName", organisations.name(order.facts().get("platform")))
                .word("measureTitles", Measure.titles(order.facts().get("measures")));
    }

    /** Items, accounts and keywords that the order names. */
    private static Map<DisposeType, List<String>> objects(Map<String, String> facts) {
        Map<DisposeType, List<String>> objects = new EnumMap<>(DisposeType.class);
        DispositionRequest.OBJECTS.forEach((type, fact) -> {
            List<String> listed = DispositionRequest.listed(type, facts.getOrDefault(fact, ""));
            if (!fact.equals(DispositionRequest.ORDERS) && !listed.isEmpty()) {
                objects.put(type, listed);
            }
        });
        return objects;
    }

    private static Map<String, String> named(Order order) {
        Map<String, String> named = new LinkedHashMap<>();
        objects(order.facts())
                .forEach((type, objects) -> named.put(DispositionRequest.OBJECTS.get(type), String.join(",", objects)));
        return named;
    }

    private Map<String, String> listed(Order order) {
        List<String> listed = orders(order, proposedAt(order));
        return listed.isEmpty() ? Map.of() : Map.of(DispositionRequest.ORDERS, String.join(",", listed));
    }

    /** Invented sales are deleted one by one: the shop's orders go along as an officer had confirmed them by then. */
    private List<String> orders(Order order, Instant then) {
        if (!Measure.listed(order.facts().get("measures")).contains(Measure.SALES_RESET.name())) {
            return List.of();
        }
        String platform = order.need("platform", "平台");
        String shop = order.need("targetId", "网店");
        return suspicious.confirmed(order.caseNo(), order.tenant(), platform, shop, then);
    }

    private Instant proposedAt(Order order) {
        return Order.given(order.facts(), "proposedAt").map(Instant::parse).orElseGet(time::instant);
    }

    /** A head approves the list that he saw; what he approved goes out, whatever is decided while it is on its way. */
    private void requireUnchanged(Order order) {
        List<String> then = orders(order, proposedAt(order));
        List<String> now = orders(order, time.instant());
        long added = now.stream().filter(tid -> !then.contains(tid)).count();
        long gone = then.stream().filter(tid -> !now.contains(tid)).count();
        if (added + gone > 0) {
            throw new Refusal("disposition.orders-changed", added, gone);
        }
    }

    private Organisation receiver(Order order) {
        return organisations.homeBureauOf(order.need("platform", "平台"));
    }
}
