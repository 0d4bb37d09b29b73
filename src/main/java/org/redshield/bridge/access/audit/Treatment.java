package org.redshield.bridge.access.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What the record of access does with a call of one of our addresses. An address on which nothing is declared is a change where
 * it changes something, a look at the case where it names one, and a look at a list otherwise: whatever comes new is on record.
 *
 * @param act recorded by the filter; empty where it is not
 * @param export whether it counts as an export of the person's day
 * @param first whether it is on record before anything is shown
 */
public record Treatment(Optional<AuditAct> act, boolean export, boolean first) {

    /** Empty where no method of a controller answers. */
    static Optional<Treatment> of(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod answers
                ? Optional.of(of(
                        answers.getMethod(),
                        request.getMethod(),
                        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))))
                : Optional.empty();
    }

    /** @param address its pattern, as {@code /api/cases/{caseNo}} */
    public static Treatment of(Method answers, String method, String address) {
        return declared(answers)
                .or(() -> declared(answers.getDeclaringClass()))
                .orElseGet(() -> of(usual(method, address)));
    }

    private static Optional<Treatment> declared(AnnotatedElement where) {
        OnRecord act = where.getAnnotation(OnRecord.class);
        if (act != null) {
            return Optional.of(of(act.value()));
        }
        RecordsItself itself = where.getAnnotation(RecordsItself.class);
        if (itself != null) {
            return Optional.of(new Treatment(Optional.empty(), itself.export(), true));
        }
        return where.isAnnotationPresent(NotOnRecord.class)
                ? Optional.of(new Treatment(Optional.empty(), false, false))
                : Optional.empty();
    }

    private static Treatment of(AuditAct act) {
        return new Treatment(Optional.of(act), act.kind() == AuditAct.Kind.EXPORT, act.first());
    }

    private static AuditAct usual(String method, String address) {
        boolean looks = HttpMethod.GET.matches(method) || HttpMethod.HEAD.matches(method);
        return !looks ? AuditAct.CHANGE : address.contains("{caseNo}") ? AuditAct.CASE : AuditAct.LIST;
    }
}
