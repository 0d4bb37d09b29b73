package org.redshield.bridge.campaign.rings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.cases.dossier.Sheets;
import org.springframework.stereotype.Component;

/** In the bound file of a campaign: the bureau's own assessment (个人信息保护法第五十六条), and the looks there were. */
@Component
@RequiredArgsConstructor
class RingSheets implements Sheets {

    private static final int MOST_RUNS = 100;

    private final CampaignStore campaigns;
    private final RingStore store;
    private final Organisations organisations;

    @Override
    public Set<? extends RecordedAct> shown() {
        return Set.of();
    }

    @Override
    public List<FileSheet> of(String caseNo, String tenant) {
        return campaigns.seenBy(caseNo, tenant).stream()
                .flatMap(campaign -> Stream.concat(
                        store.newest(caseNo).stream()
                                .filter(offer -> offer.tenant().equals(tenant))
                                .map(RingSheets::assessment),
                        looks(campaign).stream()))
                .toList();
    }

    private static FileSheet assessment(RingOffer offer) {
        RingOffer.Impact impact = offer.impact();
        return FileSheet.of(FilePlace.OTHER, "团伙串并个人信息保护影响评估", "", offer.offeredAt())
                .line("处理目的", impact.purpose())
                .line("法律依据", impact.basis())
                .line("涉及的数据", impact.data())
                .line("接收方", impact.receivers())
                .line("影响", impact.effect())
                .line("保护措施", impact.protection())
                .line("状态", offer.state().title())
                .line("负责人决定时间", offer.decidedAt().map(ChinaTime::moment))
                .line("撤回时间", offer.withdrawnAt().map(ChinaTime::moment))
                .line("理由", offer.reason());
    }

    private Optional<FileSheet> looks(Campaign campaign) {
        List<RingRun> runs = store.runs(campaign.caseNo(), MOST_RUNS);
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("发起时间", "发起单位", "记录参加串并的单位", "跨单位团伙", "结果校验值", "说明"));
        runs.forEach(run -> rows.add(List.of(
                ChinaTime.moment(run.startedAt()),
                organisations.name(run.tenant()),
                names(run.bureaus()),
                run.state() == RingRun.State.DONE ? run.rings() + " 个" : "",
                run.sha256().orElse(""),
                run.failure().orElse(run.takenBack().isEmpty() ? "" : names(run.takenBack()) + "已撤回同意或者退出"))));
        return Optional.of(FileSheet.of(
                        FilePlace.OTHER, "团伙串并", campaign.caseNo(), runs.get(0).startedAt())
                .rows(rows));
    }

    private String names(List<String> codes) {
        return codes.stream().map(organisations::name).collect(Collectors.joining("、"));
    }
}
