package org.redshield.bridge.support;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/** The assistance processes as a modeler without Java changed them: 法制审核 before the approval, and more fields. */
public final class AddedStep {

    private static final String NAME = "added step";
    private static final String REVIEW = """
            <bpmn:userTask id="legalReview" name="法制审核" camunda:formRef="legalReview"
                camunda:formRefBinding="%s" camunda:candidateGroups="reviewer"
                camunda:dueDate="${taskDue.inWorkingDays(1)}"/>
            <bpmn:sequenceFlow id="flowReviewed" sourceRef="legalReview" targetRef="approveRequest"/>
            <bpmn:userTask id="approveRequest\"""";
    private static final String[] REVIEW_FIELDS = {"""
        {"type": "text", "text": "{{summary}}", "id": "text1"}""", """
        {"type": "radio", "key": "decision", "id": "decision", "label": "审核结论", "validate": {"required": true},
         "values": [{"label": "同意报批", "value": "agree"}, {"label": "建议补充", "value": "supplement"}]}""", """
        {"type": "textarea", "key": "reason", "id": "reason", "label": "审核意见"}""", """
        {"type": "select", "key": "riskLevel", "id": "riskLevel", "label": "风险等级",
         "values": [{"label": "一般", "value": "LOW"}, {"label": "重大", "value": "HIGH"}]}""", """
        {"type": "checklist", "key": "points", "id": "points", "label": "审核要点",
         "values": [{"label": "管辖", "value": "A"}, {"label": "程序", "value": "B"}, {"label": "证据", "value": "C"}]}""", """
        {"type": "checkbox", "key": "hearing", "id": "hearing", "label": "需要听证"}""", """
        {"type": "datetime", "subtype": "date", "key": "meetingOn", "id": "meetingOn", "dateLabel": "集体讨论日期"}""", """
        {"type": "number", "key": "pages", "id": "pages", "label": "材料页数"}""", """
        {"type": "textfield", "key": "witnessPhone", "id": "witnessPhone", "label": "证人电话", "properties": {"mask": "PHONE"}}""", """
        {"type": "textfield", "key": "shownOnly", "id": "shownOnly", "label": "仅供查看", "disabled": true}""", """
        {"type": "textfield", "key": "leftBlank", "id": "leftBlank", "label": "没有填写"}"""};

    private AddedStep() {}

    /** @param binding of the new step's form, as Camunda Modeler writes it */
    public static void deploy(RepositoryService repository, String binding) {
        DeploymentBuilder deployment = repository
                .createDeployment()
                .name(NAME)
                .addString(
                        "processes/assistance.bpmn",
                        ModelFiles.process("assistance")
                                .replace("targetRef=\"approveRequest\"", "targetRef=\"legalReview\"")
                                .replace("<bpmn:userTask id=\"approveRequest\"", REVIEW.formatted(binding)));
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            forms.map(file -> file.getFileName().toString().replace(".form", ""))
                    .map(ModelFiles::form)
                    .forEach(form -> add(deployment, changed(form)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(deployment, review());
        deployment.deploy();
    }

    public static void undeploy(RepositoryService repository) {
        Deployments.undeploy(repository, NAME);
    }

    private static void add(DeploymentBuilder deployment, ObjectNode form) {
        deployment.addString("forms/" + form.get("id").asText() + ".form", form.toString());
    }

    private static ObjectNode review() {
        ObjectNode form = ModelFiles.form("approveRequest");
        ((ArrayNode) form.get("components")).removeAll();
        return ModelFiles.with(form.put("id", "legalReview"), REVIEW_FIELDS);
    }

    private static ObjectNode changed(ObjectNode form) {
        return switch (form.get("id").asText()) {
            case "raiseRequest" -> ModelFiles.with(form, """
                    {"type": "radio", "key": "urgency", "id": "urgency", "label": "紧急程度",
                     "values": [{"label": "特急", "value": "URGENT"}, {"label": "平急", "value": "NORMAL"}]}""");
            case "approveRequest" -> ModelFiles.with(form, """
                    {"type": "textfield", "key": "riskNote", "id": "riskNote", "label": "风险提示"}""");
            default -> form;
        };
    }
}
