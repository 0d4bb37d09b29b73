package org.redshield.bridge.engine.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.redshield.bridge.engine.input.InputLimits;
import org.redshield.bridge.engine.input.JsonShape;
import org.redshield.bridge.engine.model.OwnSchemas;

/** The files of one deployment, read as data; nothing runs. */
public final class Bundle {

    /** The kinds of files that a deployment may hold, by how the engine knows them. */
    enum Kind {
        PROCESS(".bpmn", ".bpmn20.xml"),
        TABLE(".dmn", ".dmn11.xml"),
        FORM(".form");

        private final String[] endings;

        Kind(String... endings) {
            this.endings = endings;
        }

        static Optional<Kind> of(String file) {
            return Stream.of(values())
                    .filter(kind -> Stream.of(kind.endings).anyMatch(file::endsWith))
                    .findFirst();
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
    private final Map<String, JsonNode> forms = new LinkedHashMap<>();
    private final Map<String, Process> processes = new TreeMap<>();

    static {
        OwnSchemas.only();
    }

    private Bundle() {}

    /** Reads what can be read, and tells of the rest. */
    public static Bundle read(Map<String, byte[]> files, Findings findings) {
        Bundle bundle = new Bundle();
        if (files.size() > InputLimits.MODEL_FILES) {
            // The grammar tells so.
            return bundle;
        }
        new TreeMap<>(files).forEach((file, content) -> bundle.add(file, content, findings));
        return bundle;
    }

    /** One more file. */
    public void add(String file, byte[] sent, Findings findings) {
        Optional<Kind> of = Kind.of(file);
        byte[] content = of.filter(kind -> kind != Kind.FORM).isPresent() ? Markup.inUtf8(sent) : sent;
        files.put(file, content);
        of.ifPresent(kind -> {
            switch (kind) {
                case PROCESS -> process(file, content, findings);
                case FORM -> form(file, content, findings);
                case TABLE -> {
                    // Who reads a table checks it.
                }
            }
        });
    }

    private void process(String file, byte[] content, Findings findings) {
        if (Markup.read(content).end().isPresent()) {
            // The grammar tells why.
            return;
        }
        try {
            BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
            asTheEngineReads(model);
            models.put(file, model);
            model.getModelElementsByType(Process.class).forEach(process -> {
                // Of one without an id the grammar tells.
                if (process.getId() != null && processes.putIfAbsent(process.getId(), process) != null) {
                    findings.error(file, process.getId(), "process-twice", process.getId());
                }
            });
        } catch (ModelException | ClassCastException e) {
            findings.error(file, "", "unreadable", reason(e));
        }
    }

    /** The engine follows the flows' ends, the library what the nodes say of their flows; in a file the two may differ. */
    private static void asTheEngineReads(BpmnModelInstance model) {
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            for (String end : List.of("incoming", "outgoing")) {
                DomElement own = node.getDomElement();
                own.getChildElementsByNameNs(BpmnModelConstants.BPMN20_NS, end).forEach(own::removeChild);
            }
        }
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            if (flow.getSource() != null) {
                flow.getSource().getOutgoing().add(flow);
            }
            if (flow.getTarget() != null) {
                flow.getTarget().getIncoming().add(flow);
            }
        }
    }

    private void form(String file, byte[] content, Findings findings) {
        if (content.length > InputLimits.MODEL_BYTES
                || JsonShape.excess(content).isPresent()) {
            // The grammar tells why.
            return;
        }
        try {
            // As the engine reads it, in UTF-8 whatever it seems to be in; some editors begin it with a mark of that.
            JsonNode form = JSON.readTree(new String(content, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", ""));
            if (!form.isObject()) {
                findings.error(file, "", "form-unreadable", "");
            } else if (forms.values().stream().anyMatch(other -> id(other).equals(id(form)))) {
                findings.error(file, id(form), "form-twice", id(form));
            } else {
                forms.put(file, form);
            }
        } catch (JsonProcessingException e) {
            findings.error(
                    file,
                    "",
                    "form-unreadable",
                    e.getLocation() == null ? "" : "（第 " + e.getLocation().getLineNr() + " 行）");
        }
    }

    private static String reason(Throwable fault) {
        Throwable last = fault;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    private static String id(JsonNode form) {
        return form.path("id").asText();
    }

    /** All files, by name, as they are to be deployed. */
    public Map<String, byte[]> files() {
        return files;
    }

    Map<String, BpmnModelInstance> models() {
        return models;
    }

    /** All processes, by key. */
    public Map<String, Process> processes() {
        return processes;
    }

    /** All forms, by file. */
    public Map<String, JsonNode> forms() {
        return forms;
    }

    /** The form of that id, whatever its file is called. */
    public Optional<JsonNode> form(String id) {
        return forms.values().stream().filter(form -> id(form).equals(id)).findFirst();
    }

    /** The file that an element stands in. */
    String fileOf(ModelElementInstance element) {
        return models.entrySet().stream()
                .filter(model -> model.getValue() == element.getModelInstance())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
