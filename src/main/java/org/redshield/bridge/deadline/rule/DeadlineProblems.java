package org.redshield.bridge.deadline.rule;

import org.redshield.bridge.access.Problems;
import org.redshield.bridge.deadline.calendar.DeadlineMessages;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a refused question with a problem detail (RFC 9457) in Chinese and a stable {@code code}. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(assignableTypes = DeadlineController.class)
class DeadlineProblems {

    @ExceptionHandler
    ProblemDetail refused(DeadlineRefusal refusal) {
        ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, refusal);
        problem.setTitle(DeadlineMessages.text("deadline.problem-title"));
        return problem;
    }
}
