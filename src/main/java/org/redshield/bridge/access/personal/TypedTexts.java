package org.redshield.bridge.access.personal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.engine.form.KeptOut;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * The door for what people write to our own addresses: each text in the body of a request that is about a case is held against what
 * must not be told of it ({@link KeptOut}), before any feature sees it. What comes otherwise, as the name of a file, its controller
 * shows here itself.
 */
@ControllerAdvice
@RequiredArgsConstructor
public class TypedTexts extends RequestBodyAdviceAdapter {

    private static final String CASE = "caseNo";
    private static final String ANYTHING = "填写的内容";
    /** What the screens call the fields that are named so in many bodies. */
    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("agenda", "议题"),
            Map.entry("basis", "依据"),
            Map.entry("cause", "案由"),
            Map.entry("content", "内容"),
            Map.entry("decisions", "议定事项"),
            Map.entry("examined", "被检查人"),
            Map.entry("extractor", "提取人"),
            Map.entry("medium", "原始载体及其状况"),
            Map.entry("note", "说明"),
            Map.entry("place", "地点"),
            Map.entry("process", "提取过程"),
            Map.entry("purpose", "目的"),
            Map.entry("reason", "理由"),
            Map.entry("text", "消息内容"),
            Map.entry("url", "网址"),
            Map.entry("witness", "见证人"));

    private final ObjectProvider<KeptOut> keptOut;
    private final ObjectProvider<ObjectMapper> json;

    @Override
    public boolean supports(
            MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    /** @throws org.redshield.bridge.Refusal see {@link KeptOut#check} */
    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn != null
                && signedIn.getPrincipal() instanceof Caller caller
                && !caller.tenants().isEmpty()) {
            JsonNode told = json.getObject().valueToTree(body);
            caseNo(told).ifPresent(caseNo -> check(caller, caseNo, texts(told)));
        }
        return body;
    }

    /**
     * For what is no body.
     *
     * @throws org.redshield.bridge.Refusal see {@link KeptOut#check}
     */
    public void check(Caller caller, String caseNo, List<Told> texts) {
        for (String tenant : caller.tenants()) {
            KeptOut.Writer writer = new KeptOut.Writer(caller.userId(), caller.groups(), tenant);
            keptOut.forEach(secret -> secret.check(writer, caseNo, texts));
        }
    }

    /** The case that the address names, or else the body. */
    private static Optional<String> caseNo(JsonNode body) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        Object named = request == null
                ? null
                : request.getAttribute(
                        HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return named instanceof Map<?, ?> variables && variables.get(CASE) instanceof String caseNo
                ? Optional.of(caseNo)
                : Optional.ofNullable(body.path(CASE).asText(null));
    }

    /** Field by field; of lists, and of what lies in others, every text. */
    static List<Told> texts(JsonNode body) {
        List<Told> texts = new ArrayList<>();
        if (body.isObject()) {
            body.fields().forEachRemaining(field -> {
                List<String> words = new ArrayList<>();
                collect(field.getValue(), words);
                if (!words.isEmpty()) {
                    texts.add(new Told(PLACES.getOrDefault(field.getKey(), ANYTHING), String.join("\n", words)));
                }
            });
        } else {
            List<String> words = new ArrayList<>();
            collect(body, words);
            words.forEach(text -> texts.add(new Told(ANYTHING, text)));
        }
        return texts;
    }

    private static void collect(JsonNode value, List<String> words) {
        if (value.isTextual()) {
            words.add(value.asText());
        } else if (value.isObject()) {
            value.fieldNames().forEachRemaining(words::add);
        }
        value.forEach(inner -> collect(inner, words));
    }
}
