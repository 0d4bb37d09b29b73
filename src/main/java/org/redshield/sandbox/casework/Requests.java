package org.redshield.sandbox.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.Settings;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Archive;
import org.redshield.sandbox.files.Dataset;
import org.redshield.sandbox.files.Hashes;
import org.redshield.sandbox.files.Production;
import org.redshield.sandbox.files.Scope;
import org.redshield.sandbox.world.OrderBook;
import org.redshield.sandbox.world.Shop;
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
        private final DataRequest request;
        private int sent = 1;
        private Instant lastSentAt;
        private Instant withdrawnAt;
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
     */
    public record View(
            DataRequest request,
            RequestStatus status,
            DataRequest.End end,
            Instant updatedAt,
            int sent,
            Instant lastSentAt,
            boolean withdrawn) {}

    private final Map<String, File> byId = new LinkedHashMap<>();
    private final Map<String, File> byNumber = new LinkedHashMap<>();
    private final ExecutorService clerks = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-files");
        thread.setDaemon(true);
        return thread;
    });

    private final SandboxProperties properties;
    private final Settings settings;
    private final World world;
    private final Archive archive;
    private final Journal journal;
    private final Faults faults;
    private final Clock clock;
    private final ObjectMapper canonical;

    public Requests(
            SandboxProperties properties,
            Settings settings,
            World world,
            Archive archive,
            Journal journal,
            Faults faults,
            Clock clock,
            ObjectMapper json) {
        this.properties = properties;
        this.settings = settings;
        this.world = world;
        this.archive = archive;
        this.journal = journal;
        this.faults = faults;
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
        Taken taken = take(data, call);
        if (taken.isNew() && taken.file().request.end().needsData()) {
            if (taken.file().request.dataset().release() == Dataset.Release.AUTOMATIC) {
                produce(taken.file());
            } else {
                produceLater(taken.file());
            }
        }
        return taken.file().request;
    }

    private record Taken(File file, boolean isNew) {}

    private synchronized Taken take(JsonNode data, Call call) {
        String requestNo = required(data, "requestNo");
        String hash = contentHash(data);
        File known = byNumber.get(requestNo);
        if (known == null) {
            record(new JournalEntry.RequestSubmitted(read(data, requestNo, hash, call)));
            return new Taken(byNumber.get(requestNo), true);
        }
        record(new JournalEntry.RequestSentAgain(known.request.id(), clock.instant()));
        if (!known.request.contentHash().equals(hash)) {
            throw new Rejected("编号 " + requestNo + " 已用于另一份内容不同的协查请求，本次内容未受理。请更换编号后重新提交。");
        }
        return new Taken(known, false);
    }

    private DataRequest read(JsonNode data, String requestNo, String hash, Call call) {
        if (data.path("version").asInt() != 1) {
            throw new Rejected("不支持的版本：" + data.path("version").asText("（空）") + "，当前版本为 1。");
        }
        String datasetName = required(data, "dataset");
        Dataset dataset = Dataset.of(datasetName).orElseThrow(() -> new Rejected("不认识的数据项：" + datasetName + "。"));
        JsonNode target = data.path("target");
        String targetType = required(target, "type");
        if (!List.of("SHOP", "ITEM", "ORDER", "SUBJECT").contains(targetType)) {
            throw new Rejected("不认识的协查对象类型：" + targetType + "。");
        }
        LocalDate from = date(data.path("period"), "from");
        LocalDate to = date(data.path("period"), "to");
        boolean needsPeriod = dataset.release() == Dataset.Release.MANUAL && !targetType.equals("ORDER");
        if (needsPeriod && (from == null || to == null || to.isBefore(from))) {
            throw new Rejected("该数据项须写明起止日期（period.from、period.to，且起不晚于止）。");
        }
        Instant now = clock.instant();
        SandboxProperties.Delay delay = settings.current().delay();
        Duration wait = dataset.release() == Dataset.Release.MANUAL ? delay.manual() : delay.immediate();
        DataRequest request = new DataRequest(
                UUID.randomUUID().toString(),
                requestNo,
                hash,
                data.path("letterNo").asText(),
                data.path("bureau").path("name").asText(),
                dataset,
                targetType,
                required(target, "id"),
                from,
                to,
                properties.today(clock),
                now,
                now.plus(wait),
                null);
        return request.endingIn(orderedByFault(data, request, wait, call).orElseGet(() -> natural(data, request)));
    }

    private Optional<DataRequest.End> orderedByFault(JsonNode data, DataRequest request, Duration wait, Call call) {
        Optional<Fault> refuse = faults.take(FaultKind.REFUSE, call);
        if (refuse.isPresent()) {
            String reason = refuse.get().reason() == null
                    ? RefusalReason.OUT_OF_LEGAL_SCOPE.name()
                    : refuse.get().reason();
            return Optional.of(DataRequest.End.refused(reason, or(refuse.get().text(), refusalText(reason))));
        }
        Optional<Fault> clarify = faults.take(FaultKind.CLARIFY, call);
        if (clarify.isPresent()) {
            return Optional.of(DataRequest.End.clarification(or(clarify.get().text(), "请说明需要协查的具体店铺和期间。")));
        }
        Optional<Fault> newDate = faults.take(FaultKind.NEW_DATE, call);
        if (newDate.isPresent()) {
            int days = newDate.get().days() == null ? 5 : newDate.get().days();
            return Optional.of(new DataRequest.End(
                    RequestStatus.NEW_DATE,
                    null,
                    null,
                    dueAt(data, request).plus(Duration.ofDays(days)),
                    request.readyAt().plus(wait)));
        }
        if (faults.take(FaultKind.NO_RECORD, call).isPresent()) {
            return Optional.of(DataRequest.End.of(RequestStatus.NO_RECORD));
        }
        return faults.take(FaultKind.PARTIAL, call).map(fault -> DataRequest.End.of(RequestStatus.PARTIAL));
    }

    private static String refusalText(String reason) {
        return Stream.of(RefusalReason.values())
                .filter(each -> each.name().equals(reason))
                .map(RefusalReason::text)
                .findFirst()
                .orElse("平台不予提供。");
    }

    /** What an honest platform would say. */
    private DataRequest.End natural(JsonNode data, DataRequest request) {
        boolean complete = Stream.of("letterNo", "purpose")
                        .noneMatch(field -> data.path(field).asText().isBlank())
                && !data.path("basis").isEmpty()
                && !data.path("bureau").path("code").asText().isBlank();
        if (!complete) {
            return refused(RefusalReason.INCOMPLETE_REQUEST);
        }
        if (request.dataset().release() == Dataset.Release.NEVER) {
            return refused(RefusalReason.OUT_OF_LEGAL_SCOPE);
        }
        if (request.to() != null && request.to().isBefore(request.today().minusYears(3))) {
            return refused(RefusalReason.RETENTION_EXPIRED);
        }
        List<Shop> shops = shops(request);
        boolean ambiguous = request.targetType().equals("SUBJECT")
                ? shops.stream().map(shop -> shop.subject().uscc()).distinct().count() > 1
                : shops.size() > 1;
        if (ambiguous) {
            String candidates = shops.stream()
                    .map(shop -> shop.id() + "（" + shop.platform().label() + "，"
                            + shop.subject().uscc() + "）")
                    .collect(Collectors.joining("、"));
            return DataRequest.End.clarification(
                    "“" + request.targetId() + "”对应多个经营者：" + candidates + "。请指明其中之一，另行提交协查请求。");
        }
        return DataRequest.End.of(shops.isEmpty() ? RequestStatus.NO_RECORD : RequestStatus.ANSWERED);
    }

    private static DataRequest.End refused(RefusalReason reason) {
        return DataRequest.End.refused(reason.name(), reason.text());
    }

    private List<Shop> shops(DataRequest request) {
        return switch (request.targetType()) {
            case "SHOP" -> world.findShops(request.targetId());
            case "SUBJECT" -> world.findShopsOfSubject(request.targetId());
            default -> world.findShopOfNumber(request.targetId()).stream().toList();
        };
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
        } catch (RuntimeException e) {
            // A failed production leaves the request where it is; a restart tries again.
            log.error("The files of request {} could not be made", request.requestNo(), e);
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
                shops(request),
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
                request, status, request.end(), updatedAt, file.sent, file.lastSentAt, file.withdrawnAt != null);
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

    private static Instant dueAt(JsonNode data, DataRequest request) {
        try {
            return OffsetDateTime.parse(data.path("dueAt").asText()).toInstant();
        } catch (DateTimeException e) {
            return request.readyAt();
        }
    }

    private static String required(JsonNode node, String field) {
        String value = node.path(field).asText();
        if (value.isBlank()) {
            throw new Rejected("缺少必填项：" + field + "。");
        }
        return value;
    }

    private static LocalDate date(JsonNode node, String field) {
        String value = node.path(field).asText();
        try {
            return value.isBlank() ? null : LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new Rejected("日期格式应为 yyyy-MM-dd：" + field + "。");
        }
    }

    private static String or(String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    @Override
    public void destroy() {
        clerks.shutdownNow();
    }
}
