package org.redshield.bridge.operations.requirement;

import java.util.Optional;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/** Asks before anything else what stops the start, and refuses with all of it at once. */
public final class StartCheck implements ApplicationListener<ApplicationPreparedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

    /** One line in the log, and none of the stack traces and descriptions that Spring would write. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Report implements SpringBootExceptionReporter {

        private final boolean ofTheBridge;

        /** @param context none when not even the settings could be read */
        Report(ConfigurableApplicationContext context) {
            this.ofTheBridge = context == null || isBridge(context);
        }

        @Override
        public boolean reportException(Throwable failure) {
            if (ofTheBridge) {
                LOG.error(CannotStart.of(failure).getMessage());
                LOG.debug("The start failed", failure);
            }
            return ofTheBridge;
        }
    }

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        if (isBridge(context)) {
            ConfigurableEnvironment settings = context.getEnvironment();
            hindrance(settings).ifPresent(why -> {
                throw why;
            });
            if (!settings.getProperty("bridge.demo", Boolean.class, false)) {
                Requirements.lackingBySettings(settings).stream()
                        .filter(Lack::needed)
                        .forEach(lack -> LOG.warn("For real cases it lacks: {}", lack.english()));
            }
        }
    }

    /**
     * Development starts the sandbox platform in the same JVM; it has settings of its own. The bridge is known by its bean,
     * however it was named to Spring: as a class, by its name, or by a class derived from it.
     */
    private static boolean isBridge(ConfigurableApplicationContext context) {
        return context.getBeanFactory().getBeanNamesForType(BridgeApplication.class, true, false).length > 0;
    }

    /** Why a node with these settings would not start: all that can be known before, as one sentence. */
    public static Optional<CannotStart> hindrance(ConfigurableEnvironment settings) {
        return Lack.refusal(Requirements.hindering(settings));
    }

    /** @throws CannotStart when there is none, or it does not let in each account that is set */
    public static void checkDatabase(ConfigurableEnvironment settings) {
        Lack.refusal(DatabaseRequirement.shut(settings).stream().toList()).ifPresent(why -> {
            throw why;
        });
    }
}
