package org.redshield.bridge.access.origin;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Before anything else sees a request: its address is that of the client, its scheme, host and port are those of the bridge as
 * configured, and what it said of either itself is gone. Whoever asks the request, of us, the engine or a library, gets these.
 */
final class OriginValve extends ValveBase {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** What other software takes for true. */
    private static final List<String> CLAIMS = List.of(
            FORWARDED_FOR,
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl",
            "X-Real-IP",
            "Forwarded");

    private final Proxies proxies;
    private final OriginSettings settings;

    OriginValve(OriginSettings settings) {
        super(true);
        this.settings = settings;
        this.proxies = new Proxies(settings.proxies());
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // A request that comes by a second time has been told.
        if (!request.isAsyncDispatching()) {
            String client = proxies.client(request.getPeerAddr(), Collections.list(request.getHeaders(FORWARDED_FOR)));
            request.setRemoteAddr(client);
            request.setRemoteHost(client);
            MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
            CLAIMS.forEach(headers::removeHeader);
            nameTheBridge(request);
        }
        getNext().invoke(request, response);
    }

    private void nameTheBridge(Request request) {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        if (settings.address() == null) {
            // The connection's own end, whatever the request calls it.
            String here = request.getLocalAddr();
            coyote.serverName().setString(here.contains(":") ? "[" + here + "]" : here);
            request.setServerPort(request.getLocalPort());
        } else {
            coyote.scheme().setString(settings.isSecure() ? "https" : "http");
            coyote.serverName().setString(settings.address().getHost());
            request.setServerPort(settings.port());
            request.setSecure(settings.isSecure());
        }
    }
}
