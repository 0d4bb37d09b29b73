package org.redshield.bridge.engine.job;

import java.lang.reflect.Field;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.operations.trace.Traced;

/** Names the job in every line logged while it runs, whoever runs it. Case and organisation the engine adds itself. */
public final class JobInLog extends CommandInterceptor {

    /** The command tells nobody which job it executes. */
    private static final Field JOB_ID = jobId();

    @Override
    public <T> T execute(Command<T> command) {
        if (!(command instanceof ExecuteJobsCmd)) {
            return next.execute(command);
        }
        try (LogContext context = new LogContext()) {
            context.with(LogContext.JOB, JOB_ID.get(command));
            return Traced.done("job", () -> next.execute(command));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field jobId() {
        try {
            Field field = ExecuteJobsCmd.class.getDeclaredField("jobId");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("This engine's job command has no job id", e);
        }
    }
}
