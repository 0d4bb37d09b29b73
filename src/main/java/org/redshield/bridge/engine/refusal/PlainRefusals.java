package org.redshield.bridge.engine.refusal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetActivityInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SaveUserCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.Causes;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.RequestThread;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.engine.account.PasswordRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a refusal out of the engine's wrappings, so that Tasklist shows its sentence and nothing else. Any exception of
 * a listener would otherwise arrive as "ENGINE-03051 There was an exception while invoking the TaskListener". Likewise
 * with a task that somebody else, or the same person in another window, has done meanwhile.
 */
public final class PlainRefusals extends CommandInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PlainRefusals.class);

    /** The code of a fault that nobody foresaw: it is ours and no wrong turn of the person's. */
    static final String UNEXPECTED = "engine.unexpected";

    /** The code of what does not exist, or not for this person. */
    static final String UNKNOWN = "engine.unknown";

    /** The code of what this person may not do. */
    static final String NOT_PERMITTED = "engine.not-permitted";

    /** The code of a question that takes the database too long. */
    static final String TOO_SLOW = "engine.too-slow";

    /** The database has ended the statement, as its connection for people's requests asks. */
    private static final String ENDED = "57014";

    /** Somebody asks for what no text can be: it holds the character zero. */
    private static final String NO_TEXT = "22021";

    private static final String OF_OTHERS = "because it belongs to no authenticated tenant";

    /** As the engine says it of an id that leads nowhere; of a parameter that was not given it says less. */
    private static final Pattern MISSING =
            Pattern.compile("(?i) (task|execution|job|processInstance|instance|variable|incident)\\w* is null$"
                    + "|\\bno [\\w ]+ found with id |instance does not exist$|eventSubscriptions is empty$");

    /** The code of a request that says too little, or what nobody can read. */
    static final String INVALID = "engine.request-invalid";

    /** As the engine says it of a parameter that was not given, and of values that it does not take. */
    private static final Pattern NOT_TAKEN =
            Pattern.compile("^\\w+ is null$|ENGINE-17007 |Cannot find serializer for value|cannot be used to query$");

    /** What people do: they start a case and work on tasks. */
    private static final Set<Class<?>> WORK = Set.of(
            SubmitStartFormCmd.class,
            StartProcessInstanceCmd.class,
            SubmitTaskFormCmd.class,
            CompleteTaskCmd.class,
            ResolveTaskCmd.class,
            ClaimTaskCmd.class,
            AssignTaskCmd.class);

    @Override
    public <T> T execute(Command<T> command) {
        boolean outermost = Context.getCommandContext() == null;
        try {
            return next.execute(command);
        } catch (RuntimeException e) {
            RuntimeException plain = plain(command, e);
            if (outermost && plain == e && RequestThread.isCurrent()) {
                plain = ofTheRequest(e);
            }
            if (command instanceof GetActivityInstanceCmd && isUnknown(e)) {
                // The interface has words of its own for nothing.
                return null;
            }
            if (outermost && plain instanceof Refusal refusal) {
                // By its code only: the sentence may hold what the officer typed.
                LOG.info("Refused: {}", refusal.code());
            }
            throw plain;
        }
    }

    private static RuntimeException plain(Command<?> command, RuntimeException fault) {
        Optional<Refusal> refusal = Causes.first(fault, Refusal.class);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<RetryLater> away =
                RequestThread.isCurrent() ? RetryLater.of(fault, !isQuestion(command)) : Optional.empty();
        if (away.isPresent()) {
            return away.get();
        }
        if (isOfDatabase(fault, ENDED)) {
            return new Refusal(TOO_SLOW);
        }
        if (isOfDatabase(fault, NO_TEXT)) {
            return new Refusal("engine.no-text");
        }
        boolean work = WORK.contains(command.getClass());
        if (isUnknown(fault)) {
            return new Refusal(work ? "engine.task-gone" : UNKNOWN);
        }
        if (command instanceof SaveUserCmd && "Password does not match policy".equals(fault.getMessage())) {
            return new Refusal(PasswordRules.why());
        }
        if (command instanceof SaveUserCmd && String.valueOf(fault.getMessage()).contains("has an invalid id")) {
            return new Refusal("engine.account-id");
        }
        return work ? plain(fault) : fault;
    }

    /** As the engine calls them: what is asked by a query or a page's statement, and what is got. */
    private static boolean isQuestion(Command<?> command) {
        String name = command.getClass().getSimpleName();
        return command instanceof AbstractQuery || name.startsWith("Get") || name.contains("Query");
    }

    /** Where a job fails so, it is the model's fault or ours. */
    private static RuntimeException ofTheRequest(RuntimeException fault) {
        if (fault instanceof OptimisticLockingException) {
            return new Refusal("engine.done-meanwhile");
        }
        return fault instanceof ProcessEngineException
                        && NOT_TAKEN.matcher(String.valueOf(fault.getMessage())).find()
                ? new Refusal(INVALID)
                : fault;
    }

    private static boolean isOfDatabase(Throwable fault, String state) {
        return Causes.of(fault).anyMatch(cause -> cause instanceof SQLException sql && state.equals(sql.getSQLState()));
    }

    /** What belongs to another organisation is not there. */
    private static boolean isUnknown(RuntimeException fault) {
        String message = String.valueOf(fault.getMessage());
        return fault instanceof NotFoundException
                || fault instanceof ProcessEngineException
                        && (message.contains(OF_OTHERS)
                                || MISSING.matcher(message).find())
                || fault instanceof NullPointerException && message.endsWith("because \"task\" is null");
    }

    private static RuntimeException plain(RuntimeException fault) {
        if (fault instanceof OptimisticLockingException || lostItsRows(fault)) {
            return new Refusal("engine.done-meanwhile");
        }
        // The engine has logged it with its stack trace; the person would learn SQL and class names from it.
        if (isOfTheEngine(fault)) {
            return fault;
        }
        return RetryLater.brokeOff(fault) ? RetryLater.unsure() : new Refusal(UNEXPECTED);
    }

    /**
     * The engine goes on with rows that another transaction has just deleted: of two submissions of one task at the same
     * instant, the second may get that far. It never is null in the engine otherwise, and is in the log with its trace.
     */
    private static boolean lostItsRows(RuntimeException fault) {
        return fault instanceof NullPointerException
                && fault.getStackTrace().length > 0
                && fault.getStackTrace()[0].getClassName().startsWith("org.camunda.bpm.engine.");
    }

    private static boolean isOfTheEngine(Throwable fault) {
        return Causes.of(fault)
                .allMatch(cause -> cause instanceof ProcessEngineException
                        && !(cause instanceof ProcessEnginePersistenceException));
    }
}
