package org.redshield.bridge.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.cases.CaseAccess;
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

/** The caller's own drafts. A form that is not at his hand, or a case that is not his, looks like none at all. */
@NotOnRecord
@RestController
@RequiredArgsConstructor
class DraftController {

    private static final String ADDRESS = "/api/drafts/{kind}/{id}";

    /** A page that is being closed may send 64 KiB. */
    private static final int LARGEST = 60_000;

    private final Drafts drafts;
    private final FormsAtHand forms;
    private final CaseAccess access;

    /**
     * @param person who typed it, by the page's own knowledge: in the same browser somebody else may have signed in since
     * @param revision of the draft that the page has seen; 0 for none
     * @param window id that the page has given itself
     * @param step number of this save among the page's own
     * @param content an object as the page wants it back
     */
    record SaveOrder(String person, int revision, UUID window, int step, JsonNode content) {}

    /**
     * @param kind tasks, starts or cases
     * @param id of the task, of any version of the process that is to be started, or the number of the case
     */
    @GetMapping(ADDRESS)
    FormDraft find(@PathVariable String kind, @PathVariable String id, @RequestParam String person) {
        return drafts.find(key(kind, id, person));
    }

    @SentAgain(SentAgain.Way.SAME)
    @PutMapping(ADDRESS)
    ResponseEntity<?> save(@PathVariable String kind, @PathVariable String id, @RequestBody SaveOrder order) {
        return save(key(kind, id, order.person()), order);
    }

    @SentAgain(SentAgain.Way.SAME)
    @DeleteMapping(ADDRESS)
    FormDraft discard(@PathVariable String kind, @PathVariable String id, @RequestParam String person) {
        drafts.discard(key(kind, id, person));
        return FormDraft.NONE;
    }

    private Key key(String kind, String id, String person) {
        Caller caller = Caller.current();
        if (!caller.userId().equals(person)) {
            throw new Refusal("drafts.other-person");
        }
        return atHand(kind, id, caller).orElseThrow(() -> new NotFound("drafts.unknown-form"));
    }

    private Optional<Key> atHand(String kind, String id, Caller caller) {
        String person = caller.userId();
        return switch (kind) {
            case "tasks" -> Optional.of(id).filter(forms::hasTask).map(task -> Key.ofTask(person, task));
            case "starts" -> forms.processToStart(id).map(process -> Key.ofStart(person, process));
            case "cases" -> Optional.of(access.require(caller, id)).map(mine -> Key.ofCase(person, id));
            default -> Optional.empty();
        };
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

    private static ResponseEntity<?> changedElsewhere(FormDraft present) {
        var problem = Problems.of(HttpStatus.CONFLICT, new Refusal("drafts.changed-elsewhere"));
        problem.setProperty("draft", present.withoutContent());
        return ResponseEntity.of(problem).build();
    }
}
