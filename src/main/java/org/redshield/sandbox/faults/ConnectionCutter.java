package org.redshield.sandbox.faults;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Ends a connection in the middle of an answer, or before it: no servlet can, so it is done below them. */
@Component
public class ConnectionCutter implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String CUT = ConnectionCutter.class.getName();

    /** After this, whatever was flushed is all that the caller gets. */
    public static void cut(HttpServletRequest request) {
        request.setAttribute(CUT, false);
    }

    /** As {@link #cut}, but the caller learns of it by a reset, as when a proxy on the way dies. */
    static void reset(HttpServletRequest request) {
        request.setAttribute(CUT, true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(Protocol.class.getName());
        factory.addEngineValves(new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                getNext().invoke(request, response);
                if (request.getAttribute(CUT) instanceof Boolean reset) {
                    if (reset) {
                        // Closed without lingering, a socket says RST and not FIN.
                        Protocol.socket(request.getCoyoteRequest())
                                .getIOChannel()
                                .setOption(StandardSocketOptions.SO_LINGER, 0);
                    }
                    response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
                }
            }
        });
    }

    /** Tomcat's own, which also remembers on which connection a request came. */
    public static final class Protocol extends Http11NioProtocol {

        private static final int NOTE = 20;

        static NioChannel socket(org.apache.coyote.Request request) {
            return (NioChannel) ((SocketWrapperBase<?>) request.getNote(NOTE)).getSocket();
        }

        @Override
        protected Processor createProcessor() {
            return new Http11Processor(this, getAdapter()) {
                @Override
                public SocketState service(SocketWrapperBase<?> socket) throws IOException {
                    request.setNote(NOTE, socket);
                    return super.service(socket);
                }
            };
        }
    }
}
