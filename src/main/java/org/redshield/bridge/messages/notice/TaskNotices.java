package org.redshield.bridge.messages.notice;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.TaskNews;
import org.redshield.bridge.exchange.AnswerNews;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.messages.notice.Notices.Told;
import org.redshield.bridge.messages.stream.News;
import org.redshield.bridge.messages.stream.Topic;
import org.springframework.stereotype.Component;

/** What the engine and the post tell of. */
@Component
@RequiredArgsConstructor
class TaskNotices implements TaskNews, AnswerNews {

    private final Notices notices;
    private final News news;
    private final ProcessContracts contracts;

    @Override
    public void changed(String tenant, Set<String> groups) {
        groups.forEach(group -> news.tell(Topic.tasks(tenant, group)));
    }

    /** Not what only lets him follow what he began himself. */
    @Override
    public void assigned(Assigned task) {
        if (task.caseNo() != null && !contracts.tracking().contains(task.element())) {
            notices.tell(
                    List.of(task.user()),
                    new Told(
                            NoticeKind.ASSIGNED, task.caseNo(), Optional.of(task.taskId()), task.name(), task.dueAt()));
        }
    }

    @Override
    public void came(Envelope envelope) {
        notices.tell(
                envelope.receiver(),
                NoticeKind.REPLY,
                envelope.caseNo(),
                envelope.kind().title());
    }
}
