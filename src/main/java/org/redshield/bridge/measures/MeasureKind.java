package org.redshield.bridge.measures;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.bureau.duty.LegalAct;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.engine.duty.Head;
import org.springframework.stereotype.Component;

/** The measures of 反不正当竞争法 art. 16(1), in its order; the names stand in the table of approvals. */
@RequiredArgsConstructor
public enum MeasureKind {
    INSPECTION("进入涉嫌不正当竞争行为的经营场所进行检查", "第一项"),
    INQUIRY("询问有关单位和个人，要求其说明情况或者提供资料", "第二项"),
    COPIES("查询、复制有关的协议、账簿、单据、文件、记录、业务函电和其他资料", "第三项"),
    SEIZURE("查封、扣押与涉嫌不正当竞争行为有关的财物", "第四项"),
    BANK_ACCOUNT("查询涉嫌不正当竞争行为的经营者的银行账户", "第五项");

    /** In the words of the law. */
    @Getter
    private final String title;

    private final String item;

    /** 反不正当竞争法第十六条第一款第四项 */
    public String citation() {
        return Law.UNFAIR_COMPETITION.brief(16) + "第一款" + item;
    }

    /** What the law says of who decides (art. 16(2)). */
    LegalAct act() {
        Set<Level> aboveOnly =
                this == SEIZURE || this == BANK_ACCOUNT ? EnumSet.of(Level.COUNTY) : EnumSet.noneOf(Level.class);
        return new LegalAct(name(), title, Head.CHIEF_HEAD, aboveOnly);
    }

    /** Against what the law says the table of approvals is held. */
    @Component("measuresByLaw")
    static final class ByLaw implements LegalAct.Contribution {

        @Override
        public Set<LegalAct> acts() {
            return Arrays.stream(values()).map(MeasureKind::act).collect(Collectors.toUnmodifiableSet());
        }
    }
}
