package org.redshield.bridge.access.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import lombok.RequiredArgsConstructor;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.redshield.bridge.access.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * What the web server answers to what never becomes a request of ours (a line that HTTP does not know, headers that are too long):
 * a problem detail like any other, in place of its own page.
 */
@RequiredArgsConstructor
final class ServerProblems extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProblems.class);

    private final ObjectMapper json;

    @Override
    protected void report(Request request, Response response, Throwable fault) {
        int code = response.getStatus();
        if (code < HttpStatus.BAD_REQUEST.value() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = Problems.known(code);
        ProblemDetail problem = Problems.of(status, Problems.refusal(status));
        try {
            byte[] body = json.writeValueAsBytes(problem);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            // The stream of the application may be closed already.
            OutputStream out = response.getOutputStream();
            out.write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("Nobody heard that {} was refused", code, e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnTheServer {

        /** Within the one that Spring Boot adds, which finds everything told. */
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverProblems(ObjectMapper json) {
            return server -> server.addContextCustomizers(context -> {
                StandardHost host = (StandardHost) context.getParent();
                host.setErrorReportValveClass(ServerProblems.class.getName());
                host.getPipeline().addValve(new ServerProblems(json));
            });
        }
    }
}
