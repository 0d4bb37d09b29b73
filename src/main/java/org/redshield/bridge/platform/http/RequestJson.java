package org.redshield.bridge.platform.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.Submission;

/** What a bureau asks for, in the fields that all protocols over HTTP have in common. */
public final class RequestJson {

    private RequestJson() {}

    /** @param time how the protocol writes an instant */
    public static ObjectNode request(ObjectNode body, Submission submission, Function<Instant, String> time) {
        DataRequestOrder order = submission.order();
        body.put("requestNo", order.requestNo());
        body.put("letterNo", order.letterNo());
        bureau(body, order.tenant(), order.bureauName(), order.officers());
        order.originalLetter().ifPresent(letter -> body.putObject("originalLetter")
                .put("bureauCode", letter.bureauCode())
                .put("letterNo", letter.letterNo()));
        basis(body, order.basis());
        body.put("purpose", order.purpose());
        body.put("dataset", order.dataset().name());
        target(body, order.targetType(), order.targetId(), order.from(), order.to());
        submission.dueAt().ifPresent(due -> body.put("dueAt", time.apply(due)));
        ArrayNode attachments = body.putArray("attachments");
        submission.attachments().forEach(attachment -> {
            ObjectNode entry = attachments.addObject().put("name", attachment.name());
            attachment.url().ifPresent(url -> entry.put("url", url));
            entry.put("sha256", attachment.sha256());
        });
        return body;
    }

    public static void bureau(ObjectNode body, String code, String name, List<DataRequestOrder.Officer> people) {
        ObjectNode bureau = body.putObject("bureau").put("code", code).put("name", name);
        ArrayNode officers = bureau.putArray("officers");
        people.forEach(officer -> officers.addObject()
                .put("name", officer.name())
                .put("certificateNo", officer.certificateNo())
                .put("phone", officer.phone()));
    }

    public static void basis(ObjectNode body, List<String> articles) {
        ArrayNode basis = body.putArray("basis");
        articles.forEach(basis::add);
    }

    /** Whose data, and of which days where it says so. */
    public static void target(
            ObjectNode body, TargetType type, String id, Optional<LocalDate> from, Optional<LocalDate> to) {
        body.putObject("target").put("type", type.name()).put("id", id);
        if (from.isPresent() || to.isPresent()) {
            ObjectNode period = body.putObject("period");
            from.ifPresent(day -> period.put("from", day.toString()));
            to.ifPresent(day -> period.put("to", day.toString()));
        }
    }
}
