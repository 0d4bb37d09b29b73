package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.faults.Line;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /router/rest}: checks a call, hands it to its method, wraps what comes back. Faults sit before and
 * behind that, so that the methods know only those that change what the platform decides.
 */
@RestController
class TopController {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private final SandboxProperties properties;
    private final Map<String, TopMethod> methods;
    private final CallReader callReader;
    private final RequestAnswers answers;
    private final Faults faults;
    private final Line line;
    private final Spoiler spoiler;
    private final Clock clock;
    private final ObjectMapper json;

    TopController(
            SandboxProperties properties,
            List<TopMethod> methods,
            CallReader callReader,
            RequestAnswers answers,
            Faults faults,
            Line line,
            Spoiler spoiler,
            Clock clock,
            ObjectMapper json) {
        this.properties = properties;
        this.methods = methods.stream().collect(Collectors.toMap(TopMethod::name, Function.identity()));
        this.callReader = callReader;
        this.answers = answers;
        this.faults = faults;
        this.line = line;
        this.spoiler = spoiler;
        this.clock = clock;
        this.json = json;
    }

    @PostMapping("/router/rest")
    void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> parameters = request.getParameterMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()[0]));
        Call about = callReader.read(parameters);
        if (!line.isCut(about, request, response)) {
            ObjectNode answer = answer(parameters, about);
            line.answer(about, request, response, 200, "application/json", spoiler.spoil(answer, about));
        }
    }

    private ObjectNode answer(Map<String, String> parameters, Call about) throws JsonProcessingException {
        ObjectNode answer = json.createObjectNode();
        String requestId = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        try {
            Optional<Fault> limited = faults.take(FaultKind.CALL_LIMITED, about);
            if (limited.isPresent()) {
                throw TopError.callLimited(
                        limited.get().seconds() == null ? 60 : limited.get().seconds());
            }
            if (faults.take(FaultKind.REMOTE_SERVICE_ERROR, about).isPresent()) {
                throw TopError.remoteService();
            }
            Duration clockError = faults.take(FaultKind.CLOCK_OFF, about)
                    .map(fault -> Duration.ofMinutes(fault.minutes() == null ? 17 : fault.minutes()))
                    .orElse(Duration.ZERO);
            TopMethod method = check(parameters, clock.instant().plus(clockError));
            ObjectNode body = method.execute(new TopCall(parameters, about, answers.base(), clockError));
            body.put("request_id", requestId);
            answer.set(rootKey(method.name()), body);
        } catch (TopError e) {
            answer.putObject("error_response")
                    .put("code", e.code())
                    .put("msg", e.getMessage())
                    .put("sub_code", e.subCode())
                    .put("sub_msg", e.subMessage())
                    .put("request_id", requestId);
        }
        return answer;
    }

    /** {@code taobao.a.b} answers under {@code a_b_response}. */
    private static String rootKey(String method) {
        return method.replaceFirst("^taobao\\.", "").replace('.', '_') + "_response";
    }

    private TopMethod check(Map<String, String> parameters, Instant now) {
        String name = parameters.getOrDefault("method", "");
        if (name.isEmpty()) {
            throw TopError.missingMethod();
        }
        TopMethod method = methods.get(name);
        if (method == null) {
            throw TopError.invalidMethod(name);
        }
        String appKey = parameters.getOrDefault("app_key", "");
        String secret = properties.apps().get(appKey);
        if (secret == null) {
            throw TopError.invalidAppKey(appKey);
        }
        for (String required : List.of("timestamp", "format", "v", "sign_method", "sign")) {
            if (parameters.getOrDefault(required, "").isEmpty()) {
                throw TopError.missingArgument(required);
            }
        }
        checkSignature(parameters, secret);
        checkTimestamp(parameters.get("timestamp"), now);
        if (!parameters.get("format").equals("json")) {
            throw TopError.invalidArgument("format", "只支持 json");
        }
        if (!parameters.get("v").equals("2.0")) {
            throw TopError.invalidArgument("v", "只支持 2.0");
        }
        return method;
    }

    private static void checkSignature(Map<String, String> parameters, String secret) {
        String expected = Signature.of(parameters, parameters.get("sign_method"), secret)
                .orElseThrow(() -> TopError.invalidArgument("sign_method", "只支持 md5、hmac、hmac-sha256"));
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                parameters.get("sign").getBytes(StandardCharsets.UTF_8))) {
            throw TopError.invalidSignature("签名不正确");
        }
    }

    private static void checkTimestamp(String timestamp, Instant now) {
        try {
            Instant sent = LocalDateTime.parse(timestamp, TIMESTAMP)
                    .atZone(SandboxProperties.ZONE)
                    .toInstant();
            if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
                throw TopError.invalidArgument("timestamp", "与服务器时间相差超过 10 分钟");
            }
        } catch (DateTimeException e) {
            throw TopError.invalidArgument("timestamp", "格式应为 yyyy-MM-dd HH:mm:ss");
        }
    }
}
