package org.redshield.bridge.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.LogContext;
import org.slf4j.MDC;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is told of a stretch of work, to whom, and what it costs when nobody listens. */
class TracedTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(TraceSettings.class)
    @Import(TraceExport.class)
    static class Beans {}

    private final ApplicationContextRunner bridge = new ApplicationContextRunner().withUserConfiguration(Beans.class);

    @Test
    void withoutAnEndpointThereIsNoExporterAndNothingIsTold() {
        for (String endpoint : List.of("", "  ")) {
            bridge.withPropertyValues("bridge.traces.endpoint=" + endpoint).run(context -> {
                assertThat(context).hasNotFailed().doesNotHaveBean(TraceExport.class);
                assertThat(Traced.asked("HTTP")).isNull();
                assertThat(Traced.<String, RuntimeException>done("job", () -> MDC.get(LogContext.TRACE_ID)))
                        .isNull();
            });
        }
    }

    @Test
    void whatIsNoAddressStopsTheStart() {
        for (String wrong : List.of("collector:4318", "ftp://collector/v1/traces", "http://", "not an address")) {
            bridge.withPropertyValues("bridge.traces.endpoint=" + wrong).run(context -> assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("endpoint must be an http or https address"));
        }
        bridge.withPropertyValues("bridge.traces.share=NaN")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("share is a number from 0 to 1"));
    }

    @Test
    void stretchesLieInEachOtherAndSayNothingOfAFaultButItsKind() throws Exception {
        try (Collector collector = new Collector()) {
            bridge.withPropertyValues("bridge.traces.endpoint=" + collector.address())
                    .run(context -> {
                        Traced.looking("work of nothing", () -> null);
                        try (LogContext line = new LogContext()) {
                            line.with(LogContext.CASE_NO, "310105-2026-000123");
                            assertThatThrownBy(() -> Traced.looking(
                                            "work answers",
                                            () -> Traced.asking("platform", () -> {
                                                assertThat(MDC.get(LogContext.TRACE_ID))
                                                        .matches("[0-9a-f]{32}");
                                                throw new IOException("张三 13800138000");
                                            })))
                                    .isInstanceOf(IOException.class);
                        }
                        assertThat(MDC.get(LogContext.TRACE_ID)).isNull();
                    });
            // The context is closed: what waited has gone.
            assertThat(collector.spans()).extracting(Collector.Told::name).containsExactly("platform", "work answers");
            Collector.Told inner = collector.spans().get(0);
            Collector.Told outer = collector.spans().get(1);
            assertThat(inner.parent()).isEqualTo(outer.id());
            assertThat(inner.trace()).isEqualTo(outer.trace());
            assertThat(outer.parent()).isEmpty();
            assertThat(collector.spans()).allSatisfy(span -> {
                assertThat(span.failed()).isTrue();
                assertThat(span.attributes())
                        .containsEntry("error.type", "java.io.IOException")
                        .containsEntry("bridge.caseNo", "310105-2026-000123")
                        .hasSize(2);
                assertThat(span.everything()).doesNotContain("张三", "13800138000");
            });
        }
    }

    @Test
    void aRoundThatIsToldLateCarriesNothingOfWhatItDoesFirst() throws Exception {
        try (Collector collector = new Collector()) {
            bridge.withPropertyValues("bridge.traces.endpoint=" + collector.address())
                    .run(context -> Traced.<Void, RuntimeException>looking("work answers", () -> {
                        try (LogContext line = new LogContext()) {
                            line.with(LogContext.CASE_NO, "310105-2026-000123");
                            return Traced.done("step", () -> null);
                        }
                    }));
            assertThat(collector.spans().get(0).attributes()).containsKey("bridge.caseNo");
            assertThat(collector.spans().get(1).name()).isEqualTo("work answers");
            assertThat(collector.spans().get(1).attributes()).isEmpty();
        }
    }

    @Test
    void onlyAShareIsToldWhereThatIsSet() throws Exception {
        try (Collector collector = new Collector()) {
            bridge.withPropertyValues("bridge.traces.endpoint=" + collector.address(), "bridge.traces.share=0")
                    .run(context -> assertThat(
                                    Traced.<String, RuntimeException>done("job", () -> MDC.get(LogContext.TRACE_ID)))
                            .isNull());
            assertThat(collector.spans()).isEmpty();
        }
    }

    /** Away, or of the worst kind: the connection is taken, and no answer ever comes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndpointThatHangsOrIsAwayHoldsNobodyUpAndFillsNoLog(boolean hangs) throws Exception {
        int spans = 20_000;
        Logger log = Logger.getLogger("io.opentelemetry");
        AtomicInteger lines = new AtomicInteger();
        Handler counter = new StreamHandler() {
            @Override
            public void publish(LogRecord line) {
                lines.incrementAndGet();
            }
        };
        log.addHandler(counter);
        log.setUseParentHandlers(false);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            if (!hangs) {
                silent.close();
            }
            long[] told = new long[1];
            long begun = System.nanoTime();
            bridge.withPropertyValues("bridge.traces.endpoint=http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces")
                    .run(context -> {
                        long first = System.nanoTime();
                        for (int i = 0; i < spans; i++) {
                            Traced.done("job", () -> null);
                        }
                        told[0] = System.nanoTime() - first;
                        context.getBean(TraceExport.class).flush();
                    });
            assertThat(Duration.ofNanos(told[0]))
                    .as("ten times what may wait, with nobody taking anything")
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("with a flush and a stop")
                    .isLessThan(Duration.ofSeconds(20));
            // Each of its loggers throttles itself after five lines, then says one a minute.
            assertThat(lines.get()).isBetween(hangs ? 0 : 1, 30);
        } finally {
            log.removeHandler(counter);
            log.setUseParentHandlers(true);
        }
    }
}
