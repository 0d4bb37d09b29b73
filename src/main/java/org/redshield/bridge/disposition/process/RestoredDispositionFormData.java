package org.redshield.bridge.disposition.process;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Dispositions;
import org.redshield.bridge.disposition.FoundDispositions;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.springframework.stereotype.Component;

/** What the platform carries out and the restored database did not know: by which letter, against whom, since when. */
@Component
@RequiredArgsConstructor
final class RestoredDispositionFormData extends FormData {

    private static final int SHOWN = 3;

    private final Dispositions dispositions;
    private final Organisations organisations;
    private final ShopNames shops;
    private final FoundDispositions found;
    private final RestoredDispositionIntake intake;

    @Override
    protected Set<String> forms() {
        return intake.forms();
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(DispositionVariables.DISPOSITION_ID)
                .flatMap(dispositions::find)
                .filter(disposition -> disposition.tenant().equals(asked.tenant()))
                .ifPresent(disposition -> {
                    shown.summary(summary(disposition));
                    DispositionFormData.targets(dispositions.inForce(disposition.id()), shown);
                });
    }

    private String summary(Disposition disposition) {
        Disposition.LostLetter lost = disposition.lost().orElseThrow();
        List<DispositionTarget> all = dispositions.targets(disposition.id());
        String some = all.stream().limit(SHOWN).map(this::told).collect(Collectors.joining("，"));
        return "数据库恢复后发现：案件 " + disposition.caseNo() + "，平台 "
                + organisations.name(disposition.platform())
                + disposition
                        .request()
                        .shopId()
                        .map(shop -> "，网店 " + shops.called(shop, disposition.caseNo(), disposition.tenant()))
                        .orElse("")
                + "，已按本局 " + ChinaTime.day(lost.issuedAt()) + " 的" + lost.number() + "办理，而本系统恢复后没有这份函件。措施："
                + some
                + (all.size() > SHOWN ? " 等 " + all.size() + " 项" : "")
                + "。核对以前，本案不能再次提出同一措施。";
    }

    private String told(DispositionTarget target) {
        return target.plan().describe() + "（"
                + target.task()
                        .outcome()
                        .map(outcome -> outcome.title()
                                + target.task()
                                        .executedAt()
                                        .map(at -> "，" + ChinaTime.day(at))
                                        .orElse(""))
                        .or(() -> target.task().statusText().filter(text -> !text.isBlank()))
                        .or(() -> found.says(target).filter(SentNumbers.NOTHING::equals))
                        .orElse("平台尚未答复")
                + "）";
    }
}
