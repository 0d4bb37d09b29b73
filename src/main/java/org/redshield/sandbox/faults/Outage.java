package org.redshield.sandbox.faults;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Nobody listens on the port for a while: whoever connects is refused by the operating system. */
@Component
class Outage implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    /** Until the answer to the order has left. */
    private static final Duration NOTICE = Duration.ofMillis(100);

    private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-outage");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Connector connector;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(created -> connector = created);
    }

    void begin(Duration duration) {
        int port = connector.getLocalPort();
        clerk.schedule(this::close, NOTICE.toMillis(), TimeUnit.MILLISECONDS);
        clerk.schedule(() -> open(port), NOTICE.plus(duration).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Calls under way end; connections that wait for their next call are told 503. */
    private void close() {
        connector.pause();
        connector.getProtocolHandler().closeServerSocketGraceful();
    }

    private void open(int port) {
        try {
            connector.stop();
            connector.setPort(port);
            connector.start();
        } catch (LifecycleException e) {
            log.error("The sandbox does not come back on port {}", port, e);
        }
    }

    @Override
    public void destroy() {
        clerk.shutdownNow();
    }
}
