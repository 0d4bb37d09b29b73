package org.redshield.sandbox.casework;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.Settings;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Dataset;
import org.redshield.sandbox.world.Shop;
import org.redshield.sandbox.world.World;
import org.springframework.stereotype.Component;

/** The clerk who opens the letters: is it readable, may it be answered, about whom, until when. */
@Component
@RequiredArgsConstructor
class RequestReader {

    private final SandboxProperties properties;
    private final Settings settings;
    private final World world;
    private final Faults faults;
    private final Clock clock;

    /**
     * Reads a request and decides its end.
     *
     * @param hash of its content
     * @throws Rejected when it is malformed
     */
    DataRequest read(JsonNode data, String requestNo, String hash, Call call) {
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
                null,
                attachments(data));
        return request.endingIn(orderedByFault(data, request, wait, call).orElseGet(() -> natural(data, request)));
    }

    private static List<DataRequest.Attachment> attachments(JsonNode data) {
        List<DataRequest.Attachment> attachments = new ArrayList<>();
        data.path("attachments")
                .forEach(each -> attachments.add(new DataRequest.Attachment(
                        required(each, "name"), each.path("url").asText(null), required(each, "sha256"))));
        return attachments;
    }

    /**
     * The request after somebody has explained it: about the shop named in the text, if it was one of several; else, or
     * when so ordered, asked again.
     */
    DataRequest clarified(DataRequest request, String text) {
        Instant now = clock.instant();
        Optional<Fault> again = faults.take(
                FaultKind.CLARIFY,
                new Call("rest", "message.send", Set.of(request.dataset().name()), Set.of(request.requestNo())));
        if (again.isPresent()) {
            String question = or(again.get().text(), "请再作说明。");
            return request.clarified(request.targetId(), now, DataRequest.End.clarification(question));
        }
        SandboxProperties.Delay delay = settings.current().delay();
        Instant ready =
                now.plus(request.dataset().release() == Dataset.Release.MANUAL ? delay.manual() : delay.immediate());
        List<Shop> shops = request.shops(world);
        Optional<Shop> named =
                shops.stream().filter(shop -> text.contains(shop.id())).findFirst();
        if (named.isPresent() && request.targetType().equals("SHOP")) {
            return request.clarified(named.get().id(), ready, DataRequest.End.of(RequestStatus.ANSWERED));
        }
        boolean clear = request.targetType().equals("SUBJECT") || shops.size() <= 1;
        return clear
                ? request.clarified(
                        request.targetId(),
                        ready,
                        DataRequest.End.of(shops.isEmpty() ? RequestStatus.NO_RECORD : RequestStatus.ANSWERED))
                : request.clarified(
                        request.targetId(),
                        now,
                        DataRequest.End.clarification("仍不能确定是哪一家店铺，请写明店铺编号：" + candidates(shops) + "。"));
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
                    request.readyAt()
                            .plus(
                                    newDate.get().hold() == null
                                            ? wait
                                            : newDate.get().hold())));
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
        List<String> basis = new ArrayList<>();
        data.path("basis").forEach(cited -> basis.add(cited.asText()));
        if (!request.dataset().givenOn(basis)) {
            return refused(RefusalReason.OUT_OF_LEGAL_SCOPE);
        }
        if (request.to() != null && request.to().isBefore(request.today().minusYears(3))) {
            return refused(RefusalReason.RETENTION_EXPIRED);
        }
        List<Shop> shops = request.shops(world);
        boolean ambiguous = request.targetType().equals("SUBJECT")
                ? shops.stream().map(shop -> shop.subject().uscc()).distinct().count() > 1
                : shops.size() > 1;
        if (ambiguous) {
            return DataRequest.End.clarification(
                    "“" + request.targetId() + "”对应多个经营者：" + candidates(shops) + "。请指明其中之一，另行提交协查请求。");
        }
        return DataRequest.End.of(shops.isEmpty() ? RequestStatus.NO_RECORD : RequestStatus.ANSWERED);
    }

    private static String candidates(List<Shop> shops) {
        return shops.stream()
                .map(shop -> shop.id() + "（" + shop.platform().label() + "，"
                        + shop.subject().uscc() + "）")
                .collect(Collectors.joining("、"));
    }

    private static DataRequest.End refused(RefusalReason reason) {
        return DataRequest.End.refused(reason.name(), reason.text());
    }

    private static Instant dueAt(JsonNode data, DataRequest request) {
        try {
            return OffsetDateTime.parse(data.path("dueAt").asText()).toInstant();
        } catch (DateTimeException e) {
            return request.readyAt();
        }
    }

    static String required(JsonNode node, String field) {
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
}
