package org.redshield.bridge.engine.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.RetryLater;

/** A few queries of one person at a time; the next one waits a little, before it has a connection, and is then refused. */
public final class QueriesAtATime extends CommandInterceptor {

    private static final int PER_PERSON = 3;
    private static final long PATIENCE_SECONDS = 2;

    private final Supplier<Authentication> signedIn;
    private final Map<String, Semaphore> people = new ConcurrentHashMap<>();

    public QueriesAtATime(Supplier<Authentication> signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public <T> T execute(Command<T> command) {
        boolean query = command instanceof AbstractQuery || command instanceof AbstractExecuteFilterCmd;
        Authentication person = query && Context.getCommandContext() == null ? signedIn.get() : null;
        if (person == null || person.getUserId() == null) {
            return next.execute(command);
        }
        Semaphore turns = people.computeIfAbsent(person.getUserId(), id -> new Semaphore(PER_PERSON));
        take(turns);
        try {
            return next.execute(command);
        } finally {
            turns.release();
        }
    }

    private static void take(Semaphore turns) {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new RetryLater(PATIENCE_SECONDS, "engine.queries-busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLater(PATIENCE_SECONDS, "engine.queries-busy");
        }
    }
}
