package org.redshield.bridge.operations;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** What the jar does in place of serving where an argument asks for it; then the process ends. */
@RequiredArgsConstructor
public abstract class Command implements ApplicationListener<SpringApplicationEvent> {

    private final String argument;

    /** @param context prepared and not refreshed @return the code to end with */
    protected abstract int run(ConfigurableApplicationContext context);

    @Override
    public final void onApplicationEvent(SpringApplicationEvent event) {
        if (!List.of(event.getArgs()).contains(argument)) {
            return;
        }
        if (event instanceof ApplicationStartingEvent) {
            event.getSpringApplication().setWebApplicationType(WebApplicationType.NONE);
        } else if (event instanceof ApplicationPreparedEvent prepared) {
            System.exit(run(prepared.getApplicationContext()));
        }
    }
}
