package org.redshield.bridge.operations.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/**
 * Carries spans to the endpoint that is set, on a thread of its own. Nobody ever waits for it: what it cannot get rid of is left
 * out, and a stop waits three seconds at most.
 */
@Component
@ConditionalOnExpression("!'${bridge.traces.endpoint:}'.isBlank()")
final class TraceExport implements AutoCloseable {

    /** Two thousand spans are about a megabyte. */
    private static final int MOST_WAITING = 2048;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final long LONGEST_END_SECONDS = 3;

    private final SdkTracerProvider spans;

    TraceExport(
            TraceSettings settings,
            @Value("${spring.application.name:redshield-bridge}") String service,
            @Value("${HOSTNAME:}") String node) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().strip())
                .setConnectTimeout(PATIENCE)
                .setTimeout(PATIENCE)
                .setCompression("gzip")
                // The next portion comes soon; trying the last again would only let more wait.
                .setRetryPolicy(null)
                .build();
        spans = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), service,
                        AttributeKey.stringKey("service.instance.id"), node)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MOST_WAITING)
                        .setScheduleDelay(INTERVAL)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build();
        Traced.tell(spans.get("org.redshield.bridge"));
    }

    /** Sends what waits; waits for it as long as a stop would. */
    void flush() {
        spans.forceFlush().join(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        Traced.tell(null);
        spans.shutdown().join(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    }
}
