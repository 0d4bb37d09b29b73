package org.redshield.sandbox.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.sandbox.Settings;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Archive;
import org.redshield.sandbox.files.Production;
import org.springframework.stereotype.Component;

/** The dispositions that the platform received. */
@Component
public class Dispositions {

    private static final List<String> REQUIRED = List.of(
            "api_type",
            "dispose_type",
            "dispose_content",
            "platform_type",
            "doc_name",
            "company_name",
            "link_man",
            "phone",
            "create_time",
            "reason",
            "source_company_name",
            "source_address",
            "source_link_man",
            "source_phone",
            "source_post_code",
            "source_time");

    private static final class File {
        private final Disposition disposition;
        private int sent = 1;
        private Instant lastSentAt;
        private Instant appealedAt;
        private String appeal;

        File(Disposition disposition) {
            this.disposition = disposition;
            this.lastSentAt = disposition.submittedAt();
            if (disposition.appeal() != null) {
                this.appealedAt = disposition.executedAt();
                this.appeal = disposition.appeal();
            }
        }
    }

    /** @param done whether its end is reached; before that, there is no outcome and no appeal */
    public record View(
            Disposition disposition, boolean done, int sent, Instant lastSentAt, Instant appealedAt, String appeal) {}

    /** @param duplicate whether the same {@code doc_name} had been received before */
    public record Submitted(Disposition disposition, boolean duplicate) {}

    private final Map<String, File> byId = new LinkedHashMap<>();
    private final Map<String, File> byDocName = new LinkedHashMap<>();
    private final Settings settings;
    private final Journal journal;
    private final Archive archive;
    private final Faults faults;
    private final Clock clock;
    private final ObjectMapper json;
    private final Webhooks webhooks;
    private long lastId;

    public Dispositions(
            Settings settings,
            Journal journal,
            Archive archive,
            Faults faults,
            Clock clock,
            ObjectMapper json,
            Webhooks webhooks) {
        this.webhooks = webhooks;
        this.settings = settings;
        this.journal = journal;
        this.archive = archive;
        this.faults = faults;
        this.clock = clock;
        this.json = json;
        journal.replay(this::apply);
    }

    private void apply(JournalEntry entry) {
        if (entry instanceof JournalEntry.DispositionSubmitted submitted) {
            File file = new File(submitted.disposition());
            byId.put(file.disposition.id(), file);
            byDocName.put(file.disposition.docName(), file);
        } else if (entry instanceof JournalEntry.DispositionSentAgain again) {
            File file = byId.get(again.id());
            file.sent++;
            file.lastSentAt = again.at();
        } else if (entry instanceof JournalEntry.MerchantAppealed appealed) {
            File file = byId.get(appealed.id());
            file.appealedAt = appealed.at();
            file.appeal = appealed.text();
        }
    }

    private void record(JournalEntry entry) {
        journal.append(entry);
        apply(entry);
    }

    /**
     * Takes a disposition, unless one with its {@code doc_name} was taken before.
     *
     * @throws Rejected when it is malformed
     */
    public synchronized Submitted submit(JsonNode info, Call call) {
        List<String> missing = REQUIRED.stream()
                .filter(field -> info.path(field).asText().isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new Rejected("缺少必填项：" + String.join("、", missing) + "。");
        }
        File known = byDocName.get(info.path("doc_name").asText());
        if (known != null) {
            record(new JournalEntry.DispositionSentAgain(known.disposition.id(), clock.instant()));
            return new Submitted(known.disposition, true);
        }
        Disposition disposition = read(info, call);
        record(new JournalEntry.DispositionSubmitted(disposition));
        webhooks.submitted(disposition, call);
        return new Submitted(disposition, false);
    }

    private Disposition read(JsonNode info, Call call) {
        Instant now = clock.instant();
        Optional<Fault> refuse = faults.take(FaultKind.REFUSE, call);
        boolean partial =
                refuse.isEmpty() && faults.take(FaultKind.PARTIAL, call).isPresent();
        return new Disposition(
                nextId(now),
                info.path("doc_name").asText(),
                info,
                measure(info),
                now,
                now.plus(settings.current().delay().disposition()),
                refuse.isPresent() ? "REFUSED" : partial ? "PARTIAL" : "EXECUTED",
                refuse.map(fault -> fault.text() == null ? "未核实到违法情形" : fault.text())
                        .orElse(null),
                faults.take(FaultKind.PUBLICITY_MISSING, call).isEmpty(),
                faults.take(FaultKind.APPEAL, call)
                        .map(fault -> fault.text() == null ? "本店商品来源合法，请求解除处置。" : fault.text())
                        .orElse(null));
    }

    private String nextId(Instant now) {
        lastId = Math.max(lastId + 1, now.toEpochMilli() * 100);
        return Long.toString(lastId);
    }

    /** What {@code remark} asks for as JSON, else the mildest reading of the published fields. */
    private String measure(JsonNode info) {
        return Stream.of("remark", "reason")
                .map(field -> measureIn(info.path(field).asText()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> switch (info.path("api_type").asText()
                        + info.path("dispose_type").asText()) {
                    case "14" -> "KEYWORD_SWEEP";
                    case "11", "12", "13" -> "ITEM_TAKEDOWN";
                    default -> "WARNING";
                });
    }

    private Optional<String> measureIn(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            String measure = json.readTree(text).path("measure").asText();
            return measure.isBlank() ? Optional.empty() : Optional.of(measure);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** By task id or {@code doc_name}. */
    public synchronized Optional<View> find(String idOrDocName) {
        File file = byId.getOrDefault(idOrDocName, byDocName.get(idOrDocName));
        return Optional.ofNullable(file).map(this::view);
    }

    /** All, in the order received. */
    public synchronized List<View> all() {
        return byId.values().stream().map(this::view).toList();
    }

    /** The reply letter of a disposition that is done. */
    public Production.Letter replyLetter(View view) {
        return archive.letter(view.disposition().id(), ReplyLetter.of(view.disposition()));
    }

    /**
     * The merchant objects; a later appeal replaces an earlier one.
     *
     * @throws Rejected when there is nothing to object to
     */
    public synchronized View appeal(String id, String text) {
        View view = find(id).orElseThrow(() -> new Rejected("未找到处置任务 " + id + "。"));
        if (!view.done() || view.disposition().outcome().equals("REFUSED")) {
            throw new Rejected("处置尚未执行，不能申诉。");
        }
        record(new JournalEntry.MerchantAppealed(view.disposition().id(), clock.instant(), text));
        webhooks.disposition(view.disposition(), clock.instant());
        return find(id).orElseThrow();
    }

    private View view(File file) {
        Instant now = clock.instant();
        boolean done = !now.isBefore(file.disposition.executedAt());
        return new View(
                file.disposition,
                done,
                file.sent,
                file.lastSentAt,
                done ? file.appealedAt : null,
                done ? file.appeal : null);
    }

    synchronized void clear() {
        byId.clear();
        byDocName.clear();
    }
}
