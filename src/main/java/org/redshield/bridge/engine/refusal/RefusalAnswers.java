package org.redshield.bridge.engine.refusal;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.engine.gate.GateRefusal;
import org.redshield.bridge.engine.gate.Proposed;
import org.redshield.bridge.engine.rule.Finding;

/**
 * Answers a refusal with 400 and its sentence in {@code message}, in the REST interface as in the web applications' own: each
 * is a Jersey application that its makers put together, and Jersey finds this one as a service in all of them. A fault of
 * ours stays a 500, what is not there is 404, what may be tried later is 429, or 503 while the database is away. No fault is told in
 * the engine's own words.
 */
public final class RefusalAnswers implements ForcedAutoDiscoverable {

    @Override
    public void configure(FeatureContext application) {
        application.register(new Mapper());
        application.register(new Malformed());
        application.register(new Incomplete());
        application.register(new Nowhere());
        application.register(new Faults());
    }

    /**
     * What the engine says of its own faults, in English and of tables and classes, is in the log; people are told what they can do. What it
     * or its interface finds wrong with a request is said in our words too; to whoever programs, its own say which value is meant.
     */
    private static final class Faults implements ContainerResponseFilter {

        private static final Pattern OF_CLASSES = Pattern.compile("\\b(?:java|javax|jakarta|org|com)\\.[a-z]");

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
            if (answer.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()
                    || !(answer.getEntity() instanceof ExceptionDto told)
                    || told instanceof Sentence
                    || told instanceof Findings) {
                return;
            }
            if (answer.getStatus() >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
                answer.setEntity(
                        new Sentence(new Refusal(PlainRefusals.UNEXPECTED)), null, MediaType.APPLICATION_JSON_TYPE);
            } else if (!isChinese(told.getMessage())) {
                told.setMessage(inChinese(answer.getStatus(), told.getMessage()));
            }
        }

        private static String inChinese(int status, String words) {
            return switch (status) {
                case 403 -> new Refusal(PlainRefusals.NOT_PERMITTED).getMessage();
                case 404 -> new Refusal(PlainRefusals.UNKNOWN).getMessage();
                default ->
                    new Refusal(PlainRefusals.INVALID).getMessage()
                            + (words == null || OF_CLASSES.matcher(words).find() ? "" : "（" + words + "）");
            };
        }

