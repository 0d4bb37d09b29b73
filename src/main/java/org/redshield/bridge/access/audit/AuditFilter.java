package org.redshield.bridge.access.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.operations.Standby;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Sees every call of our interface and the engine's, from without, so that none can be forgotten, and records what it was: an
 * export before its first byte, all else when it is answered. What nobody decided about is recorded as a reading.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 12)
public final class AuditFilter extends OncePerRequestFilter {

    private static final ThreadLocal<String> CASE = new ThreadLocal<>();
    private static final ThreadLocal<String> SUBJECT = new ThreadLocal<>();
    private static final ThreadLocal<Refused> REFUSED = new ThreadLocal<>();

    private static final Pattern CASE_NO = Pattern.compile("[0-9]{6}-[0-9]{4}-[0-9]{6}");
    private static final Pattern ID = Pattern.compile("[\\w.:-]{1,80}");
    private static final Pattern SIGN_IN = Pattern.compile("/camunda/api/admin/auth/user/default/(login/\\w+|logout)");
    private static final Set<Integer> DENIALS = Set.of(401, 403, 404, 429);
    private static final Set<String> PAGING =
            Set.of("page", "size", "after", "sort", "order", "masked", "purposeCode", "purpose");
    /** A word that short is found in too many places to say anything of a person. */
    private static final int SHORTEST_MARK = 4;

    private final Audit audit;
    private final AuditQueue queue;
    private final PersonMarks marks;
    private final Standby standby;
    private final ObjectMapper json;

    /** Lazily: filters are made while the web server starts. */
    AuditFilter(
            @Lazy Audit audit,
            @Lazy AuditQueue queue,
            @Lazy PersonMarks marks,
            @Lazy Standby standby,
            ObjectMapper json) {
        this.audit = audit;
        this.queue = queue;
        this.marks = marks;
        this.standby = standby;
        this.json = json;
    }

    /** For addresses that do not name the case of what they show. */
    public static void concerns(String caseNo) {
        CASE.set(caseNo);
    }

    /** For addresses that do not say of whom they tell: its id. */
    public static void tellsOf(String subject) {
        SUBJECT.set(subject);
    }

    /** Whoever asks is not let in under the name of that account. */
    public static void refuses(String account, Refusal why) {
        REFUSED.set(new Refused(account, why.code()));
    }

    private record Refused(String account, String code) {}

    private static void forget() {
        CASE.remove();
        SUBJECT.remove();
        REFUSED.remove();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = path(request);
        return !path.startsWith("/api/") && !path.startsWith("/cases/") && !EngineCalls.are(path);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI()
                .substring(request.getContextPath().length())
                .replaceAll(";[^/]*", "");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (queue.isFull()) {
            Problems.write(response, json, HttpStatus.SERVICE_UNAVAILABLE, new Refusal("access.record-unavailable"));
            return;
        }
        if (changes(request)) {
            standby.require();
        }
        Optional<Caller> before = ofSession(request);
        FirstByte answer = new FirstByte(request, response);
        forget();
        try {
            chain.doFilter(request, answer);
        } finally {
            // Who signs out is nobody afterwards, and who signs in was nobody before.
            answered(request, answer, before);
            forget();
        }
    }

    private static boolean changes(HttpServletRequest request) {
        String path = path(request);
        return EngineCalls.are(path) && !SIGN_IN.matcher(path).matches()
                ? EngineCalls.changes(request.getMethod(), path)
                : !EngineCalls.READING.contains(request.getMethod());
    }

    private void answered(HttpServletRequest request, FirstByte answer, Optional<Caller> before) {
        String path = path(request);
        int status = answer.getStatus();
        Matcher door = SIGN_IN.matcher(path);
        if (door.matches() && !request.getMethod().equals("GET")) {
            boolean out = door.group(1).equals("logout");
            Optional<Caller> person = out ? before : ofSession(request);
            // A wrong password is on record where it was compared.
            if (status < HttpServletResponse.SC_BAD_REQUEST) {
                person.ifPresent(one -> queue.add(AuditEntry.of(out ? AuditAct.SIGN_OUT : AuditAct.SIGN_IN, one)
                        .by(out ? "网页" : "网页：用户名和密码")));
            }
            return;
        }
        Caller caller = caller(request).or(() -> before).orElse(null);
        if (caller != null && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            queue.add(AuditEntry.of(AuditAct.SIGN_IN, caller)
                    .by(request.getHeader(HttpHeaders.AUTHORIZATION).startsWith("Bearer ") ? "接口：令牌" : "接口：用户名和密码"));
        }
        if (DENIALS.contains(status)) {
            queue.add(denied(entry(request, caller, AuditAct.DENIED), status));
        } else if (status < HttpServletResponse.SC_BAD_REQUEST && !answer.recorded) {
            act(request)
                    .filter(act -> !act.first())
                    .ifPresent(act -> queue.add(searching(request, entry(request, caller, act))));
        }
    }

