package org.redshield.bridge.engine.refusal;

import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.RetryLater;

/**
 * Answers a refusal with 400 and its sentence in {@code message}, in the REST interface as in the web applications' own: each
 * is a Jersey application that its makers put together, and Jersey finds this one as a service in all of them. A fault of
 * ours stays a 500, what is not there is 404, what may be tried later is 429.
 */
public final class RefusalAnswers implements ForcedAutoDiscoverable {

    @Override
    public void configure(FeatureContext application) {
        application.register(new Mapper());
    }

    private static final class Mapper implements ExceptionMapper<Refusal> {

        @Override
        public Response toResponse(Refusal refusal) {
            Response.ResponseBuilder answer = Response.status(status(refusal))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(ExceptionDto.fromException(refusal));
            if (refusal instanceof RetryLater later) {
                answer.header("Retry-After", later.seconds());
            }
            return answer.build();
        }

        private static Response.Status status(Refusal refusal) {
            if (refusal instanceof RetryLater) {
                return Response.Status.TOO_MANY_REQUESTS;
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
