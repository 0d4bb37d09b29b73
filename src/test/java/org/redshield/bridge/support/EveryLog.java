package org.redshield.bridge.support;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What all bridges of this JVM have logged since the first one began to start: messages, contexts and exceptions, in a file. */
public final class EveryLog extends AppenderBase<ILoggingEvent> {

    private static final EveryLog KEPT = new EveryLog();
    /** Stands in for the world outside, and writes down to whom mail comes. */
    private static final String MAIL_SERVER = "com.icegreen.greenmail";

    private final Path file;
    private final Writer out;

    private EveryLog() {
        try {
            file = Files.createTempFile("bridge-log", ".txt");
            file.toFile().deleteOnExit();
            out = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins, or goes on: Spring Boot takes everybody off the log when it sets it up for the next application. */
    public static void keep() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (!root.isAttached(KEPT)) {
            KEPT.setContext(root.getLoggerContext());
            KEPT.start();
            root.addAppender(KEPT);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith(MAIL_SERVER)) {
            return;
        }
        try {
            out.write(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
                    + event.getKeyValuePairs() + "\n");
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                out.write(cause.getClassName() + ": " + cause.getMessage() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line each; to be closed. */
    public static Stream<String> lines() throws IOException {
        synchronized (KEPT) {
            KEPT.out.flush();
        }
        return Files.lines(KEPT.file);
    }
}