    private static AuditEntry denied(AuditEntry entry, int status) {
        Refused refused = REFUSED.get();
        return refused == null
                ? entry.saying(String.valueOf(status))
                : entry.under(refused.account()).saying(status + " " + refused.code());
    }

    private static Optional<Caller> caller(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(Caller.class.getName()));
    }

    private static Optional<Caller> ofSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : SignIn.caller(session);
    }

    private static Optional<AuditAct> act(HttpServletRequest request) {
        String path = path(request);
        if (EngineCalls.are(path)) {
            return EngineCalls.of(request.getMethod(), path).map(EngineCalls.Call::act);
        }
        return pattern(request) == null
                ? Optional.empty()
                : Treatment.of(request).map(Treatment::act).orElse(Optional.of(AuditAct.CASE));
    }

    private static String pattern(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null || pattern.toString().contains("**") ? null : pattern.toString();
    }

    private static AuditEntry entry(HttpServletRequest request, Caller caller, AuditAct act) {
        String path = path(request);
        if (EngineCalls.are(path)) {
            Optional<EngineCalls.Call> call = EngineCalls.of(request.getMethod(), path);
            return AuditEntry.of(act, caller)
                    .by(call.map(EngineCalls.Call::operation).orElse(request.getMethod() + " " + place(path)))
                    .on(null, call.map(EngineCalls.Call::subject).orElse(null));
        }
        Map<String, String> named = variables(request);
        String caseNo = Stream.of(named.get("caseNo"), CASE.get())
                .filter(number -> number != null && CASE_NO.matcher(number).matches())
                .findFirst()
                .orElse(null);
        String subject = Stream.concat(
                        named.entrySet().stream()
                                .filter(one -> !one.getKey().equals("caseNo")
                                        && !one.getKey().equals("secret"))
                                .map(Map.Entry::getValue),
                        Optional.ofNullable(SUBJECT.get()).stream())
                .filter(value -> ID.matcher(value).matches())
                .collect(Collectors.joining("/"));
        String pattern = pattern(request);
        return AuditEntry.of(act, caller)
                .by(request.getMethod() + " " + (pattern == null ? place(path) : pattern))
                .on(caseNo, subject.isEmpty() ? null : subject);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> variables(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables == null ? Map.of() : (Map<String, String>) variables;
    }

    /** The beginning of an address that nobody knows: what stands behind it may be anything. */
    private static String place(String path) {
        return Stream.of(path.split("/"))
                .filter(part -> part.matches("[a-z][a-z-]{0,30}"))
                .limit(3)
                .collect(Collectors.joining("/", "/", ""));
    }

    /** A list by words of the person's own is a search: by what is said, and for what as a keyed hash. */
    private AuditEntry searching(HttpServletRequest request, AuditEntry list) {
        if (list.act() != AuditAct.LIST) {
            return list;
        }
        Set<String> by = new TreeSet<>();
        Collection<String> words = new TreeSet<>();
        request.getParameterMap().forEach((name, values) -> Stream.of(values)
                .filter(value -> !value.isBlank()
                        && !PAGING.contains(name)
                        && ID.matcher(name).matches())
                .forEach(value -> {
                    by.add(name);
                    words.add(value);
                }));
        return by.isEmpty()
                ? list
                : new AuditEntry(
                        null,
                        list.user(),
                        list.tenant(),
                        list.roles(),
                        AuditAct.SEARCH,
                        list.operation(),
                        list.caseNo(),
                        list.subject(),
                        "按 " + String.join("、", by),
                        list.source(),
                        null,
                        marks.of(words.stream()
                                .filter(word -> word.length() >= SHORTEST_MARK)
                                .toList()),
                        1);
    }

    /** An answer before whose first byte it is on record that somebody took something along. */
    private final class FirstByte extends HttpServletResponseWrapper {

        private final HttpServletRequest request;
        private boolean recorded;

        FirstByte(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            record();
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            record();
            return super.getWriter();
        }

        private void record() {
            if (!recorded && getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
                act(request).filter(AuditAct::first).ifPresent(act -> {
                    recorded = true;
                    audit.recordAlone(entry(request, caller(request).orElse(null), act));
                });
            }
        }
    }
}
