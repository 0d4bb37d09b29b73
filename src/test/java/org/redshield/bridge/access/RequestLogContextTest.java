package org.redshield.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestLogContextTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AtomicReference<Map<String, String>> logged = new AtomicReference<>();
    private final FilterChain chain = (request, answer) -> logged.set(MDC.getCopyOfContextMap());

    @Test
    void takesTheLoadBalancersIdAndGivesItBack() throws Exception {
        pass("/api/cases", "6f7b1f0e-4c2d-4f6e-9a51-7f6a2f3c9d10");
        assertThat(logged.get()).containsEntry("requestId", "6f7b1f0e-4c2d-4f6e-9a51-7f6a2f3c9d10");
        assertThat(response.getHeader("X-Request-Id")).isEqualTo("6f7b1f0e-4c2d-4f6e-9a51-7f6a2f3c9d10");
    }

    @Test
    void givesAnIdOfItsOwnInsteadOfOneThatCouldForgeALine() throws Exception {
        pass("/api/cases", "x\n{\"message\":\"forged\"}");
        assertThat(logged.get().get("requestId")).matches("[0-9a-f-]{36}");
    }

    @Test
    void namesTheCaseAskedForAndNothingElseOfThePath() throws Exception {
        pass("/api/cases/310105-2026-000123/letters/7", null);
        assertThat(logged.get()).containsEntry("caseNo", "310105-2026-000123").containsOnlyKeys("caseNo", "requestId");
    }

    @Test
    void namesTheLetterAskedFor() throws Exception {
        pass("/api/cases/310105-2026-000123/letters/01a20ef1-b8cc-7000-b0c1-c9ab68430718", null);
        assertThat(logged.get()).containsEntry("letterId", "01a20ef1-b8cc-7000-b0c1-c9ab68430718");
    }

    @Test
    void leavesNothingBehindForTheNextRequestOfTheThread() throws Exception {
        pass("/api/cases/310105-2026-000123", null);
        assertThat(MDC.get("requestId")).isNull();
        assertThat(MDC.get("caseNo")).isNull();
    }

    private void pass(String path, String requestId) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        if (requestId != null) {
            request.addHeader("X-Request-Id", requestId);
        }
        new RequestLogContext().doFilter(request, response, chain);
    }
}
