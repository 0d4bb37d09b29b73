package org.redshield.sandbox.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.redshield.sandbox.Settings;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.files.Archive;
import org.redshield.sandbox.files.Dataset;
import org.redshield.sandbox.files.Hashes;
import org.redshield.sandbox.files.Production;
import org.redshield.sandbox.files.Scope;
import org.redshield.sandbox.world.OrderBook;
import org.redshield.sandbox.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The data requests that the platform received. */
@Component
public class Requests implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    /** What is known of one request. */
    private static final class File {
        private DataRequest request;
        private int sent = 1;
        private Instant lastSentAt;
        private Instant withdrawnAt;
        private JournalEntry.DateAnswered dateAnswer;
        private final List<Message> messages = new ArrayList<>();
        private final Map<String, AttachmentState> attachments = new LinkedHashMap<>();
        private volatile Production production;

        File(DataRequest request) {
            this.request = request;
            this.lastSentAt = request.submittedAt();
        }
    }

    /**
     * A request as it stands now.
     *
     * @param end holds the particulars of a refusal, a new date or a question
     * @param updatedAt since when it stands so
     * @param withdrawnAt null: it is not withdrawn
     * @param attachments what became of the files of the letter
     */
    public record View(
            DataRequest request,
            RequestStatus status,
            DataRequest.End end,
            Instant updatedAt,
            int sent,
            Instant lastSentAt,
            Instant withdrawnAt,
            List<AttachmentState> attachments) {

        public boolean withdrawn() {
            return withdrawnAt != null;
        }
    }

    private final Map<String, File> byId = new LinkedHashMap<>();
    private final Map<String, File> byNumber = new LinkedHashMap<>();
    private final ExecutorService clerks = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-files");
        thread.setDaemon(true);
        return thread;
    });

    private final RequestReader reader;
    private final Settings settings;
    private final World world;
    private final Archive archive;
    private final Journal journal;
    private final Clock clock;
    private final ObjectMapper canonical;
    private final AttachmentFetcher fetcher;
    private final Webhooks webhooks;

    public Requests(
            RequestReader reader,
            Settings settings,
            World world,
            Archive archive,
            Journal journal,
            Clock clock,
            ObjectMapper json,
            AttachmentFetcher fetcher,
            Webhooks webhooks) {
        this.fetcher = fetcher;
        this.webhooks = webhooks;
        this.reader = reader;
        this.settings = settings;
        this.world = world;
        this.archive = archive;
        this.journal = journal;
        this.clock = clock;
        this.canonical = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        journal.replay(this::apply);
        for (File file : byId.values()) {
            file.production = archive.find(file.request.id()).orElse(null);
            if (file.production == null
                    && file.withdrawnAt == null
                    && file.request.end().needsData()) {
                produceLater(file);
            }
        }
    }

    private void apply(JournalEntry entry) {
        if (entry instanceof JournalEntry.RequestSubmitted submitted) {
            File file = new File(submitted.request());
            byId.put(file.request.id(), file);
            byNumber.put(file.request.requestNo(), file);
        } else if (entry instanceof JournalEntry.RequestSentAgain again) {
            File file = byId.get(again.id());
            file.sent++;
            file.lastSentAt = again.at();
        } else if (entry instanceof JournalEntry.RequestWithdrawn withdrawn) {
            byId.get(withdrawn.id()).withdrawnAt = withdrawn.at();
        } else if (entry instanceof JournalEntry.MessageAdded added) {
            byId.get(added.id()).messages.add(added.message());
        } else if (entry instanceof JournalEntry.RequestClarified clarified) {
            byId.get(clarified.request().id()).request = clarified.request();
        } else if (entry instanceof JournalEntry.DateAnswered answered) {
            byId.get(answered.id()).dateAnswer = answered;
        } else if (entry instanceof JournalEntry.AttachmentFetched fetched) {
            // The ledger may have been cleared while it was fetched.
            Optional.ofNullable(byId.get(fetched.id()))
                    .ifPresent(file -> file.attachments.put(
                            fetched.attachment().sha256() + fetched.attachment().name(), fetched.attachment()));
        }
    }

    private void record(JournalEntry entry) {
        journal.append(entry);
        apply(entry);
    }

    /**
     * Takes a request, or finds the one taken before under the same number.
     *
     * @throws Rejected when it is malformed, or its number was used for another content
     */
    public DataRequest submit(JsonNode data, Call call) {
        return submission(data, call).request();
    }

    /** @param before whether it had been taken under this number */
    public record Submitted(DataRequest request, boolean before) {}

    /** See {@link #submit}. */
    public Submitted submission(JsonNode data, Call call) {
        Taken taken = take(data, call);
        if (taken.isNew()) {
            DataRequest request = taken.file().request;
            webhooks.submitted(request, call);
            Optional.ofNullable(request.attachments())
                    .orElse(List.of())
                    .forEach(attachment -> fetcher.fetch(attachment, state -> fetched(request, state)));
        }
        if (taken.isNew() && taken.file().request.end().needsData()) {
            if (taken.file().request.dataset().release() == Dataset.Release.AUTOMATIC) {
                produce(taken.file());
            } else {
                produceLater(taken.file());
            }
        }
        return new Submitted(taken.file().request, !taken.isNew());
    }

    private synchronized void fetched(DataRequest request, AttachmentState state) {
        if (byId.containsKey(request.id())) {
            record(new JournalEntry.AttachmentFetched(request.id(), state));
        }
    }

    /**
     * Somebody explains a request, or asks about it. What answers our question sets the request going again.
     *
     * @return whether it had been said before
     */
    public boolean say(String id, Message message) {
        File file = byId(id);
        synchronized (this) {
            if (file.messages.stream().anyMatch(known -> known.messageId().equals(message.messageId()))) {
                return true;
            }
            boolean asked = status(file) == RequestStatus.CLARIFICATION;
            if (asked) {
                record(new JournalEntry.MessageAdded(id, question(file)));
            }
            record(new JournalEntry.MessageAdded(id, message));
            if (!asked) {
                return false;
            }
            record(new JournalEntry.RequestClarified(reader.clarified(file.request, message.text())));
        }
        webhooks.request(file.request, file.request.readyAt());
        if (file.request.end().needsData()) {
            produceLater(file);
        }
        return false;
    }

    private synchronized File byId(String id) {
        return byId.get(id);
    }

    private static Message question(File file) {
        return new Message(
                file.request.id() + "-" + (file.messages.size() + 1),
                "PLATFORM",
                file.request.end().text(),
                file.request.readyAt());
    }

    /** What was said on both sides, our open question included. */
    public synchronized List<Message> messages(String id) {
        File file = byId.get(id);
        List<Message> all = new ArrayList<>(file.messages);
        if (status(file) == RequestStatus.CLARIFICATION
                && all.stream()
                        .noneMatch(each -> each.text().equals(file.request.end().text()))) {
            all.add(question(file));
        }
        return all;
    }

    /**
     * The bureau's answer to the date that we put forward.
     *
     * @throws Rejected when that date was not put forward
     */
    public synchronized View answerDate(String id, Instant newDueAt, boolean accepted) {
        File file = byId.get(id);
        Instant proposed = file.request.end().newDueAt();
        if (proposed == null
                || !proposed.truncatedTo(ChronoUnit.SECONDS).equals(newDueAt.truncatedTo(ChronoUnit.SECONDS))) {
            throw new Rejected("平台没有提出过这个答复日期。");
        }
        if (file.dateAnswer == null || file.dateAnswer.accepted() != accepted) {
            record(new JournalEntry.DateAnswered(id, newDueAt, accepted, clock.instant()));
        }
        return view(file);
    }

    public synchronized Optional<View> findByNumber(String requestNo) {
        return Optional.ofNullable(byNumber.get(requestNo)).map(this::view);
    }

    private record Taken(File file, boolean isNew) {}

    private synchronized Taken take(JsonNode data, Call call) {
        String requestNo = RequestReader.required(data, "requestNo");
        String hash = contentHash(data);
        File known = byNumber.get(requestNo);
        if (known == null) {
            record(new JournalEntry.RequestSubmitted(reader.read(data, requestNo, hash, call)));
            return new Taken(byNumber.get(requestNo), true);
        }
        record(new JournalEntry.RequestSentAgain(known.request.id(), clock.instant()));
        if (!known.request.contentHash().equals(hash)) {
            throw new Reused("编号 " + requestNo + " 已用于另一份内容不同的协查请求，本次内容未受理。请更换编号后重新提交。");
        }
        return new Taken(known, false);
    }

    private void produceLater(File file) {
        clerks.execute(() -> produce(file));
    }

    private void produce(File file) {
        DataRequest request = file.request;
        try {
            Settings.Values now = settings.current();
            file.production = archive.produce(
                    request.id(),
                    request.dataset(),
                    new OrderBook(world, request.today(), now.bigShopRows()),
                    scope(request),
                    now.rowsPerFile(),
                    rows -> ReplyLetter.of(request, rows));
            webhooks.request(request, clock.instant());
        } catch (RuntimeException e) {
            // The request stays in work; a restart tries again. One that was cleared meanwhile is no loss.
            if (find(request.id()).isPresent()) {
                log.error("The files of request {} could not be made", request.requestNo(), e);
            }
        }
    }

    private Scope scope(DataRequest request) {
        LocalDate from = request.from() == null ? request.today().minusYears(1) : request.from();
        LocalDate to = request.to() == null ? request.today() : request.to();
        if (request.end().status() == RequestStatus.PARTIAL) {
            to = from.plusDays((to.toEpochDay() - from.toEpochDay()) / 2);
        }
        Long number =
                switch (request.targetType()) {
                    case "ITEM", "ORDER" -> Long.valueOf(request.targetId());
                    default -> null;
                };
        return new Scope(
                request.shops(world),
                request.targetType().equals("ITEM") ? number : null,
                request.targetType().equals("ORDER") ? number : null,
                from,
                to);
    }

    /**
     * Takes a request back; once taken back it stays so.
     *
     * @throws Rejected when no such request was received
     */
    public synchronized void withdraw(String requestNo, String reason) {
        File file = byNumber.get(requestNo);
        if (file == null) {
            throw new Rejected("未收到编号为 " + requestNo + " 的协查请求。");
        }
        if (file.withdrawnAt == null) {
            record(new JournalEntry.RequestWithdrawn(file.request.id(), clock.instant(), reason));
        }
    }

    public synchronized Optional<View> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(this::view);
    }

    /** All, in the order received. */
    public synchronized List<View> all() {
        return byId.values().stream().map(this::view).toList();
    }

    /**
     * What there is to fetch.
     *
     * @throws Rejected while there is no answer
     */
    public Production production(String id) {
        View view = find(id).orElseThrow(() -> new Rejected("未找到协查请求 " + id + "。"));
        return switch (view.status()) {
            case ANSWERED, PARTIAL, NO_RECORD ->
                archive.find(id)
                        .orElseGet(() -> archive.produce(
                                id,
                                view.request().dataset(),
                                null,
                                null,
                                1,
                                rows -> ReplyLetter.of(view.request(), 0)));
            default -> throw new Rejected("该协查请求没有可供下载的答复，当前状态：" + view.status() + "。");
        };
    }

    private View view(File file) {
        DataRequest request = file.request;
        RequestStatus status = status(file);
        Instant updatedAt =
                switch (status) {
                    case WITHDRAWN -> file.withdrawnAt;
                    case ACCEPTED, PROCESSING -> request.submittedAt();
                    case ANSWERED, NO_RECORD ->
                        request.end().answeredAt() == null
                                ? request.readyAt()
                                : request.end().answeredAt();
                    default -> request.readyAt();
                };
        return new View(
                request,
                status,
                request.end(),
                updatedAt,
                file.sent,
                file.lastSentAt,
                file.withdrawnAt,
                attachments(file));
    }

    private static List<AttachmentState> attachments(File file) {
        List<DataRequest.Attachment> sent = file.request.attachments();
        return sent == null
                ? List.of()
                : sent.stream()
                        .map(each -> file.attachments.getOrDefault(
                                each.sha256() + each.name(),
                                new AttachmentState(each.name(), each.sha256(), "WAITING", null, null)))
                        .toList();
    }

    private RequestStatus status(File file) {
        DataRequest request = file.request;
        Instant now = clock.instant();
        if (file.withdrawnAt != null) {
            return RequestStatus.WITHDRAWN;
        }
        if (now.isBefore(request.readyAt())) {
            Duration passed = Duration.between(request.submittedAt(), now);
            Duration left = Duration.between(now, request.readyAt());
            return passed.compareTo(left) < 0 ? RequestStatus.ACCEPTED : RequestStatus.PROCESSING;
        }
        DataRequest.End end = request.end();
        if (!end.needsData() || (end.status() == RequestStatus.NEW_DATE && now.isBefore(end.answeredAt()))) {
            return end.status();
        }
        if (file.production == null) {
            return RequestStatus.PROCESSING;
        }
        if (file.production.rows() == 0) {
            return RequestStatus.NO_RECORD;
        }
        return end.status() == RequestStatus.NEW_DATE ? RequestStatus.ANSWERED : end.status();
    }

    synchronized void clear() {
        byId.clear();
        byNumber.clear();
    }

    private String contentHash(JsonNode data) {
        try {
            Object tree = canonical.treeToValue(data, Object.class);
            return Hashes.sha256Hex(canonical.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A parsed document cannot be written", e);
        }
    }

    @Override
    public void destroy() {
        clerks.shutdownNow();
    }
}
