package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.Dispositions;
import org.redshield.sandbox.casework.Requests;
import org.redshield.sandbox.faults.Call;
import org.springframework.stereotype.Component;

/** Finds out which requests and dispositions a call is about, whatever its shape; never fails. */
@Component
@RequiredArgsConstructor
public class CallReader {

    private final Requests requests;
    private final Dispositions dispositions;
    private final ObjectMapper json;

    Call read(Map<String, String> parameters) {
        Set<String> keys = new HashSet<>();
        Set<String> datasets = new HashSet<>();
        JsonNode data = parse(parameters.get("data"));
        add(data.path("requestNo"), keys);
        add(data.path("dataset"), datasets);
        addRequest(data.path("requestId").asText(), keys, datasets);
        data.path("requestIds").forEach(id -> addRequest(id.asText(), keys, datasets));
        add(parse(parameters.get("info")).path("doc_name"), keys);
        for (String key : parameters.getOrDefault("param_list", "").split(",")) {
            dispositions
                    .find(key.trim())
                    .ifPresent(view -> keys.add(view.disposition().docName()));
        }
        return new Call(parameters.get("method"), parameters.get("api_name"), datasets, keys);
    }

    /**
     * A call of the published API.
     *
     * @param names numbers of ours or of the caller's, from path, query and body
     */
    public Call rest(String apiName, JsonNode body, Collection<String> names) {
        Set<String> keys = new HashSet<>(names);
        Set<String> datasets = new HashSet<>();
        add(body.path("requestNo"), keys);
        add(body.path("docName"), keys);
        add(body.path("holdNo"), keys);
        add(body.path("dataset"), datasets);
        for (String name : names) {
            addRequest(name, keys, datasets);
            requests.findByNumber(name)
                    .ifPresent(found -> datasets.add(found.request().dataset().name()));
            dispositions
                    .find(name)
                    .ifPresent(view -> keys.add(view.disposition().docName()));
        }
        return new Call("rest", apiName, datasets, keys);
    }

    /** The download of a file of that owner. */
    Call download(String owner) {
        Set<String> keys = new HashSet<>();
        Set<String> datasets = new HashSet<>();
        addRequest(owner, keys, datasets);
        dispositions.find(owner).ifPresent(view -> keys.add(view.disposition().docName()));
        return new Call("file", null, datasets, keys);
    }

    private void addRequest(String id, Set<String> keys, Set<String> datasets) {
        Optional<Requests.View> view = requests.find(id);
        view.ifPresent(found -> {
            keys.add(found.request().requestNo());
            datasets.add(found.request().dataset().name());
        });
    }

    private static void add(JsonNode value, Set<String> to) {
        if (value.isTextual()) {
            to.add(value.asText());
        }
    }

    private JsonNode parse(String text) {
        try {
            return text == null ? MissingNode.getInstance() : json.readTree(text);
        } catch (JsonProcessingException e) {
            // The method itself says what is wrong with it.
            return MissingNode.getInstance();
        }
    }
}
