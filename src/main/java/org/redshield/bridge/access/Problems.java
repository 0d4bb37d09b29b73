package org.redshield.bridge.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.operations.NoRoom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Refusals at /api as RFC 9457 problem details: the Chinese sentence as detail, the stable code beside it. */
@RestControllerAdvice(basePackages = "org.redshield.bridge")
public class Problems {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages/access", Locale.ROOT);

    /** Forms with files that are more than what is taken; their sentences say the limit. */
    private static final Set<String> TOO_LARGE = Set.of("access.form-too-many-parts", "access.form-fields-too-large");

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** Until something may be asked again of which nobody has said when, in seconds. */
    private static final String SOON = "5";

    @ExceptionHandler(NotFound.class)
    ProblemDetail notFound(NotFound e) {
        return of(HttpStatus.NOT_FOUND, e);
    }

    @ExceptionHandler(Forbidden.class)
    ProblemDetail forbidden(Forbidden e) {
        return of(HttpStatus.FORBIDDEN, e);
    }

    @ExceptionHandler(RetryLater.class)
    ResponseEntity<ProblemDetail> later(RetryLater e) {
        return ResponseEntity.status(status(e))
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(e.seconds()))
                .body(of(status(e), e));
    }

    /** Whether nobody can be served now, or only this caller has to wait. */
    public static HttpStatus status(RetryLater later) {
        return later.isAway() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS;
    }

    @ExceptionHandler(NoRoom.class)
    ResponseEntity<ProblemDetail> full(NoRoom e) {
        LOG.info("Refused: {}", e.code());
        return ResponseEntity.status(HttpStatus.INSUFFICIENT_STORAGE)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(NoRoom.SECONDS))
                .body(of(HttpStatus.INSUFFICIENT_STORAGE, e));
    }

    @ExceptionHandler(Refusal.class)
    ProblemDetail refused(Refusal e) {
        // By its code only: the sentence may hold what the caller sent.
        LOG.info("Refused: {}", e.code());
        return of(TOO_LARGE.contains(e.code()) ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.UNPROCESSABLE_ENTITY, e);
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ProblemDetail tooLarge(MaxUploadSizeExceededException e) {
        return of(
                HttpStatus.PAYLOAD_TOO_LARGE,
                new Refusal(
                        "access.form-too-large",
                        DataSize.ofBytes(e.getMaxUploadSize()).toMegabytes()));
    }

    @ExceptionHandler(MultipartException.class)
    ProblemDetail brokenOff() {
        return of(HttpStatus.BAD_REQUEST, new Refusal("access.form-broken-off"));
    }

    /** What the caller sent is no text: it holds the character zero. Anything else that the database refuses is our fault. */
    @ExceptionHandler(DataIntegrityViolationException.class)
    ProblemDetail noText(DataIntegrityViolationException e) {
        if (e.getMostSpecificCause() instanceof SQLException sql && "22021".equals(sql.getSQLState())) {
            return of(HttpStatus.BAD_REQUEST, new Refusal("access.request-invalid"));
        }
        throw e;
    }

    /** A problem detail with the refusal's sentence and code. */
    public static ProblemDetail of(HttpStatusCode status, Refusal refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, refusal.getMessage());
        problem.setProperty("code", refusal.code());
        return inChinese(problem);
    }

    /** Answers with the problem where no controller does. */
    public static void write(HttpServletResponse response, ObjectMapper json, HttpStatus status, Refusal refusal)
            throws IOException {
        response.setStatus(status.value());
        if (isPassing(status) && response.getHeader(HttpHeaders.RETRY_AFTER) == null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), of(status, refusal));
    }

    /** The status of that number as we know it: of one that we do not know, the first of its kind. */
    public static HttpStatus known(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        if (known != null && known.isError()) {
            return known;
        }
        return status >= 400 && status < 500 ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    /** What is said of a status where nobody has said more: the caller's mistake (also a method that nobody has, 501), or a fault of ours. */
    public static Refusal refusal(HttpStatusCode status) {
        boolean ofTheCaller = status.is4xxClientError() || status.value() == HttpStatus.NOT_IMPLEMENTED.value();
        return new Refusal(ofTheCaller ? "access.request-invalid" : "access.fault");
    }

    /** What a status is called on a page. */
    public static String title(HttpStatus status) {
        String key = "access." + status.value() + ".problem-title";
        return TEXTS.getString(
                TEXTS.containsKey(key)
                        ? key
                        : status.is4xxClientError() ? "access.400.problem-title" : "access.500.problem-title");
    }

    /** When to ask again is said of whatever passes, also where nobody knows better. */
    static void sayWhen(ProblemDetail problem, HttpHeaders answer) {
        if (isPassing(HttpStatusCode.valueOf(problem.getStatus())) && !answer.containsKey(HttpHeaders.RETRY_AFTER)) {
            answer.set(HttpHeaders.RETRY_AFTER, SOON);
        }
    }

    private static boolean isPassing(HttpStatusCode status) {
        return status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()
                || status.value() == HttpStatus.TOO_MANY_REQUESTS.value();
    }

    /** With a Chinese title; a problem that the web framework found itself gets a sentence and a code too. */
    static ProblemDetail inChinese(ProblemDetail problem) {
        HttpStatus status = HttpStatus.resolve(problem.getStatus());
        if (status != null && isStandard(problem)) {
            problem.setTitle(title(status));
        }
        boolean coded =
                problem.getProperties() != null && problem.getProperties().containsKey("code");
        HttpStatusCode code = HttpStatusCode.valueOf(problem.getStatus());
        if (!coded && code.isError()) {
            Refusal refusal = refusal(code);
            if (code.is4xxClientError()) {
                // Says which parameter, to whoever programs against the interface.
                problem.setProperty("cause", problem.getDetail());
            }
            problem.setDetail(refusal.getMessage());
            problem.setProperty("code", refusal.code());
        }
        return problem;
    }

    private static boolean isStandard(ProblemDetail problem) {
        HttpStatus status = HttpStatus.resolve(problem.getStatus());
        return problem.getTitle() == null
                || status != null && problem.getTitle().equals(status.getReasonPhrase());
    }
}
