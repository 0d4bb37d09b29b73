package org.redshield.bridge.access.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** What is done once by its key: our addresses that say so ({@link SentAgain}), and the engine's for forms of tasks and of processes to start. */
@Component
@Lazy
class Resending {

    private static final Pattern FORMS = Pattern.compile(
            "/(?:engine-rest(?:/engine/default)?|camunda/api/engine/engine/default)"
                    + "/(?:task/[^/]+/(?:submit-form|complete)|process-definition/(?:key/[^/]+(?:/tenant-id/[^/]+)?|[^/]+)/(?:submit-form|start))");

    /** @param handler that answers it */
    record Address(RequestMethod method, PathPattern path, Method handler) {

        private boolean isOnce() {
            return Optional.ofNullable(handler.getAnnotation(SentAgain.class))
                    .filter(said -> said.value() == SentAgain.Way.ONCE)
                    .isPresent();
        }
    }

    private final List<Address> once;

    @Autowired
    Resending(RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this(requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .flatMap(Resending::addresses));
    }

    Resending(Stream<Address> all) {
        this.once = all.filter(Address::isOnce).toList();
    }

    private static Stream<Address> addresses(Map.Entry<RequestMappingInfo, HandlerMethod> answered) {
        RequestMappingInfo where = answered.getKey();
        return where.getMethodsCondition().getMethods().stream()
                .flatMap(method -> where.getPathPatternsCondition().getPatterns().stream()
                        .map(path ->
                                new Address(method, path, answered.getValue().getMethod())));
    }

    /** Whether what it changes is done once by its key. */
    boolean isOnce(HttpServletRequest request) {
        return isOnce(
                request.getMethod(),
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    boolean isOnce(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return method.equals("POST") && FORMS.matcher(path).matches()
                || once.stream()
                        .anyMatch(one ->
                                one.method().name().equals(method) && one.path().matches(parsed));
    }
}
