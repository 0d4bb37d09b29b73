package org.redshield.sandbox.faults;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Closes a connection in the middle of an answer, or before it: no servlet can, so it is done below them. */
@Component
public class ConnectionCutter implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String CUT = ConnectionCutter.class.getName();

    /** After this, whatever was flushed is all that the caller gets. */
    public static void cut(HttpServletRequest request) {
        request.setAttribute(CUT, true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                getNext().invoke(request, response);
                if (request.getAttribute(CUT) != null) {
                    response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
                }
            }
        });
    }
}
