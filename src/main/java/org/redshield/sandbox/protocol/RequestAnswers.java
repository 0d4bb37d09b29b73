package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.casework.DataRequest;
import org.redshield.sandbox.casework.Requests;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Production;
import org.redshield.sandbox.files.SignedUrls;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What both protocols say of a request, in the same words. */
@Component
@RequiredArgsConstructor
public class RequestAnswers {

    private final Requests requests;
    private final SignedUrls urls;
    private final Faults faults;
    private final SandboxProperties properties;
    private final ObjectMapper json;

    /** What the addresses handed out begin with. */
    public String base() {
        return properties.publicUrl() == null || properties.publicUrl().isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : properties.publicUrl();
    }

    /** @param clockError by how much our clock is fast */
    public ObjectNode item(Requests.View view, Duration clockError) {
        ObjectNode item = json.createObjectNode()
                .put("requestId", view.request().id())
                .put("requestNo", view.request().requestNo())
                .put("status", view.status().name());
        switch (view.status()) {
            case REFUSED ->
                item.putObject("refusal")
                        .put("reason", view.end().reason())
                        .put("text", view.end().text());
            case NEW_DATE -> item.put("newDueAt", time(view.end().newDueAt(), clockError));
            case CLARIFICATION -> item.put("question", view.end().text());
            default -> {
                // The status says it all.
            }
        }
        return item.put("updatedAt", time(view.updatedAt(), clockError));
    }

    /**
     * The files of an answer.
     *
     * @throws org.redshield.sandbox.casework.Rejected while there is none
     */
    public ObjectNode manifest(String id, Call about, Duration clockError) {
        Production production = requests.production(id);
        DataRequest request = requests.find(id).orElseThrow().request();
        boolean wrongHash = faults.take(FaultKind.WRONG_HASH, about).isPresent();
        ObjectNode answer = json.createObjectNode()
                .put("requestId", id)
                .put("dataset", request.dataset().name());
        ArrayNode files = answer.putArray("files");
        for (Production.DataFile file : production.files()) {
            ObjectNode entry = files.addObject()
                    .put("name", file.name())
                    .put("url", urls.sign(base(), id, file.name()))
                    .put("bytes", file.bytes())
                    .put("rows", file.rows());
            ArrayNode columns = entry.putArray("columns");
            file.columns().forEach(columns::add);
            entry.put("sha256", wrongHash ? "0".repeat(64) : file.sha256()).put("charset", "UTF-8");
        }
        Production.Letter letter = production.replyLetter();
        answer.putObject("replyLetter")
                .put("name", letter.name())
                .put("url", urls.sign(base(), id, letter.name()))
                .put("bytes", letter.bytes())
                .put("sha256", letter.sha256());
        return answer.put("producedAt", time(production.producedAt(), clockError))
                .put("producer", "模拟平台协查专员");
    }

    /** ISO 8601 with the offset of China, to the second. */
    public static String time(Instant instant, Duration clockError) {
        // Not toString(), which leaves out seconds that are 00.
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.plus(clockError).truncatedTo(ChronoUnit.SECONDS).atZone(SandboxProperties.ZONE));
    }
}