        private static boolean isChinese(String text) {
            return text != null
                    && text.codePoints()
                            .anyMatch(one -> Character.UnicodeScript.of(one) == Character.UnicodeScript.HAN);
        }
    }

    /** What the interface has no address, method or format for; else it would name the classes by which it found out. */
    private static final class Nowhere implements ExceptionMapper<ClientErrorException> {

        private static final String TITLE = "请求有误";

        @Override
        public Response toResponse(ClientErrorException fault) {
            Refusal refusal = new Refusal(PlainRefusals.INVALID);
            int status = fault.getResponse().getStatus();
            Response.ResponseBuilder answer = Response.status(status)
                    .type("application/problem+json")
                    .entity(Map.of(
                            "type",
                            "about:blank",
                            "title",
                            TITLE,
                            "status",
                            status,
                            "detail",
                            refusal.getMessage(),
                            // As the interface's other answers have it.
                            "message",
                            refusal.getMessage(),
                            "code",
                            refusal.code()));
            Object allowed = fault.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
            return allowed == null
                    ? answer.build()
                    : answer.header(HttpHeaders.ALLOW, allowed).build();
        }
    }

    /** The engine's service missed something before it made a command; of a command {@link PlainRefusals} has told. */
    private static final class Incomplete implements ExceptionMapper<NullValueException> {

        @Override
        public Response toResponse(NullValueException fault) {
            return new Mapper().toResponse(new Refusal(PlainRefusals.INVALID));
        }
    }

    /**
     * What the interface's own code stumbles over while it makes a command of a request is the caller's mistake: nothing has begun.
     * The interface would call it a fault of ours and show him the name of a class.
     */
    private static final class Malformed implements ExceptionMapper<RuntimeException> {

        private static final List<String> READING = List.of(
                "org.camunda.bpm.engine.rest.",
                "org.camunda.bpm.engine.variable.",
                // The engine counts nothing here, and fails when it is asked.
                "org.camunda.bpm.engine.impl.persistence.entity.MeterLogManager",
                "org.camunda.spin.",
                "org.camunda.commons.",
                "org.joda.time.",
                "com.fasterxml.jackson.");

        @Override
        public Response toResponse(RuntimeException fault) {
            // Of a header such as Accept-Language it is the interface's library that says so.
            if (fault instanceof HeaderValueException || isOfTheRequest(fault)) {
                return new Mapper().toResponse(new Refusal(PlainRefusals.INVALID));
            }
            // What broke off outside of any command.
            return RetryLater.of(fault, true)
                    .map(new Mapper()::toResponse)
                    .orElseGet(() -> ExceptionHandlerHelper.getInstance().getResponse(fault));
        }

        private static boolean isOfTheRequest(RuntimeException fault) {
            return !(fault instanceof ProcessEngineException)
                    && !(fault instanceof WebApplicationException)
                    && Arrays.stream(fault.getStackTrace())
                            .map(StackTraceElement::getClassName)
                            .filter(name -> !name.startsWith("java."))
                            .findFirst()
                            .filter(name -> READING.stream().anyMatch(name::startsWith))
                            .isPresent();
        }
    }

    /** What a refused deployment answers beside its message. */
    private static final class Findings extends ExceptionDto {

        private final transient GateRefusal refusal;

        Findings(GateRefusal refusal) {
            this.refusal = refusal;
            setType(refusal.getClass().getSimpleName());
            setMessage(refusal.getMessage());
        }

        @JsonProperty
        public List<Finding> getFindings() {
            return refusal.findings();
        }
    }

    /** What any other refusal answers beside its message. */
    private static final class Sentence extends ExceptionDto {

        private final transient Refusal refusal;

        Sentence(Refusal refusal) {
            this.refusal = refusal;
            setType(refusal.getClass().getSimpleName());
            setMessage(refusal.getMessage());
        }

        /** The stable code; the engine's own {@code code} is a number. */
        @JsonProperty
        public String getRefusal() {
            return refusal.code();
        }

        /** Of a form that was refused, the keys of the fields of which the message speaks. */
        @JsonProperty
        public List<String> getFields() {
            return refusal.fields();
        }
    }

    private static final class Mapper implements ExceptionMapper<Refusal> {

        @Override
        public Response toResponse(Refusal refusal) {
            if (refusal instanceof Proposed proposed) {
                return Response.accepted(Map.of("id", proposed.id(), "message", proposed.getMessage()))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
            }
            Response.ResponseBuilder answer = Response.status(status(refusal))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(refusal instanceof GateRefusal gate ? new Findings(gate) : new Sentence(refusal));
            if (refusal instanceof RetryLater later) {
                answer.header(HttpHeaders.RETRY_AFTER, later.seconds());
            } else if (status(refusal) == Response.Status.SERVICE_UNAVAILABLE) {
                answer.header(HttpHeaders.RETRY_AFTER, RetryLater.away().seconds());
            }
            return answer.build();
        }

        private static Response.Status status(Refusal refusal) {
            if (refusal instanceof RetryLater later) {
                return later.isAway() ? Response.Status.SERVICE_UNAVAILABLE : Response.Status.TOO_MANY_REQUESTS;
            }
            return switch (refusal.code()) {
                case PlainRefusals.UNEXPECTED -> Response.Status.INTERNAL_SERVER_ERROR;
                case PlainRefusals.TOO_SLOW -> Response.Status.SERVICE_UNAVAILABLE;
                case PlainRefusals.UNKNOWN -> Response.Status.NOT_FOUND;
                default -> Response.Status.BAD_REQUEST;
            };
        }
    }
}
