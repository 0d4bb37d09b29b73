package org.redshield.bridge.bureau.directory;

import org.redshield.bridge.access.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A file of which a line is wrong is answered 422, with each fault by line and field. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = DirectoryProblems.class)
class DirectoryProblems {

    @ExceptionHandler
    ProblemDetail refused(DirectoryRefusal refusal) {
        ProblemDetail problem = Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, refusal);
        problem.setProperty("faults", refusal.faults());
        return problem;
    }
}
