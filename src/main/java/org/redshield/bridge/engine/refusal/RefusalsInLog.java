package org.redshield.bridge.engine.refusal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import java.util.Optional;
import org.redshield.bridge.Causes;
import org.redshield.bridge.InOneLine;
import org.redshield.bridge.Refusal;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Keeps a refusal's sentence out of the log: it may hold what the officer typed, a name or a credit code. A refusal is
 * logged once, by its code, where it leaves the bridge ({@link PlainRefusals}, the API's problem details). The engine
 * would log it with its stack trace for every nested command. Whoever else logs a fault
 * that a refusal caused keeps the line, with the code in place of the exception; so do those who log that a platform did
 * not answer.
 */
final class RefusalsInLog extends TurboFilter {

    /** Who only repeats what is logged anyway. */
    private static final String COMMAND_CONTEXT = "org.camunda.bpm.engine.context";

    /** Once for the whole JVM: whatever application starts in it may reset the log, and takes the filter out with that. */
    static final class Installation implements ApplicationListener<ApplicationPreparedEvent> {

        @Override
        public void onApplicationEvent(ApplicationPreparedEvent event) {
            install();
        }
    }

    private static void install() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext logback
                && logback.getTurboFilterList().stream().noneMatch(RefusalsInLog.class::isInstance)) {
            logback.addTurboFilter(new RefusalsInLog());
        }
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
        if (format == null || level.toInt() < logger.getEffectiveLevel().toInt()) {
            return FilterReply.NEUTRAL;
        }
        Optional<Throwable> known = knownIn(thrown != null ? thrown : lastThrowable(parameters));
        if (known.isEmpty()) {
            return FilterReply.NEUTRAL;
        }
        String line = ((InOneLine) known.get()).inLog();
        if (!logger.getName().equals(COMMAND_CONTEXT) && !line.isEmpty()) {
            logger.log(
                    marker,
                    RefusalsInLog.class.getName(),
                    Level.toLocationAwareLoggerInteger(level),
                    format + " (" + line.replace("{}", "") + ")",
                    withoutSentence(parameters, known.get()),
                    null);
        }
        return FilterReply.DENY;
    }

    private static Optional<Throwable> knownIn(Throwable thrown) {
        return Causes.of(thrown).filter(InOneLine.class::isInstance).findFirst();
    }

    private static Throwable lastThrowable(Object[] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable thrown
                ? thrown
                : null;
    }

    private static Object[] withoutSentence(Object[] parameters, Throwable known) {
        if (parameters == null) {
            return new Object[0];
        }
        String sentence = known.getMessage();
        String instead = known instanceof Refusal refusal ? refusal.code() : "";
        return Arrays.stream(parameters)
                .filter(parameter -> !(parameter instanceof Throwable))
                .map(parameter -> parameter instanceof String text && text.contains(sentence) ? instead : parameter)
                .toArray();
    }
}
