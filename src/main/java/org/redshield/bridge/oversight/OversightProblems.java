package org.redshield.bridge.oversight;

import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a question that cannot be read with a problem detail (RFC 9457) in Chinese and a stable {@code code}. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = OversightProblems.class)
class OversightProblems {

    @ExceptionHandler
    ProblemDetail unreadable(BadQuestion question) {
        return Problems.of(HttpStatus.BAD_REQUEST, question);
    }

    /** The connections of {@link ReportDatabase} are few, and none asks for long. */
    @ExceptionHandler({QueryTimeoutException.class, CannotGetJdbcConnectionException.class})
    ProblemDetail tooSlow() {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, new Refusal("oversight.too-slow"));
    }
}
