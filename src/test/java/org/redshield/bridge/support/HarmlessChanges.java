package org.redshield.bridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Twenty changes to the two models of a co-investigation and their forms, as people make them in good faith. */
public final class HarmlessChanges {

    private static final String REQUEST = "processes/assistance.bpmn";
    private static final String HANDLING = "processes/assistance-handling.bpmn";
    private static final String APPROVAL = "forms/approveRequest.form";
    private static final String REPLY = "forms/approveReply.form";

    /** What else a modeler has to say to the gate: the pictures are put in order afterwards. */
    private static final String REASON = "试改的流程，图面由流程设计人员随后整理。";

    /**
     * One of them.
     *
     * @param file from the root of the repository
     * @param from what stands there; each place is changed
     * @param form the content of a form that comes with it; empty for none
     */
    public record Change(String what, String file, String from, String to, String form) {

        /** The file with it. */
        public String in(String text) {
            assertThat(text).as(what).contains(from);
            return text.replace(from, to);
        }

        /** The form that comes with it, by its file from the root of the repository. */
        public Map<String, String> forms() {
            return form.isEmpty()
                    ? Map.of()
                    : Map.of(
                            "forms/" + form.replaceAll("(?s).*\"id\": \"(\\w+)\",\\s*\"type\".*", "$1") + ".form",
                            form);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    public static final List<Change> ALL = List.of(
            change(
                    "a check box more",
                    APPROVAL,
                    "\"type\": \"textarea\"",
                    "\"type\": \"checkbox\", \"key\": \"hurry\", \"id\": \"hurry\", \"label\": \"加急\" }, { \"type\": \"textarea\""),
            change("another label of an option", APPROVAL, "\"同意，签发协查函\"", "\"同意，今天签发协查函\""),
            change("a shorter field", APPROVAL, "\"maxLength\": 1000", "\"maxLength\": 800"),
            change("a text below a field", REPLY, "\"退回的，须写明理由。\"", "\"退回的，须写明理由和需要重新核查的事项。\""),
            change("another label of a field", REPLY, "\"label\": \"审批意见\"", "\"label\": \"审批意见（可以不填）\""),
            change("another name of a task", REQUEST, "name=\"审批协查请求\"", "name=\"审批协查请求和事项\""),
            change("another question", REQUEST, "name=\"材料齐全？\"", "name=\"材料是否齐全？\""),
            change("another text at an arrow", REQUEST, "name=\"不齐全\"", "name=\"不齐全，退回补正\""),
            change("another name of an end", REQUEST, "name=\"协查已办结\"", "name=\"协查办结\""),
            change("another version", REQUEST, "camunda:versionTag=\"1.1.0\"", "camunda:versionTag=\"2.0.0\""),
            change("kept for longer", REQUEST, "historyTimeToLive=\"P3650D\"", "historyTimeToLive=\"P7300D\""),
            change("a condition in other words", REQUEST, "${!complete}<", "${complete == false}<"),
            change("a longer period", REQUEST, due("reviewReply", "officer", 1), due("reviewReply", "officer", 3)),
            change("another group", REQUEST, due("reviewDecline", "officer", 1), due("reviewDecline", "unitHead", 1)),
            step("a review before an approval", REQUEST, "flow009", "approveRequest", "reviewer", "agree", "同意报批"),
            step("a second notice", REQUEST, "flow049", "closeRequest", "officer", "noted", "已阅"),
            step("a reminder", REQUEST, "flow024", "agreementMissRecorded", "unitHead", "noted", "已督促承办人"),
            change(
                    "a longer period on the other side",
                    HANDLING,
                    due("reviewLetter", "officer", 1),
                    due("reviewLetter", "officer", 2)),
            change("another name of a task of the other side", HANDLING, "name=\"核查并形成结论\"", "name=\"核查、取证并形成结论\""),
            step("a second look before a reply", HANDLING, "flow115", "approveReply", "officer", "noted", "已阅"));

    private HarmlessChanges() {}

    private static Change change(String what, String file, String from, String to) {
        return change(what, file, from, to, "");
    }

    private static Change change(String what, String file, String from, String to, String form) {
        return new Change(what, file, from, to, form);
    }

    private static String due(String form, String group, int days) {
        return "camunda:formRef=\"%s\" camunda:formRefBinding=\"deployment\" camunda:candidateGroups=\"%s\" camunda:dueDate=\"${taskDue.inWorkingDays(%d)}\""
                .formatted(form, group, days);
    }

    /** A task in the middle of an arrow, with one decision that nothing else reads. */
    private static Change step(
            String what, String file, String flow, String target, String group, String decision, String label) {
        String id = stepBefore(target);
        String text = read(file);
        int at = text.indexOf("<bpmn:sequenceFlow id=\"" + flow + "\"");
        String arrow = text.substring(at, text.indexOf('>', at) + 1);
        String task = """
                <bpmn:userTask id="%1$s" name="再看一遍" camunda:formRef="%1$s" camunda:formRefBinding="deployment" \
                camunda:candidateGroups="%2$s" camunda:dueDate="${taskDue.inWorkingDays(1)}">
                <bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="decision" /></camunda:inputOutput></bpmn:extensionElements>
                </bpmn:userTask>
                <bpmn:sequenceFlow id="%1$sOn" sourceRef="%1$s" targetRef="%3$s"/>
                """.formatted(id, group, target);
        return change(
                what,
                file,
                arrow,
                task + arrow.replace("targetRef=\"" + target + "\"", "targetRef=\"" + id + "\""),
                form(id, decision, label));
    }

    /** The id of the task, and of its form, that is put before another one. */
    public static String stepBefore(String target) {
        return "lookBefore" + target.substring(0, 1).toUpperCase(Locale.ROOT) + target.substring(1);
    }

    private static String form(String id, String decision, String label) {
        return """
                { "schemaVersion": 16, "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0", "id": "%1$s",
                  "type": "default", "components": [
                  { "type": "text", "id": "shown", "text": "{{summary}}" },
                  { "type": "radio", "key": "decision", "id": "decision", "label": "意见", "validate": { "required": true },
                    "defaultValue": "%3$s", "values": [ { "label": "%2$s", "value": "%3$s" } ] } ] }
                """.formatted(id, label, decision);
    }

    /** What is deployed: the two models, what the changes touch beside them, and the reason for the rest. Keys are as a modeler's. */
    public static Map<String, String> files(List<Change> changes) {
        Map<String, String> files = new TreeMap<>();
        List.of(REQUEST, HANDLING).forEach(file -> files.put(file, read(file)));
        for (Change change : changes) {
            files.put(change.file(), change.in(files.getOrDefault(change.file(), read(change.file()))));
            files.putAll(change.forms());
        }
        Map<String, String> named = new TreeMap<>(Map.of("override.txt", REASON));
        files.forEach((file, text) -> named.put(file.substring(file.indexOf('/') + 1), text));
        return named;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
