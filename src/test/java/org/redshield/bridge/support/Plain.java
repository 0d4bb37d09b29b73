package org.redshield.bridge.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether people can read why they were not served. */
public final class Plain {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The bridge's own and the balancer's, of what may be asked again; others' fault is no answer here. */
    private static final Set<Integer> LATER = Set.of(409, 429, 502, 503, 504);

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{3,}[ .][A-Za-z]{3,}");

    private Plain() {}

    /** What is wrong with an answer to what can be done, while the database comes and goes; nothing where that is said well, or served. */
    public static Optional<String> fault(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status < 400) {
            return Optional.empty();
        }
        String told = status + " " + answer.body();
        if (!LATER.contains(status)) {
            return Optional.of("not to be asked again: " + told);
        }
        if (answer.headers().firstValue("Retry-After").isEmpty()) {
            return Optional.of("when to ask again is not said: " + told);
        }
        String sentence = sentence(answer);
        return sentence.codePoints().filter(Character::isIdeographic).count() < 10
                        || ENGLISH.matcher(sentence).find()
                ? Optional.of("not in Chinese: " + told)
                : Optional.empty();
    }

    private static String sentence(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (type.contains("html")) {
            return answer.body().replaceAll("(?s)<style>.*?</style>|<[^>]*>", "");
        }
        try {
            JsonNode json = JSON.readTree(answer.body());
            return Stream.of("detail", "message")
                    .map(json::path)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .findFirst()
                    .orElse("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
