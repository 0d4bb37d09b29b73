package org.redshield.bridge.engine.rule.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** A way through a diagram in the diagram's own words: 提出协查请求 → 核对材料 → 材料齐全？齐全 → 审批协查请求. */
public final class Trail {

    /** Steps that are shown of a long way: how it begins, and how it ends, which is what went wrong. */
    private static final int FIRST = 2;

    private static final int LAST = 10;

    /** A node that is passed, and what stands at the arrow by which its question is answered. */
    public record Step(FlowNode node, String answer) {}

    private Trail() {}

    /** @param steps one after the other, as they are passed */
    public static String of(List<Step> steps) {
        List<String> words = new ArrayList<>();
        for (Step step : steps) {
            if (!step.answer().isEmpty() || !(step.node() instanceof Gateway)) {
                words.add(name(step.node()) + step.answer());
            }
        }
        if (words.size() > FIRST + LAST + 1) {
            List<String> shorter = new ArrayList<>(words.subList(0, FIRST));
            shorter.add("…");
            shorter.addAll(words.subList(words.size() - LAST, words.size()));
            words = shorter;
        }
        return String.join(" → ", words);
    }

    /** @param nodes one after the other, as they are passed; of several arrows between two of them the first is meant */
    public static String ofNodes(List<? extends FlowNode> nodes) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            boolean asks = nodes.get(i) instanceof ExclusiveGateway && i + 1 < nodes.size();
            steps.add(new Step(nodes.get(i), asks ? answer(nodes.get(i), nodes.get(i + 1)) : ""));
        }
        return of(steps);
    }

    private static String name(FlowNode node) {
        String name = node.getName();
        return name == null || name.isBlank() ? node.getId() : name.replace('\n', ' ');
    }

    private static String answer(FlowNode gateway, FlowNode next) {
        Optional<String> answer = gateway.getOutgoing().stream()
                .filter(flow -> next.equals(flow.getTarget()))
                .map(SequenceFlow::getName)
                .filter(Objects::nonNull)
                .findFirst();
        return answer.orElse("");
    }
}
