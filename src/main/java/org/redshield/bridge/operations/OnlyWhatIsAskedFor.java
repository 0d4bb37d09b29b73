package org.redshield.bridge.operations;

import java.util.Map;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;

/** Makes of the application what a command needs and no more: nothing is heard, sent or worked on. */
final class OnlyWhatIsAskedFor {

    private OnlyWhatIsAskedFor() {}

    /** @param settings that hold for this command, whatever the installation says */
    static void of(ConfigurableApplicationContext context, Map<String, Object> settings) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("command", settings));
        context.addBeanFactoryPostProcessor(beans -> {
            for (String name : beans.getBeanDefinitionNames()) {
                BeanDefinition one = beans.getBeanDefinition(name);
                one.setLazyInit(true);
                // What else comes first migrates, and reads files and settings into the database: it is left as it is.
                one.setDependsOn((String[]) null);
            }
        });
        context.getBeanFactory()
                .registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new NothingStarts());
        context.getBeanFactory()
                .registerSingleton(
                        AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME, new NobodyListens());
    }

    private static final class NothingStarts extends DefaultLifecycleProcessor {

        @Override
        public void onRefresh() {
            // No jobs, deliveries or signals.
        }
    }

    private static final class NobodyListens extends SimpleApplicationEventMulticaster {

        @Override
        public void multicastEvent(ApplicationEvent event, ResolvableType type) {
            // No schedules, no runners, and nothing found goes on record.
        }
    }
}
