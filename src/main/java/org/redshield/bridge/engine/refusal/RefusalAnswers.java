package org.redshield.bridge.engine.refusal;

import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.TooManyTries;

/**
 * Answers a refusal with 400 and its sentence in {@code message}, in the REST interface as in the web applications' own: each
 * is a Jersey application that its makers put together, and Jersey finds this one as a service in all of them. A fault of
 * ours stays a 500; too many wrong passwords are 429.
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
            if (refusal instanceof TooManyTries tries) {
                answer.header("Retry-After", tries.retryAfter());
            }
            return answer.build();
        }

        private static Response.Status status(Refusal refusal) {
            if (refusal instanceof TooManyTries) {
                return Response.Status.TOO_MANY_REQUESTS;
            }
            boolean ours = refusal.code().equals(PlainRefusals.UNEXPECTED);
            return ours ? Response.Status.INTERNAL_SERVER_ERROR : Response.Status.BAD_REQUEST;
        }
    }
}
