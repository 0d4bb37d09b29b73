package org.redshield.bridge.operations.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.redshield.bridge.LogContext;
import org.slf4j.MDC;

/**
 * A stretch of work on one thread, told as a span while somebody wants to know ({@link TraceExport}), within the stretch that
 * surrounds it. It carries what a line of the log carries at its beginning, and nothing else unless {@link #with} says so: never
 * people, never what an exception says (ADR 0106). Its times are the machine's, as those of all whom a collector hears. Without
 * anybody to tell it costs one read.
 */
public final class Traced implements AutoCloseable {

    private static final ThreadLocal<Traced> CURRENT = new ThreadLocal<>();
    private static final String PREFIX = "bridge.";

    private static volatile Tracer tracer;

    private final Tracer teller;
    private final String name;
    private final SpanKind kind;
    private final Traced around;
    private final long since;
    /** What a line of the log carries when it begins: it may be told later, when the line is another's. */
    private final Map<String, String> carried;

    private final LogContext line = new LogContext();
    private Span span;

    /** Something that is done and may fail. */
    @FunctionalInterface
    public interface Piece<T, E extends Exception> {
        T done() throws E;
    }

    private Traced(Tracer teller, String name, SpanKind kind) {
        this.teller = teller;
        this.name = name;
        this.kind = kind;
        this.around = CURRENT.get();
        this.since = Clock.getDefault().now();
        this.carried = MDC.getCopyOfContextMap();
        CURRENT.set(this);
    }

    /** From now on spans are told to {@code tracer}; null: to nobody. */
    static void tell(Tracer tracer) {
        Traced.tracer = tracer;
    }

    /** Whether anybody wants to know. */
    public static boolean isTold() {
        return tracer != null;
    }

    /** What somebody outside asked of us, until it is closed. @return null where nobody wants to know */
    public static Traced asked(String name) {
        Tracer teller = tracer;
        if (teller == null) {
            return null;
        }
        Traced stretch = new Traced(teller, name, SpanKind.SERVER);
        stretch.begin();
        return stretch;
    }

    /** What we do ourselves. */
    public static <T, E extends Exception> T done(String name, Piece<T, E> piece) throws E {
        return traced(name, SpanKind.INTERNAL, true, piece);
    }

    /** What we ask of somebody outside, who does not hear of the span. */
    public static <T, E extends Exception> T asking(String name, Piece<T, E> piece) throws E {
        return traced(name, SpanKind.CLIENT, true, piece);
    }

    /** A look whether there is something to do: told only when something is done within, or it fails. */
    public static <T, E extends Exception> T looking(String name, Piece<T, E> piece) throws E {
        return traced(name, SpanKind.INTERNAL, false, piece);
    }

    private static <T, E extends Exception> T traced(String name, SpanKind kind, boolean always, Piece<T, E> piece)
            throws E {
        Tracer teller = tracer;
        if (teller == null) {
            return piece.done();
        }
        try (Traced stretch = new Traced(teller, name, kind)) {
            try {
                if (always) {
                    stretch.begin();
                }
                return piece.done();
            } catch (Throwable e) {
                stretch.failed(e.getClass().getName());
                throw e;
            }
        }
    }

    /** Adds to the stretch that is under way, if one is told. */
    public static void with(String key, String value) {
        Traced stretch = CURRENT.get();
        if (stretch != null && stretch.span != null) {
            stretch.span.setAttribute(key, value);
        }
    }

    /** Names the stretch that is under way anew, once it is known what it is. */
    public static void named(String name) {
        Traced stretch = CURRENT.get();
        if (stretch != null && stretch.span != null) {
            stretch.span.updateName(name);
        }
    }

    /** The stretch that is under way failed. */
    public static void wentWrong(String why) {
        Traced stretch = CURRENT.get();
        if (stretch != null) {
            stretch.failed(why);
        }
    }

    private Span begin() {
        if (span == null) {
            SpanBuilder begun =
                    teller.spanBuilder(name).setSpanKind(kind).setStartTimestamp(since, TimeUnit.NANOSECONDS);
            // By us, so that no header of a request decides where it belongs.
            begun.setParent(around == null ? Context.root() : Context.root().with(around.begin()));
            if (carried != null) {
                carried.forEach((key, value) -> {
                    if (!key.equals(LogContext.TRACE_ID)) {
                        begun.setAttribute(PREFIX + key, value);
                    }
                });
            }
            span = begun.startSpan();
            if (around == null && span.isRecording()) {
                line.with(LogContext.TRACE_ID, span.getSpanContext().getTraceId());
            }
        }
        return span;
    }

    private void failed(String type) {
        begin().setStatus(StatusCode.ERROR).setAttribute("error.type", type);
    }

    @Override
    public void close() {
        if (around == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(around);
        }
        line.close();
        if (span != null) {
            span.end();
        }
    }
}
