package org.redshield.bridge.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnPlane;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;

/** A review before an approval, as {@code docs/modeling.md} tells a modeler to draw it, in any model. */
public final class ReviewStep {

    /** Only the picture is not as by hand: what the gate has to say of that needs a reason. */
    private static final String REASON = "试画的审核步骤，图面由流程设计人员随后整理。";

    private final BpmnModelInstance model;
    private final String file;
    private final String step;

    private ReviewStep(String name, String step) {
        file = name + ".bpmn";
        this.step = step;
        model = Bpmn.readModelFromStream(
                new ByteArrayInputStream(ModelFiles.process(name).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The files of a deployment.
     *
     * @param name of the model
     * @param step id of the review, and of its form
     * @param group who reviews
     * @param before id of the approval
     * @param back id of the task to which it leads when given back
     */
    public static Map<String, String> files(String name, String step, String group, String before, String back) {
        ReviewStep drawn = new ReviewStep(name, step);
        drawn.draw(group, before, back);
        return Map.of(
                drawn.file, Bpmn.convertToString(drawn.model), step + ".form", form(step), "override.txt", REASON);
    }

    /** The form in the documentation. */
    public static String form(String step) {
        try {
            String page = Files.readString(Path.of("docs/modeling.md"));
            String json = page.substring(page.indexOf("```json\n") + 8);
            return json.substring(0, json.indexOf("```")).replace("\"legalReview\"", "\"" + step + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(String group, String before, String back) {
        FlowNode approval = model.getModelElementById(before);
        BpmnShape beside = shape(approval);
        double x = beside.getBounds().getX();
        double y = lowest() + 40;

        UserTask review = model.newInstance(UserTask.class, step);
        review.setName("法制审核");
        review.setCamundaCandidateGroups(group);
        review.setCamundaDueDate("${taskDue.inWorkingDays(1)}");
        review.setCamundaFormRef(step);
        review.setCamundaFormRefBinding("deployment");
        approval.getParentElement().addChildElement(review);
        draw(review, x, y, 100, 80);
        ExclusiveGateway choice = model.newInstance(ExclusiveGateway.class, "isReviewedBy" + step);
        choice.setName("是否同意报批？");
        approval.getParentElement().addChildElement(choice);
        draw(choice, x + 160, y + 15, 50, 50);

        for (SequenceFlow flow : List.copyOf(approval.getIncoming())) {
            approval.getIncoming().remove(flow);
            flow.setTarget(review);
            review.getIncoming().add(flow);
            Waypoint end = edge(flow).getWaypoints().stream()
                    .reduce((one, later) -> later)
                    .orElseThrow();
            end.setX(x);
            end.setY(y + 40);
        }
        flow(review, choice, null, null);
        flow(choice, approval, "同意报批", "${decision == 'agree'}");
        flow(choice, model.getModelElementById(back), "退回", "${decision == 'return'}");
    }

    private void flow(FlowNode from, FlowNode to, String name, String condition) {
        SequenceFlow flow = model.newInstance(SequenceFlow.class, from.getId() + "To" + to.getId());
        flow.setName(name);
        from.getParentElement().addChildElement(flow);
        flow.setSource(from);
        flow.setTarget(to);
        from.getOutgoing().add(flow);
        to.getIncoming().add(flow);
        if (condition != null) {
            ConditionExpression expression = model.newInstance(ConditionExpression.class);
            expression.setTextContent(condition);
            flow.setConditionExpression(expression);
        }
        BpmnEdge edge = model.newInstance(BpmnEdge.class, flow.getId() + "Edge");
        edge.setBpmnElement(flow);
        plane().addChildElement(edge);
        for (FlowNode end : List.of(from, to)) {
            Bounds bounds = shape(end).getBounds();
            Waypoint point = model.newInstance(Waypoint.class);
            point.setX(bounds.getX() + bounds.getWidth() / 2);
            point.setY(bounds.getY() + bounds.getHeight() / 2);
            edge.addChildElement(point);
        }
    }

    private void draw(FlowNode node, double x, double y, double width, double height) {
        BpmnShape shape = model.newInstance(BpmnShape.class, node.getId() + "Shape");
        shape.setBpmnElement(node);
        Bounds bounds = model.newInstance(Bounds.class);
        bounds.setX(x);
        bounds.setY(y);
        bounds.setWidth(width);
        bounds.setHeight(height);
        shape.setBounds(bounds);
        plane().addChildElement(shape);
    }

    private BpmnPlane plane() {
        return model.getModelElementsByType(BpmnPlane.class).iterator().next();
    }

    private BpmnShape shape(FlowNode node) {
        return model.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private BpmnEdge edge(SequenceFlow flow) {
        return model.getModelElementsByType(BpmnEdge.class).stream()
                .filter(edge -> edge.getBpmnElement().equals(flow))
                .findFirst()
                .orElseThrow();
    }

    private double lowest() {
        return model.getModelElementsByType(BpmnShape.class).stream()
                .mapToDouble(
                        shape -> shape.getBounds().getY() + shape.getBounds().getHeight())
                .max()
                .orElseThrow();
    }
}
