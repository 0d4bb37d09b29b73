package org.redshield.bridge.engine.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.impl.cmd.DeleteJobCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.springframework.transaction.TransactionSystemException;

class PlainRefusalsTest {

    private static final Command<?> WORK = new SubmitTaskFormCmd("task", Map.of(), false, false);

    @Test
    void aFaultThatNobodyForesawIsToldAsASentenceWithoutSqlOrClassNames() {
        NullPointerException ours = new NullPointerException("\"request\" is null");
        assertThat(told(WORK, ours)).isInstanceOf(Refusal.class).hasMessageContaining("没有办成");
        assertThat(told(WORK, new ProcessEngineException("listener", new IllegalStateException("SQL [insert")))
                        .getMessage())
                .doesNotContain("SQL");
        assertThat(told(WORK, new ProcessEnginePersistenceException("### SQL", ours)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void whereTheDatabaseBrokeOffNobodyIsToldThatNothingWasChanged() {
        assertThat(told(WORK, new TransactionSystemException("commit", new SQLException("I/O error", "08006"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("可能已经办成");
    }

    @Test
    void ofTwoSubmissionsTheOneThatLostItsRowsIsToldWhatHappened() {
        NullPointerException lostRace = new NullPointerException("\"activityInstanceId\" is null");
        lostRace.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(
                    "org.camunda.bpm.engine.impl.persistence.entity.TaskEntity", "complete", "TaskEntity.java", 1)
        });
        assertThat(told(WORK, lostRace)).isInstanceOf(Refusal.class).hasMessageContaining("本次提交没有生效");
    }

    @Test
    void whatTheEngineItselfRefusesStaysAsItIs() {
        RuntimeException forbidden = new AuthorizationException("officer", "UPDATE", "Task", "1");
        assertThat(told(WORK, forbidden)).isSameAs(forbidden);
    }

    @Test
    void whoeverIsNoPersonAtAFormLearnsTheFaultItself() {
        RuntimeException fault = new IllegalStateException("broken");
        assertThat(told(new DeleteJobCmd("job"), fault)).isSameAs(fault);
    }

    private static Throwable told(Command<?> command, RuntimeException fault) {
        PlainRefusals refusals = new PlainRefusals();
        refusals.setNext(new CommandInterceptor() {
            @Override
            public <T> T execute(Command<T> given) {
                throw fault;
            }
        });
        return catchThrowable(() -> refusals.execute(command));
    }
}
