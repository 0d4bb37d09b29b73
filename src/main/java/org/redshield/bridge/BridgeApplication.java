package org.redshield.bridge;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The bridge: case system, process engine and web applications in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BridgeApplication {

    public static void main(String[] args) {
        useBridgeZone();
        // Else the JVM would write a thread's end between the lines of the log, in its own way.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LoggerFactory.getLogger(BridgeApplication.class)
                .error("Thread {} has ended", thread.getName(), failure));
        try {
            SpringApplication.run(BridgeApplication.class, args);
        } catch (RuntimeException | Error failure) {
            new PrintStream(System.err, true, StandardCharsets.UTF_8)
                    .println(CannotStart.of(failure).getMessage());
            System.exit(1);
        }
    }

    /** What was asked on the command line, in place of a start. */
    public static void answer(String text) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(text);
    }

    /** Must run before Spring starts: the engine reads the JVM's default zone when it writes its first date. */
    public static void useBridgeZone() {
        TimeZone.setDefault(TimeZone.getTimeZone(ChinaTime.ZONE));
    }
}
