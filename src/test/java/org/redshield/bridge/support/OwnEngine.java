package org.redshield.bridge.support;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Web applications and the REST interface find their engine by its name, of which there is one in a JVM: it belongs to the
 * bridge of the class that is being tested, however many others there are.
 */
final class OwnEngine implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext test) {
        // The class before may have lived at another time; whoever does so says it when his bridge starts, which is
        // now.
        TestClock.livingToday();
        ProcessEngine engine = SpringExtension.getApplicationContext(test).getBean(ProcessEngine.class);
        ProcessEngines.registerProcessEngine(engine);
        Flow.init(engine);
    }
}
