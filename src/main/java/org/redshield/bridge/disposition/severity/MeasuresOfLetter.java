package org.redshield.bridge.disposition.severity;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.disposition.file.DispositionRequest;
import org.redshield.bridge.disposition.plan.DisposeType;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;

/**
 * What the requester's letter asks for: against which objects, and with which measures. Words that are no measure's are nobody's.
 *
 * @param objects by their kind, each as the letter writes it
 */
public record MeasuresOfLetter(Map<DisposeType, Set<String>> objects, Set<Measure> measures) {

    /** @param facts of the requester's letter */
    public static MeasuresOfLetter of(DispositionRequest request, Map<String, String> facts) {
        Map<DisposeType, Set<String>> objects = new EnumMap<>(DisposeType.class);
        request.shopId().ifPresent(shop -> objects.put(DisposeType.SHOP, Set.of(shop)));
        DispositionRequest.OBJECTS.forEach((type, fact) -> Optional.ofNullable(facts.get(fact))
                .map(text -> DispositionRequest.listed(type, text))
                .filter(listed -> !listed.isEmpty())
                .ifPresent(listed -> objects.put(type, new LinkedHashSet<>(listed))));
        Set<String> named =
                new LinkedHashSet<>(Measure.listed(request.measures().orElse("")));
        return new MeasuresOfLetter(
                objects,
                Arrays.stream(Measure.values())
                        .filter(measure -> named.contains(measure.name()) || named.contains(measure.title()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Whether the letter names the object; of a list of orders, every one. */
    boolean names(PlannedTarget target) {
        Set<String> named = objects.getOrDefault(target.type(), Set.of());
        return target.objects().stream().allMatch(named::contains);
    }

    /** For sentences: 网店 S1000001、商品 710000010001 */
    public String describe() {
        String text = objects.entrySet().stream()
                .map(one -> one.getKey().title() + " " + few(one.getValue()))
                .collect(joining("、"));
        return text.isEmpty() ? "未列明" : text;
    }

    private static String few(Set<String> objects) {
        String first = objects.stream().limit(3).collect(joining("、"));
        return objects.size() > 3 ? first + " 等 " + objects.size() + " 个" : first;
    }
}
