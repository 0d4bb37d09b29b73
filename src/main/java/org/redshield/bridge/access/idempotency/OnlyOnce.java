package org.redshield.bridge.access.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.idempotency.SentRequests.Answer;
import org.redshield.bridge.access.idempotency.SentRequests.Sent;
import org.redshield.bridge.access.request.WholeBody;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A request with a key ({@value #HEADER}) is carried out in one transaction, in which its answer is kept under the key. Who hears
 * nothing of it, because a node, the network or the database broke off, sends it again and gets the same answer; nothing is done
 * twice. What was refused is not kept, and may be sent again as ever.
 */
@Component
@Order(0)
final class OnlyOnce extends OncePerRequestFilter {

    /** As draft-ietf-httpapi-idempotency-key-header calls it. */
    static final String HEADER = "Idempotency-Key";

    /** On an answer that was given before. */
    static final String REPEATED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(OnlyOnce.class);
    private static final Pattern KEY = Pattern.compile("[\\w.-]{16,100}");
    /** Of an answer, in bytes. */
    private static final int LARGEST = 64 * 1024;
    /** Until what is being done is done, in seconds. */
    private static final int SOON = 2;

    private final SentRequests sentRequests;
    private final PlatformTransactionManager transactions;
    private final ObjectMapper json;
    private final Resending resending;

    /** Lazily: filters are made while the web server starts. */
    OnlyOnce(
            @Lazy SentRequests sentRequests,
            @Lazy PlatformTransactionManager transactions,
            ObjectMapper json,
            @Lazy Resending resending) {
        this.sentRequests = sentRequests;
        this.transactions = transactions;
        this.json = json;
        this.resending = resending;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null || !resending.isOnce(request) || !isJson(request);
    }

    /** Nobody sends a file, or a form of a page without scripts, to what is done once. */
    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || type.toLowerCase(Locale.ROOT).contains("json");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> person = person(request);
        if (person.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        String key = request.getHeader(HEADER);
        if (!KEY.matcher(key).matches()) {
            Problems.write(response, json, HttpStatus.BAD_REQUEST, new Refusal("access.sent-key-invalid"));
            return;
        }
        WholeBody whole = WholeBody.of(request);
        Sent sent = new Sent(person.get(), key, digest(request, whole.bytes()));
        TransactionStatus transaction = begin();
        boolean over = false;
        try {
            if (!sentRequests.take(sent.person(), sent.key())) {
                over = true;
                transactions.rollback(transaction);
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(SOON));
                Problems.write(response, json, HttpStatus.CONFLICT, new Refusal("access.sent-running"));
                return;
            }
            Optional<Answer> before = sentRequests.find(sent);
            if (before.isPresent()) {
                over = true;
                transactions.rollback(transaction);
                repeat(response, sent, before.get());
                return;
            }
            ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
            carryOut(whole, answer, chain);
            boolean done = answer.getStatus() < HttpStatus.BAD_REQUEST.value();
            if (done) {
                sentRequests.keep(
                        sent,
                        answer.getStatus(),
                        answer.getContentType(),
                        Optional.of(answer.getContentAsByteArray()).filter(body -> body.length <= LARGEST));
            }
            over = true;
            if (done) {
                commit(transaction);
            } else {
                undo(transaction);
            }
            answer.copyBodyToResponse();
        } finally {
            if (!over) {
                undo(transaction);
            }
        }
    }

    /** Where it broke off before the commit nothing is done. */
    private static void carryOut(WholeBody request, HttpServletResponse answer, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, answer);
        } catch (ServletException | RuntimeException e) {
            if (RetryLater.brokeOff(e)) {
                LOG.warn("The database broke off: nothing is done", e);
                throw RetryLater.away();
            }
            throw e;
        }
    }

    private TransactionStatus begin() {
        return transactions.getTransaction(new DefaultTransactionDefinition());
    }

    /** Where it broke off there nobody knows what came of it, and who sends it again learns. */
    private void commit(TransactionStatus transaction) {
        try {
            transactions.commit(transaction);
        } catch (TransactionException e) {
            if (RetryLater.brokeOff(e)) {
                LOG.warn("Nobody knows what came of it until it is sent again", e);
                throw new SentUnsure(e);
            }
            throw e;
        }
    }

    private void undo(TransactionStatus transaction) {
        try {
            transactions.rollback(transaction);
        } catch (TransactionException e) {
            // Over a connection that is gone: the server has undone it.
            LOG.debug("What was not done was not undone by us", e);
        }
    }

    private void repeat(HttpServletResponse response, Sent sent, Answer before) throws IOException {
        if (!before.digest().equals(sent.digest())) {
            Problems.write(response, json, HttpStatus.UNPROCESSABLE_ENTITY, new Refusal("access.sent-otherwise"));
            return;
        }
        response.setHeader(REPEATED, "true");
        if (before.body().isEmpty()) {
            Problems.write(
                    response,
                    json,
                    HttpStatus.CONFLICT,
                    new Refusal("access.sent-answer-gone", ChinaTime.moment(before.at())));
            return;
        }
        response.setStatus(before.status());
        before.type().ifPresent(response::setContentType);
        byte[] body = before.body().get();
        if (body.length > 0) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private static String digest(HttpServletRequest request, byte[] content) {
        MessageDigest digest = Hashes.sha256();
        digest.update((request.getMethod() + " " + request.getRequestURI() + "?"
                        + Objects.requireNonNullElse(request.getQueryString(), "") + "\n")
                .getBytes(StandardCharsets.UTF_8));
        digest.update(content);
        return Hashes.hex(digest);
    }

    /** Of our interface, who was let in; of the engine's pages, whose session it is: their own filters stand behind this one. */
    private static Optional<String> person(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(Caller.class.getName()))
                .or(() -> Optional.ofNullable(request.getSession(false)).flatMap(SignIn::caller))
                .map(Caller::userId);
    }

    /** The database has not answered whether it is done. */
    private static final class SentUnsure extends RetryLater {

        private static final long serialVersionUID = 1;

        private SentUnsure(Throwable cause) {
            super(true, 5, "access.sent-unsure");
            initCause(cause);
        }
    }
}
