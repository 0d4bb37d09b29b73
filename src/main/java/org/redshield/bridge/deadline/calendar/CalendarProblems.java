package org.redshield.bridge.deadline.calendar;

import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what is refused about arrangements; {@code faults} lists everything that is wrong with one. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(assignableTypes = CalendarController.class)
class CalendarProblems {

    @ExceptionHandler
    ProblemDetail refused(CalendarRefusal refusal) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, refusal);
        if (!refusal.faults().isEmpty()) {
            problem.setProperty("faults", refusal.faults());
        }
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notAllowed(CalendarNotAllowed refusal) {
        return problem(HttpStatus.FORBIDDEN, refusal);
    }

    private static ProblemDetail problem(HttpStatus status, Refusal refusal) {
        ProblemDetail problem = Problems.of(status, refusal);
        problem.setTitle(DeadlineMessages.text("deadline.calendar.problem-title"));
        return problem;
    }
}
