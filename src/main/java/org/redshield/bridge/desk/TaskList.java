package org.redshield.bridge.desk;

import java.util.List;
import java.util.Set;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.task.TaskQuery;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.view.OpenTasks.Due;
import org.redshield.bridge.engine.view.OpenTasks.Holder;
import org.redshield.bridge.engine.view.OpenTasks.Tasks;

/**
 * The lists of tasks, in their order: who has them, what the engine is asked for them, and the same as a condition on what
 * {@link org.redshield.bridge.engine.view.OpenTasks} has counted. A test holds question and condition against each other.
 */
@Getter(AccessLevel.PACKAGE)
@RequiredArgsConstructor
enum TaskList {
    TO_SIGN("待签收", "已经送达、等本单位签收的来函", Set.of("officer")) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return all.taskCandidateGroupInExpression(MY_GROUPS)
                    .taskUnassigned()
                    .taskDefinitionKeyIn(texts(kinds.signing()));
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return tasks.holder() == Holder.NOBODY
                    && tasks.forMe()
                    && kinds.signing().contains(tasks.key());
        }
    },
    /** What a platform was asked, by the day on which the answer is due; what a colleague has taken is there too. */
    OF_LIAISON("数据协查（按期限）", "平台政企协查专员待答复的数据协查函，先到期的在前", Set.of("liaison")) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return all.taskCandidateGroup("liaison")
                    .includeAssignedTasks()
                    .orderByDueDate()
                    .asc();
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return tasks.forMe();
        }
    },
    MINE("待办", "已认领、等我办理的任务", everybody()) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return mine(all, kinds);
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return isMine(tasks, kinds);
        }
    },
    TO_CLAIM("待认领", "本单位本岗位尚无人认领的任务", everybody()) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return all.taskCandidateGroupInExpression(MY_GROUPS).taskUnassigned();
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return tasks.holder() == Holder.NOBODY && tasks.forMe();
        }
    },
    TODAY("今日到期", "今天之内到期、等我办理的任务", everybody()) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return mine(all, kinds)
                    .dueAfterExpression(NOW)
                    .dueBeforeExpression("${dateTime().withTimeAtStartOfDay().plusDays(1)}");
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return isMine(tasks, kinds) && tasks.due() == Due.TODAY;
        }
    },
    SOON("即将到期", "三天之内到期、等我办理的任务", everybody()) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return mine(all, kinds)
                    .dueAfterExpression(NOW)
                    .dueBeforeExpression("${dateTime().withTimeAtStartOfDay().plusDays(4)}");
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return isMine(tasks, kinds) && (tasks.due() == Due.TODAY || tasks.due() == Due.SOON);
        }
    },
    LATE("已逾期", "已过期限、等我办理的任务", everybody()) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return mine(all, kinds).dueBeforeExpression(NOW);
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return isMine(tasks, kinds) && tasks.due() == Due.PAST;
        }
    },
    FOLLOWED(
            "我跟踪的案件",
            "本人发起和关注的案件中未办结的任务，可以查看进展或者撤回",
            Set.of("officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor")) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            // Of which cases, engine.guard.FollowedOnly adds for each person.
            return all;
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return tasks.followed();
        }
    },
    TAKEN("本单位已认领", "本单位人员已认领、尚未办结的任务；负责人可以在“案卷”页收回", heads()) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return all.taskAssigned().taskDefinitionKeyNotIn(texts(kinds.tracking()));
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return tasks.holder() != Holder.NOBODY && !kinds.tracking().contains(tasks.key());
        }
    },
    LATE_HERE("本单位已逾期", "本单位已过期限的任务，不论是否已有人认领", Set.of("unitHead", "bureauHead", "chiefHead", "supervisor")) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return all.taskDefinitionKeyNotIn(texts(kinds.tracking())).dueBeforeExpression(NOW);
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return tasks.due() == Due.PAST && !kinds.tracking().contains(tasks.key());
        }
    },
    LATE_BELOW("辖区已逾期", "本局和所辖各局已过期限的任务；可以查看和催办，不能代办", Set.of("supervisor")) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return OPEN_BELOW.query(all, kinds).dueBeforeExpression(NOW);
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return false;
        }
    },
    OPEN_BELOW("辖区在办", "本局和所辖各局未办结的全部任务；可以查看，不能代办", Set.of("supervisor")) {
        @Override
        TaskQuery query(TaskQuery all, Kinds kinds) {
            return all.taskDefinitionKeyNotIn(texts(kinds.tracking()));
        }

        @Override
        boolean has(Tasks tasks, Kinds kinds) {
            return false;
        }
    };

    private static final String ME = "${currentUser()}";
    private static final String MY_GROUPS = "${currentUserGroups()}";
    private static final String NOW = "${now()}";

    private final String title;
    private final String description;

    /** Who has it. */
    private final Set<String> groups;

    /** Tasks of which the processes say what they are for. */
    record Kinds(Set<String> tracking, Set<String> signing) {

        static Kinds of(ProcessContracts contracts) {
            return new Kinds(contracts.tracking(), contracts.signing());
        }
    }

    abstract TaskQuery query(TaskQuery all, Kinds kinds);

    abstract boolean has(Tasks tasks, Kinds kinds);

    boolean isFollowedOnly() {
        return this == FOLLOWED;
    }

    /** Whether it shows tasks of the bureaus below too; those are counted apart. */
    boolean reachesBelow() {
        return this == LATE_BELOW || this == OPEN_BELOW;
    }

    /** Whether it shows more than what its owner may take. */
    boolean isOfWholeBureau() {
        return this == TAKEN || this == LATE_HERE;
    }

    private static Set<String> everybody() {
        return Set.of("officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "liaison");
    }

    private static Set<String> heads() {
        return Set.of("unitHead", "bureauHead", "chiefHead");
    }

    private static TaskQuery mine(TaskQuery all, Kinds kinds) {
        return all.taskAssigneeExpression(ME).taskDefinitionKeyNotIn(texts(kinds.tracking()));
    }

    private static boolean isMine(Tasks tasks, Kinds kinds) {
        return tasks.holder() == Holder.ME && !kinds.tracking().contains(tasks.key());
    }

    private static String[] texts(Set<String> values) {
        return List.copyOf(values).toArray(String[]::new);
    }
}
