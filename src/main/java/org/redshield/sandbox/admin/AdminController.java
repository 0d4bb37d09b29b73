package org.redshield.sandbox.admin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.redshield.sandbox.Settings;
import org.redshield.sandbox.casework.Dispositions;
import org.redshield.sandbox.casework.Ledger;
import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.world.Story;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin}: what a tester sees and sets. Described in docs/sandbox.md. */
@RestController
class AdminController {

    private final ShopList shops;
    private final Ledger ledger;
    private final Faults faults;
    private final Settings settings;
    private final Dispositions dispositions;
    private final ObjectMapper json;

    AdminController(
            ShopList shops,
            Ledger ledger,
            Faults faults,
            Settings settings,
            Dispositions dispositions,
            ObjectMapper json) {
        this.shops = shops;
        this.ledger = ledger;
        this.faults = faults;
        this.settings = settings;
        this.dispositions = dispositions;
        // A misspelt restriction would make a fault meet calls that it was not meant for.
        this.json = json.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "UP");
    }

    @GetMapping("/admin/shops")
    List<ShopList.Entry> shops(
            @RequestParam(defaultValue = "100") int size,
            @RequestParam(defaultValue = "0") int skip,
            @RequestParam(required = false) Story story) {
        return shops.entries(story, skip, size);
    }

    @GetMapping("/admin/ledger")
    List<Ledger.Entry> ledger() {
        return ledger.entries();
    }

    @DeleteMapping("/admin/ledger")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clearLedger() {
        ledger.clear();
    }

    @GetMapping("/admin/faults")
    List<Faults.State> faults() {
        return faults.states();
    }

    /** Takes a list of faults, an object with such a list as {@code faults}, or a single fault; replaces all before. */
    @PutMapping("/admin/faults")
    List<Faults.State> setFaults(@RequestBody JsonNode body) {
        faults.replace(read(body));
        return faults.states();
    }

    /** Takes the same, beside those in force. */
    @PostMapping("/admin/faults")
    List<Faults.State> addFaults(@RequestBody JsonNode body) {
        faults.add(read(body));
        return faults.states();
    }

    private List<Fault> read(JsonNode body) {
        JsonNode list = body.has("faults") ? body.get("faults") : body;
        Iterable<JsonNode> each = list.isArray() ? list : List.of(list);
        return StreamSupport.stream(each.spliterator(), false)
                .map(fault -> json.convertValue(fault, Fault.class))
                .toList();
    }

    @DeleteMapping("/admin/faults")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clearFaults() {
        faults.replace(List.of());
    }

    @GetMapping("/admin/settings")
    Settings.Values settings() {
        return settings.current();
    }

    /** Changes the settings named; the others stay. */
    @PutMapping("/admin/settings")
    Settings.Values changeSettings(@RequestBody Settings.Values change) {
        return settings.change(change);
    }

    /** What the merchant says to a disposition that was carried out. */
    record Appeal(String text) {}

    @PostMapping("/admin/dispositions/{id}/appeal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void appeal(@PathVariable String id, @RequestBody Appeal appeal) {
        if (appeal.text() == null || appeal.text().isBlank()) {
            throw new IllegalArgumentException("An appeal needs a text");
        }
        dispositions.appeal(id, appeal.text());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Map<String, String> badInput(IllegalArgumentException e) {
        return Map.of("message", e.getMessage());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    Map<String, String> rejected(Rejected e) {
        return Map.of("message", e.getMessage());
    }
}
