package org.redshield.bridge.disposition.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;

/**
 * A drafted disposition that passed every rule: what is asked against which targets, on what ground and for what
 * facts. The platform must be able to give the merchant all three (网络交易平台规则监督管理办法 art. 19).
 *
 * @param legalHook the articles as the officer cited them
 * @param evidenceNote the prior decision, inspection report or evidence that the facts rest on
 */
public record DispositionPlan(
        List<PlannedTarget> targets, String legalHook, String facts, Optional<String> evidenceNote) {

    /** Of a form from before it asked what a keyword stands for: then the head who approves says it. */
    public static final String NOT_ASKED = "aboutNotAsked";

    /** More is a campaign against a whole market, not the disposition of one case. */
    public static final int MOST_TARGETS = 200;

    /** A sweep reaches every shop of the platform, so that each word must be weighed. */
    public static final int MOST_KEYWORDS = 5;

    /** How many orders one {@link Measure#SALES_RESET} may name. */
    public static final int MOST_ORDERS = 500;

    private static final int LONGEST_KEYWORD = 30;
    private static final int SHORTEST_FACTS = 10;

    /** Whoever approves a sweep must learn from it what the word stands for. */
    private static final int SHORTEST_PURPOSE = 5;

    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}_:\\-]{1,64}");
    private static final Pattern ORDER_ID = Pattern.compile("\\d{6,30}");
    private static final Pattern MEANINGFUL = Pattern.compile(".*[\\p{IsHan}\\p{IsAlphabetic}].*");
    /** A demand to freeze; the mere mention of a freeze that somebody else ordered is allowed. */
    private static final Pattern FREEZE = Pattern.compile("(请|要求|责令|立即|予以|申请)[^。；;\\n]{0,15}冻结");

    /**
     * Reads and checks a draft.
     *
     * @param items one map per measure: {@code targetType}, {@code targetValue} (one object a line; for
     *     {@link Measure#SALES_RESET} the list of orders), {@code measure}, {@code term}, {@code about} (what a
     *     {@link Measure#KEYWORD_SWEEP} is to find), {@link #NOT_ASKED} where the form does not ask that
     * @throws Refusal {@code disposition.*} naming the first rule that is broken, and by which item
     */
    public static DispositionPlan of(
            List<Map<String, String>> items,
            Optional<String> legalHook,
            Optional<String> facts,
            Optional<String> evidenceNote) {
        if (items.isEmpty()) {
            throw new Refusal("disposition.no-targets");
        }
        List<PlannedTarget> targets = new ArrayList<>();
        for (int number = 1; number <= items.size(); number++) {
            targets.addAll(targets(items.get(number - 1), number));
        }
        if (targets.size() > MOST_TARGETS) {
            throw new Refusal("disposition.too-many-targets", targets.size(), MOST_TARGETS);
        }
        String ground = legalHook.orElseThrow(() -> new Refusal("disposition.no-legal-hook"));
        String story = facts.filter(text -> text.length() >= SHORTEST_FACTS)
                .orElseThrow(() -> new Refusal("disposition.no-facts", SHORTEST_FACTS));
        refuseRepeats(targets);
        refuseContradictions(targets);
        refuseWideSweeps(targets);
        refuseUnfitHook(targets, ground);
        if (FREEZE.matcher(story).find()
                || evidenceNote.filter(note -> FREEZE.matcher(note).find()).isPresent()) {
            throw new Refusal("disposition.freeze");
        }
        return new DispositionPlan(List.copyOf(targets), ground, story, evidenceNote);
    }

    private static List<PlannedTarget> targets(Map<String, String> item, int number) {
        Measure measure = Measure.find(text(item, "measure"))
                .orElseThrow(() -> new Refusal("disposition.measure-unknown", number, text(item, "measure")));
        DisposeType type = choice(DisposeType.values(), text(item, "targetType"))
                .orElseThrow(() -> new Refusal("disposition.target-type-unknown", number, text(item, "targetType")));
        String value = text(item, "targetValue");
        if (value.isEmpty()) {
            throw new Refusal("disposition.target-missing", number);
        }
        if (measure == Measure.SALES_RESET) {
            return List.of(new PlannedTarget(measure, type, orders(type, value, number), Optional.empty()));
        }
        if (!measure.fits(type)) {
            throw new Refusal(
                    "disposition.measure-unfit",
                    number,
                    measure.title(),
                    measure.target().title(),
                    type.title());
        }
        Optional<String> term = term(item, measure, number);
        Optional<String> about = about(item, measure, number);
        return value.lines()
                .map(String::strip)
                .filter(object -> !object.isEmpty())
                .map(object -> new PlannedTarget(measure, type, object(type, object, number), term, about))
                .toList();
    }

    private static Optional<String> about(Map<String, String> item, Measure measure, int number) {
        String text = text(item, "about");
        if (measure != Measure.KEYWORD_SWEEP || item.containsKey(NOT_ASKED)) {
            return Optional.empty();
        }
        if (text.length() < SHORTEST_PURPOSE || !MEANINGFUL.matcher(text).matches()) {
            throw new Refusal("disposition.keyword-purpose-missing", number, SHORTEST_PURPOSE);
        }
        return Optional.of(text);
    }

    private static String object(DisposeType type, String object, int number) {
        if (!isObject(type, object)) {
            throw type == DisposeType.KEYWORD
                    ? new Refusal("disposition.keyword-too-wide", number, object, LONGEST_KEYWORD)
                    : new Refusal("disposition.target-malformed", number, type.title(), object);
        }
        return object;
    }

    /** Whether that can be one: an id, or a keyword that means something. */
    public static boolean isObject(DisposeType type, String object) {
        int length = object.codePointCount(0, object.length());
        return type == DisposeType.KEYWORD
                ? length >= 2
                        && length <= LONGEST_KEYWORD
                        && MEANINGFUL.matcher(object).matches()
                : ID.matcher(object).matches();
    }

    private static String orders(DisposeType type, String value, int number) {
        Set<String> orders = Arrays.stream(value.split("[,，、;；\\s]+"))
                .filter(order -> !order.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean listed =
                orders.stream().allMatch(order -> ORDER_ID.matcher(order).matches());
        if (type != DisposeType.ORDER || orders.isEmpty() || !listed) {
            throw new Refusal("disposition.orders-not-listed", number);
        }
        if (orders.size() > MOST_ORDERS) {
            throw new Refusal("disposition.too-many-orders", number, orders.size(), MOST_ORDERS);
        }
        return String.join(",", orders);
    }

    private static Optional<String> term(Map<String, String> item, Measure measure, int number) {
        String text = text(item, "term");
        if (text.isEmpty()) {
            if (measure.isLimitedInTime()) {
                throw new Refusal("disposition.term-missing", number, measure.title());
            }
            return Optional.empty();
        }
        return Optional.of(Term.read(text).orElseThrow(() -> new Refusal("disposition.term-malformed", number, text)));
    }

    private static void refuseRepeats(List<PlannedTarget> targets) {
        Set<String> seen = new LinkedHashSet<>();
        for (PlannedTarget target : targets) {
            if (!seen.add(target.measure() + " " + target.type() + " " + target.value())) {
                throw new Refusal(
                        "disposition.repeated",
                        target.measure().title(),
                        target.type().title(),
                        target.value());
            }
        }
        Set<String> orders = new LinkedHashSet<>();
        targets.stream()
                .filter(target -> target.measure() == Measure.SALES_RESET)
                .flatMap(target -> Arrays.stream(target.value().split(",")))
                .filter(order -> !orders.add(order))
                .findFirst()
                .ifPresent(order -> {
                    throw new Refusal(
                            "disposition.repeated", Measure.SALES_RESET.title(), DisposeType.ORDER.title(), order);
                });
    }

    private static void refuseContradictions(List<PlannedTarget> targets) {
        for (PlannedTarget one : targets) {
            for (PlannedTarget other : targets) {
                if (one.type() == other.type()
                        && one.value().equals(other.value())
                        && one.measure().contradicts(other.measure())) {
                    throw new Refusal(
                            "disposition.contradiction",
                            one.type().title(),
                            one.value(),
                            one.measure().title(),
                            other.measure().title());
                }
            }
        }
    }

    private static void refuseWideSweeps(List<PlannedTarget> targets) {
        long keywords = targets.stream()
                .filter(target -> target.measure() == Measure.KEYWORD_SWEEP)
                .count();
        if (keywords > MOST_KEYWORDS) {
            throw new Refusal("disposition.too-many-keywords", keywords, MOST_KEYWORDS);
        }
    }

    private static void refuseUnfitHook(List<PlannedTarget> targets, String ground) {
        Set<LegalHook> cited = LegalHook.parse(ground);
        if (cited.isEmpty()) {
            throw new Refusal("disposition.legal-hook-unreadable", ground);
        }
        for (PlannedTarget target : targets) {
            Measure measure = target.measure();
            if (!measure.isCarriedBy(cited)) {
                throw new Refusal(
                        "disposition.legal-hook-unfit", measure.title(), LegalHook.citations(measure.hooks()));
            }
        }
    }

    private static <E extends Enum<E>> Optional<E> choice(E[] values, String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }

    private static String text(Map<String, String> item, String field) {
        return item.getOrDefault(field, "").strip();
    }
}
