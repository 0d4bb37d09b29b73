package org.redshield.bridge.engine.wiring;

import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * A part of the engine that it makes anew for each command, made by us instead.
 *
 * @param type the engine's own
 * @param ours makes a subclass of it
 */
record Replaced<T extends Session>(Class<T> type, Supplier<? extends T> ours) implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
        return type;
    }

    @Override
    public Session openSession() {
        return ours.get();
    }
}
