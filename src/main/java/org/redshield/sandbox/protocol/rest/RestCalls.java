package org.redshield.sandbox.protocol.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.faults.Line;
import org.redshield.sandbox.protocol.CallReader;
import org.redshield.sandbox.protocol.Spoiler;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** One call of the API: who calls, what goes wrong before and behind the work, and how the answer leaves. */
@Component
@RequiredArgsConstructor
class RestCalls {

    private static final int LONGEST_BODY = 1 << 20;
    private static final int UNKNOWN = 520;

    private final AccessTokens tokens;
    private final CallReader reader;
    private final Faults faults;
    private final Line line;
    private final Spoiler spoiler;
    private final ObjectMapper json;

    /** @param status of success */
    record Answer(int status, ObjectNode body) {}

    /**
     * What a call is about.
     *
     * @param clockError by how much our clock is fast
     */
    record Context(JsonNode body, Call about, Duration clockError) {}

    /** The work of a call. */
    interface Work {
        /**
         * @throws Problem when it is not done
         * @throws Rejected when the caller sent what cannot be taken
         */
        Answer on(Context call);
    }

    /** @param names numbers in path and query that faults may be bound to */
    void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            String apiName,
            Collection<String> names,
            Work work)
            throws IOException {
        JsonNode body = parse(request);
        Call about = reader.rest(apiName, body, names);
        if (line.isCut(about, request, response)) {
            return;
        }
        Answer answer;
        Problem problem = null;
        try {
            answer = serve(request, body, about, work);
        } catch (Problem e) {
            problem = e;
            answer = new Answer(e.status(), document(e));
        }
        if (faults.take(FaultKind.UNKNOWN_CODE, about).isPresent()) {
            problem = new Problem(UNKNOWN, "99", "未知的结果");
            answer = new Answer(UNKNOWN, document(problem));
        }
        if (problem != null && problem.retryAfter() != null) {
            response.setHeader("Retry-After", problem.retryAfter().toString());
        }
        line.answer(
                about,
                request,
                response,
                answer.status(),
                problem == null ? "application/json" : "application/problem+json",
                spoiler.spoil(answer.body(), about));
    }

    private Answer serve(HttpServletRequest request, JsonNode body, Call about, Work work) {
        Optional<Fault> limited = faults.take(FaultKind.CALL_LIMITED, about);
        if (limited.isPresent()) {
            int seconds = limited.get().seconds() == null ? 60 : limited.get().seconds();
            throw new Problem(429, "rate-limited", "调用过于频繁，请稍后再试。", seconds);
        }
        if (faults.take(FaultKind.REMOTE_SERVICE_ERROR, about).isPresent()) {
            throw new Problem(503, "unavailable", "服务暂时不可用，请稍后重试。");
        }
        if (faults.take(FaultKind.TOKEN_REFUSED, about).isPresent()) {
            throw new Problem(401, "unauthorised", "访问令牌已失效。");
        }
        tokens.check(request);
        Duration clockError = faults.take(FaultKind.CLOCK_OFF, about)
                .map(fault -> Duration.ofMinutes(fault.minutes() == null ? 17 : fault.minutes()))
                .orElse(Duration.ZERO);
        try {
            return work.on(new Context(body, about, clockError));
        } catch (Rejected e) {
            throw Problem.of(e);
        }
    }

    /** @throws Problem when the header does not say what the body says */
    static void requireKey(HttpServletRequest request, JsonNode body, String field) {
        String key = request.getHeader("Idempotency-Key");
        String number = body.path(field).asText();
        if (key == null
                || number.isBlank()
                || !URLDecoder.decode(key, StandardCharsets.UTF_8).equals(number)) {
            throw new Problem(400, "invalid-request", "Idempotency-Key 应与 " + field + " 一致。");
        }
    }

    private JsonNode parse(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LONGEST_BODY);
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : json.readTree(bytes);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private ObjectNode document(Problem problem) {
        HttpStatus status = HttpStatus.resolve(problem.status());
        return json.createObjectNode()
                .put("type", "urn:redshield:problem:" + problem.code())
                .put("title", status == null ? "Unknown" : status.getReasonPhrase())
                .put("status", problem.status())
                .put("detail", problem.getMessage())
                .put("code", problem.code());
    }
}
