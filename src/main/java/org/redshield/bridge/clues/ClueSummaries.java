package org.redshield.bridge.clues;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.order.Opinion;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockState;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a form of a clue or a case shows above its fields; nothing of a reporter. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class ClueSummaries {

    private final ClueStore store;
    private final Matters matters;
    private final MatterOrders ordered;

    public Optional<String> of(String clueId, String tenant) {
        return store.find(clueId, tenant).map(clue -> {
            List<String> parts = new ArrayList<>();
            parts.add("案件 " + clue.caseNo() + "（" + clue.cause() + "）");
            clue.filingNo().ifPresent(no -> parts.add("案号 " + no));
            parts.add(clue.accused().inWords());
            parts.add("来源：" + clue.report().source().title());
            parts.add("目前：" + clue.state().title());
            matters.open(clueId)
                    .filter(matter -> matter.kind() != Matter.Kind.DATA)
                    .ifPresent(matter -> {
                        parts.add("拟：" + matter.inWords());
                        parts.add("理由：" + matter.reason());
                    });
            matters.open(clueId)
                    .filter(matter -> matter.kind() == Matter.Kind.TRANSFER)
                    .flatMap(matter -> ordered.jurisdiction(clue))
                    .ifPresent(said -> parts.add("管辖研判：" + inWords(said)));
            matters.openClock(clue).ifPresent(clock -> parts.add(due(clock)));
            clue.limitationUntil()
                    .filter(until -> clue.state().beforeFiling())
                    .ifPresent(until -> parts.add("追责时效至 " + until));
            return parts.stream()
                    .map(part -> part.strip().replaceFirst("。+$", ""))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("；", "", "。"));
        });
    }

    /** 管辖研判 of what the clue says, beside the proposal to hand it over. */
    public Optional<String> jurisdiction(String clueId, String tenant) {
        return store.find(clueId, tenant).flatMap(ordered::jurisdiction).map(ClueSummaries::inWords);
    }

    private static String inWords(Opinion said) {
        return said.addressee().map(bureau -> bureau + "有管辖权").orElse("尚不能确定")
                + (said.articles().isEmpty() ? "" : "（" + String.join("、", said.articles()) + "）")
                + "。" + said.reasoning()
                + (said.missing().isEmpty() ? "" : "尚须查明（至少一项）：" + String.join("、", said.missing()) + "。");
    }

    private static String due(Clock clock) {
        return clock.state() == ClockState.PAUSED
                ? clock.title() + "期限中止计算"
                : clock.title() + "期限 " + ChinaTime.moment(clock.dueAt());
    }
}
