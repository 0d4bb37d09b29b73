package org.redshield.bridge.access.password;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.page.OwnPage;
import org.redshield.bridge.access.session.SessionFree;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * In front of Tasklist, Cockpit, Admin, their interface and ours: whoever has shown his password and still has a {@link SignInStep} to do
 * gets to where he does it, and to nothing else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 21)
final class UnfinishedSignIns extends OncePerRequestFilter {

    static final String PAGE = "/sign-in-step";
    static final String API = "/api/sign-in-step";

    /** By which pages know that nobody has to sign in anew (scripts/drafts/session.js). */
    private static final String TOLD = "X-Sign-In-Step";

    private static final String AUTH = "/camunda/api/admin/auth/user/default";

    /** What he asks for on his way: nothing of a case is in it. Tasklist asks for the engines' names before it says who is there. */
    private static final Set<String> OPEN = Set.of(
            "GET " + PAGE,
            "GET " + AUTH,
            "GET /camunda/api/engine/engine/",
            "POST " + AUTH + "/logout",
            "GET " + API,
            "PUT " + API + "/credentials",
            "POST " + API + "/enrolment",
            "POST " + API + "/factor");

    private static final Pattern SIGN_IN = Pattern.compile(AUTH + "/login/\\w+");
    /** Files of pages, the same for everybody, with one way to write each. */
    private static final Pattern FILES = Pattern.compile(
            "/camunda/(?:app|assets)/(?:[\\w-]+/)*[\\w-]+(?:\\.[\\w-]+)*\\.(?:css|js|json|woff2?|svg|png)");

    private static final Pattern ENGINES_PAGE = Pattern.compile("/|/camunda/?|/camunda/app/\\w+/(\\w+/?)?");

    private final SignInSteps steps;
    private final ObjectMapper json;

    /** Lazily: filters are made while the web server starts, where a fault of the database would be told as the server's. */
    UnfinishedSignIns(@Lazy SignInSteps steps, @Lazy ObjectMapper json) {
        this.steps = steps;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SessionFree.is(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Optional<SignInStep> lacking = session == null ? Optional.empty() : steps.lacking(session);
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (lacking.isEmpty() || isOpen(request.getMethod(), path)) {
            chain.doFilter(request, response);
        } else if (isPage(request.getMethod(), path)) {
            String query = request.getQueryString();
            String wanted = path + (query == null ? "" : "?" + query);
            response.sendRedirect(
                    request.getContextPath() + PAGE + "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
        } else {
            response.setHeader(TOLD, "true");
            Problems.write(
                    response, json, HttpStatus.UNAUTHORIZED, lacking.get().refusal());
        }
    }

    private static boolean isOpen(String method, String path) {
        return OPEN.contains(method + " " + path)
                || HttpMethod.POST.matches(method) && SIGN_IN.matcher(path).matches()
                || HttpMethod.GET.matches(method) && FILES.matcher(path).matches();
    }

    private static boolean isPage(String method, String path) {
        return HttpMethod.GET.matches(method)
                && (ENGINES_PAGE.matcher(path).matches()
                        || OwnPage.PATHS.matcher(path).matches());
    }
}
