package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.casework.Disposition;
import org.redshield.sandbox.casework.Dispositions;
import org.redshield.sandbox.files.Production;
import org.redshield.sandbox.files.SignedUrls;
import org.springframework.stereotype.Component;

/** {@code taobao.sungari.dispose.query}: up to twenty keys, each a task id or a {@code doc_name}. */
@Component
@RequiredArgsConstructor
class DisposeQuery implements TopMethod {

    private static final int MOST_KEYS = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(SandboxProperties.ZONE);

    private final Dispositions dispositions;
    private final SignedUrls urls;
    private final ObjectMapper json;

    @Override
    public String name() {
        return "taobao.sungari.dispose.query";
    }

    @Override
    public ObjectNode execute(TopCall call) {
        String[] keys = call.required("param_list").split(",");
        ObjectNode body = json.createObjectNode();
        ObjectNode result = body.putObject("result");
        ArrayNode list = result.putArray("list");
        if (keys.length > MOST_KEYS) {
            result.put("result_code", 2).put("message", "param_list 最多 " + MOST_KEYS + " 个。");
            return body;
        }
        for (String key : keys) {
            dispositions.find(key.trim()).ifPresent(view -> list.add(entry(view, call)));
        }
        result.put("result_code", 1).put("message", "成功");
        return body;
    }

    private ObjectNode entry(Dispositions.View view, TopCall call) {
        Disposition disposition = view.disposition();
        ObjectNode entry = json.createObjectNode()
                .put("id", disposition.id())
                .put("doc_name", disposition.docName())
                .put("create_person", "模拟平台治理专员");
        if (!view.done()) {
            return entry.put("status", "处理中");
        }
        Production.Letter letter = dispositions.replyLetter(view);
        String status =
                switch (disposition.outcome()) {
                    case "REFUSED" -> "已拒绝";
                    case "PARTIAL" -> "部分完成";
                    default -> "已完成";
                };
        return entry.put("status", status)
                .put("result", result(view, call).toString())
                .put("finish_time", TIME.format(call.seen(disposition.executedAt())))
                .put("reply_key", disposition.id() + "/" + letter.name())
                .put("reply_url", urls.sign(call.base(), disposition.id(), letter.name()));
    }

    private ObjectNode result(Dispositions.View view, TopCall call) {
        Disposition disposition = view.disposition();
        ObjectNode result =
                json.createObjectNode().put("measure", disposition.measure()).put("outcome", disposition.outcome());
        if (disposition.reason() != null) {
            result.put("reason", disposition.reason());
        } else {
            result.put("executedAt", iso(call.seen(disposition.executedAt())));
        }
        if (disposition.isPublic()) {
            result.put("publicityUrl", call.base() + "/publicity/" + disposition.id());
        }
        if (view.appeal() != null) {
            result.putObject("appeal")
                    .put("at", iso(call.seen(view.appealedAt())))
                    .put("text", view.appeal());
        }
        return result;
    }

    private static String iso(Instant instant) {
        return RequestAnswers.time(instant, Duration.ZERO);
    }
}
