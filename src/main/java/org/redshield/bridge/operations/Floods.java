package org.redshield.bridge.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.EventArgUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Warnings and errors that come again and again, as while the database is away, once a minute: what is left out is counted, and the count
 * is said when the minute is over, whether or not the line comes again. Lines are the same when logger, level, text before its
 * parameters and class of the exception are; without an exception, whose trace it is that fills the disk, the first twenty say what each is about.
 */
final class Floods extends TurboFilter {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int WITHOUT_EXCEPTION = 20;

    /** Texts that are put together before they are logged are all different: they are not kept for ever, nor all at once. */
    private static final int MOST = 1_000;

    private static final int LONGEST = 200;

    /** @param where the first line of its last cause: two mistakes in one place of the log are two */
    private record Line(Logger logger, Level level, String text, Class<?> thrown, StackTraceElement where) {}

    /** @param until by {@link System#nanoTime} */
    private record Minute(long until, int times) {

        Minute oneMore() {
            return new Minute(until, times + 1);
        }
    }

    private final Map<Line, Minute> minutes = new ConcurrentHashMap<>();
    private final Duration minute;

    /** Says nothing by itself before {@link #start}. @param minute how long it lasts */
    Floods(Duration minute) {
        this.minute = minute;
    }

    /** Once for the whole JVM, after whatever reset the log; the last counts are said before the application ends. */
    static final class Installation implements ApplicationListener<ApplicationEvent> {

        @Override
        public void onApplicationEvent(ApplicationEvent event) {
            if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
                if (event instanceof ApplicationPreparedEvent && of(logback) == null) {
                    Floods floods = new Floods(MINUTE);
                    floods.start();
                    logback.addTurboFilter(floods);
                } else if (event instanceof ContextClosedEvent && of(logback) != null) {
                    of(logback).say(Long.MAX_VALUE);
                }
            }
        }

        private static Floods of(LoggerContext logback) {
            return (Floods) logback.getTurboFilterList().stream()
                    .filter(Floods.class::isInstance)
                    .findFirst()
                    .orElse(null);
        }
    }

    @Override
    public void start() {
        super.start();
        Thread says = new Thread(this::sayByTheMinute, "log-floods");
        says.setDaemon(true);
        says.start();
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        Throwable why = thrown != null ? thrown : EventArgUtil.extractThrowable(parameters);
        Line line = new Line(logger, level, format, why == null ? null : why.getClass(), where(why));
        if (minutes.size() >= MOST && !minutes.containsKey(line)) {
            return FilterReply.NEUTRAL;
        }
        Minute first = new Minute(System.nanoTime() + minute.toNanos(), 1);
        Minute now = minutes.merge(line, first, (before, any) -> before.oneMore());
        return now.times() <= free(line) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static StackTraceElement where(Throwable why) {
        Throwable last = why;
        // A chain may lead back to where it began.
        for (int i = 0; last != null && last.getCause() != null && i < 50; i++) {
            last = last.getCause();
        }
        return last == null || last.getStackTrace().length == 0 ? null : last.getStackTrace()[0];
    }

    private static int free(Line line) {
        return line.thrown() == null ? WITHOUT_EXCEPTION : 1;
    }

    private void sayByTheMinute() {
        try {
            while (isStarted()) {
                Thread.sleep(Math.max(1, minute.toMillis() / 60));
                say(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of the minutes that are over by then. */
    private void say(long now) {
        minutes.forEach((line, over) -> {
            boolean isOver = now == Long.MAX_VALUE || over.until() - now <= 0;
            // One that was counted meanwhile comes with the next look.
            if (isOver && minutes.remove(line, over) && over.times() > free(line)) {
                say(line, over.times() - free(line));
            }
        });
    }

    /** As one line of the same logger, which is free: it is not one of those that it tells of. */
    private void say(Line line, int left) {
        String text =
                line.text().length() <= LONGEST ? line.text() : line.text().substring(0, LONGEST) + "…";
        String thrown = line.thrown() == null ? "" : " (" + line.thrown().getName() + ")";
        line.logger()
                .log(
                        null,
                        Floods.class.getName(),
                        Level.toLocationAwareLoggerInteger(line.level()),
                        "Left out " + left + " more in a minute: " + text.replace("{}", "…") + thrown,
                        null,
                        null);
    }
}
