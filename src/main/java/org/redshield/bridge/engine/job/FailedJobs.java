package org.redshield.bridge.engine.job;

import java.time.Instant;
import java.util.Date;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.redshield.bridge.Causes;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.job.FailedJobRule.FailedJob;
import org.redshield.bridge.engine.job.FailedJobRule.GivenUp;
import org.redshield.bridge.engine.job.FailedJobRule.PutOff;
import org.redshield.bridge.engine.job.FailedJobRule.SentBack;
import org.redshield.bridge.engine.job.FailedJobRule.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of a job that failed: what a feature's rule says, else what the model's retry cycle says. A rule that fails
 * itself says nothing, and what it has written is undone: without a count the job would be run again for ever.
 */
public final class FailedJobs implements FailedJobCommandFactory {

    private static final Logger LOG = LoggerFactory.getLogger(FailedJobs.class);

    private final ObjectProvider<FailedJobRule> rules;
    private final TransactionTemplate savepoint;

    public FailedJobs(ObjectProvider<FailedJobRule> rules, PlatformTransactionManager transactions) {
        this.rules = rules;
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public Command<Object> getCommand(String jobId, Throwable exception) {
        return rules.stream()
                .filter(rule -> rule.knows(exception))
                .findFirst()
                .<Command<Object>>map(rule -> new Ruled(jobId, exception, rule, savepoint))
                .orElseGet(() -> new Counted(jobId, exception));
    }

    /** The code of the sentence that an incident has in place of the exception's words. */
    static Optional<String> said(Throwable exception) {
        return Causes.first(exception, NoSuchElementException.class)
                .map(any -> "engine.step-lacks")
                .or(() -> Causes.first(exception, DataIntegrityViolationException.class)
                        .map(any -> "engine.step-unfit"));
    }

    /** As the engine counts its tries; why a step found or left nothing, because a model led past another, an incident says in words. */
    private static class Counted extends DefaultJobRetryCmd {

        private static final long serialVersionUID = 1;

        Counted(String jobId, Throwable exception) {
            super(jobId, exception);
        }

        @Override
        protected void logException(JobEntity job) {
            super.logException(job);
            said(exception).ifPresent(code -> job.setExceptionMessage(new Refusal(code, step(job)).getMessage()));
        }

        static String step(JobEntity job) {
            return Optional.ofNullable(job.getExecution())
                    .map(ExecutionEntity::getActivity)
                    .map(activity -> activity.getProperty("name"))
                    .map(name -> name.toString().replaceAll("\\s+", ""))
                    .orElseGet(job::getActivityId);
        }
    }

    private static final class Ruled extends Counted {

        private static final long serialVersionUID = 1;

        private final transient FailedJobRule rule;
        private final transient TransactionTemplate savepoint;

        Ruled(String jobId, Throwable exception, FailedJobRule rule, TransactionTemplate savepoint) {
            super(jobId, exception);
            this.rule = rule;
            this.savepoint = savepoint;
        }

        @Override
        public Object execute(CommandContext context) {
            JobEntity job = getJob();
            if (job == null) {
                return null;
            }
            Optional<Verdict> verdict = verdict(job);
            if (verdict.isEmpty()) {
                return new Counted(jobId, exception).execute(context);
            }
            job.unlock();
            if (verdict.get() instanceof PutOff putOff) {
                beginCycle(context, job);
                putOff.sentence().ifPresent(sentence -> record(job, sentence));
                job.setDuedate(date(putOff.until()));
            } else if (verdict.get() instanceof GivenUp givenUp) {
                giveUp(job, givenUp.sentence());
            } else if (verdict.get() instanceof SentBack back && !isSentBack(context, job, back.tasks())) {
                giveUp(job, back.sentence());
            }
            return null;
        }

        private void giveUp(JobEntity job, String sentence) {
            record(job, sentence);
            // Raises the incident, which shows the sentence.
            job.setRetries(0);
        }

        /** What waited to be run waits before the task instead; the job goes with it. */
        private static boolean isSentBack(CommandContext context, JobEntity job, Set<String> tasks) {
            ExecutionEntity execution = job.getExecution();
            ProcessEngineConfigurationImpl engine = context.getProcessEngineConfiguration();
            return context.runWithoutAuthorization(() -> {
                Optional<String> task = lastDone(engine.getHistoryService(), execution, tasks);
                task.ifPresent(id -> engine.getRuntimeService()
                        .createProcessInstanceModification(execution.getProcessInstanceId())
                        .startBeforeActivity(id)
                        .cancelTransitionInstance(execution.getId())
                        .execute());
                return task.isPresent();
            });
        }

        /** Of the tasks, the one from which the instance came here. */
        private static Optional<String> lastDone(HistoryService history, ExecutionEntity execution, Set<String> tasks) {
            return history
                    .createHistoricActivityInstanceQuery()
                    .processInstanceId(execution.getProcessInstanceId())
                    .activityType(ActivityTypes.TASK_USER_TASK)
                    .finished()
                    .orderByHistoricActivityInstanceEndTime()
                    .desc()
                    .list()
                    .stream()
                    .map(HistoricActivityInstance::getActivityId)
                    .filter(tasks::contains)
                    .findFirst();
        }

        private Optional<Verdict> verdict(JobEntity job) {
            try {
                return savepoint.execute(status -> rule.of(described(job), exception));
            } catch (RuntimeException e) {
                LOG.error("What becomes of job {} could not be decided; its retry cycle counts", jobId, e);
                return Optional.empty();
            }
        }

        /** As the engine does at a first failure; afterwards it no longer knows that it was one. */
        private void beginCycle(CommandContext context, JobEntity job) {
            var cycle = getFailedJobRetryConfiguration(job, getCurrentActivity(context, job));
            if (cycle != null && isFirstJobExecution(job)) {
                initializeRetries(job, cycle.getRetries());
            }
        }

        private void record(JobEntity job, String sentence) {
            logException(job);
            job.setExceptionMessage(sentence);
        }

        private static Date date(Instant instant) {
            return Date.from(instant);
        }

        private static FailedJob described(JobEntity job) {
            ExecutionEntity execution = job.getExecution();
            Set<String> subjects = execution.getVariables().values().stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .collect(Collectors.toSet());
            return new FailedJob(
                    job.getId(), job.getTenantId(), execution.getProcessBusinessKey(), step(job), subjects);
        }
    }
}
