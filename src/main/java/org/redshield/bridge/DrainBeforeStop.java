package org.redshield.bridge;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A node that is told to stop refuses readiness at once; this gives the load balancer time to see it before the web server
 * stops listening. Without it a request that arrives at that moment is lost.
 */
@Component
@RequiredArgsConstructor
final class DrainBeforeStop implements SmartLifecycle {

    /**
     * @param drain how long a stopping node still takes requests, so that the load balancer can send new ones elsewhere;
     *     longer than its health check needs, shorter than spring.lifecycle.timeout-per-shutdown-phase
     */
    @ConfigurationProperties(prefix = "bridge.stop", ignoreUnknownFields = false)
    record Settings(@DefaultValue("0s") Duration drain) {}

    private final Settings settings;
    private volatile boolean running;

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        CompletableFuture.delayedExecutor(settings.drain().toMillis(), TimeUnit.MILLISECONDS)
                .execute(done);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which stops one thousand phases later. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
