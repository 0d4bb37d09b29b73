package org.redshield.bridge.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.drafts.Drafts.Key;
import org.redshield.bridge.engine.form.FormsAtHand;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own drafts. A form that is not at his hand looks like none at all. */
@RestController
class DraftController {

    /** A page that is being closed may send 64 KiB. */
    private static final int LARGEST = 60_000;

    private final Drafts drafts;
    private final FormsAtHand forms;

    DraftController(Drafts drafts, FormsAtHand forms) {
        this.drafts = drafts;
        this.forms = forms;
    }

    /**
     * @param person who typed it, by the page's own knowledge: in the same browser somebody else may have signed in since
     * @param revision of the draft that the page has seen; 0 for none
     * @param window id that the page has given itself
     * @param step number of this save among the page's own
     * @param content an object as the page wants it back
     */
    record SaveOrder(String person, int revision, UUID window, int step, JsonNode content) {}

    @GetMapping("/api/drafts/tasks/{taskId}")
    Draft ofTask(@PathVariable String taskId, @RequestParam String person) {
        return drafts.find(task(taskId, person));
    }

    @PutMapping("/api/drafts/tasks/{taskId}")
    ResponseEntity<?> saveOfTask(@PathVariable String taskId, @RequestBody SaveOrder order) {
        return save(task(taskId, order.person()), order);
    }

    @DeleteMapping("/api/drafts/tasks/{taskId}")
    Draft discardOfTask(@PathVariable String taskId, @RequestParam String person) {
        return discard(task(taskId, person));
    }

    /** @param definitionId of any version of the process */
    @GetMapping("/api/drafts/starts/{definitionId}")
    Draft ofStart(@PathVariable String definitionId, @RequestParam String person) {
        return drafts.find(start(definitionId, person));
    }

    @PutMapping("/api/drafts/starts/{definitionId}")
    ResponseEntity<?> saveOfStart(@PathVariable String definitionId, @RequestBody SaveOrder order) {
        return save(start(definitionId, order.person()), order);
    }

    @DeleteMapping("/api/drafts/starts/{definitionId}")
    Draft discardOfStart(@PathVariable String definitionId, @RequestParam String person) {
        return discard(start(definitionId, person));
    }

    private Key task(String taskId, String person) {
        String caller = caller(person);
        if (!forms.hasTask(taskId)) {
            throw new NotFound("drafts.unknown-form");
        }
        return Key.ofTask(caller, taskId);
    }

    private Key start(String definitionId, String person) {
        String caller = caller(person);
        return forms.processToStart(definitionId)
                .map(process -> Key.ofStart(caller, process))
                .orElseThrow(() -> new NotFound("drafts.unknown-form"));
    }

    private static String caller(String person) {
        String caller = Caller.current().userId();
        if (!caller.equals(person)) {
            throw new Refusal("drafts.other-person");
        }
        return caller;
    }

    private ResponseEntity<?> save(Key key, SaveOrder order) {
        if (!(order.content() instanceof ObjectNode) || order.window() == null) {
            throw new Refusal("access.request-invalid");
        }
        if (order.content().toString().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new Refusal("drafts.too-large");
        }
        var saved = drafts.save(key, new Drafts.Save(order.revision(), order.window(), order.step(), order.content()));
        return saved.isPresent() ? ResponseEntity.ok(saved.get()) : changedElsewhere(drafts.find(key));
    }

    private static ResponseEntity<?> changedElsewhere(Draft present) {
        var problem = Problems.of(HttpStatus.CONFLICT, new Refusal("drafts.changed-elsewhere"));
        problem.setProperty("draft", present.withoutContent());
        return ResponseEntity.of(problem).build();
    }

    private Draft discard(Key key) {
        drafts.discard(key);
        return Draft.NONE;
    }
}
