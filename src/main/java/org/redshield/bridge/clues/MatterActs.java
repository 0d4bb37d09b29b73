package org.redshield.bridge.clues;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the bureau's head decides of clues and filed cases: each takes effect for the party, although no letter says so. */
@Configuration(value = "declaredMatterActs", proxyBeanMethods = false)
class MatterActs {

    static final Act FILE = declared("FILE_CASE", MatterCall.FILING, Law.PROCEDURE.cite(18), Law.PROCEDURE.cite(19))
            .resting("核查情况", "案号", "追责时效没有届满", "两名办案人员")
            .from(ClueState.VERIFYING.title())
            .into(ClueState.FILED.title())
            .starting("办理案件")
            .stopping("线索核查")
            .on(Ground.decision("decideFiling").formerly(ClueAct.MATTER_APPROVED));

    static final Act NOT_FILE = declared("NOT_FILE_CASE", MatterCall.NOT_FILING, Law.PROCEDURE.cite(20))
            .resting("核查情况", "不予立案的情形")
            .from(ClueState.VERIFYING.title())
            .into(ClueState.NOT_FILED.title())
            .stopping("线索核查")
            .on(Ground.decision("decideFiling").formerly(ClueAct.MATTER_APPROVED));

    static final Act HAND_OVER = declared("DECIDE_TO_HAND_OVER", MatterCall.HANDING_OVER, Law.PROCEDURE.cite(14))
            .resting("移送理由", "管辖研判")
            .from(ClueState.VERIFYING.title(), ClueState.FILED.title())
            .into(ClueState.PASSED_ON.title())
            .stopping("线索核查", "办理案件")
            .on(Ground.decision("decideFiling", "decideCaseMatter").formerly(ClueAct.MATTER_APPROVED));

    static final Act ASK_FOR_MEASURES = declared(
                    "DECIDE_TO_ASK_FOR_MEASURES", MatterCall.ASKING_FOR_MEASURES, Law.NET_TRADE.cite(34))
            .touching(ActObject.values())
            .resting("网店", "措施", "法律依据", "理由")
            .from(ClueState.FILED.title())
            .on(Ground.decision("decideCaseMatter").formerly(ClueAct.MATTER_APPROVED));

    static final Act DECIDE = declared("DECIDE_CASE", MatterCall.DECIDING, Law.PENALTY.cite(57))
            .resting("调查终结", "决定种类", "决定文书号")
            .from(ClueState.FILED.title())
            .into(ClueState.DECIDED.title())
            .stopping("办理案件")
            .on(Ground.decision("decideCaseMatter").formerly(ClueAct.MATTER_APPROVED));

    static final Act TERMINATE = declared("TERMINATE_CASE", MatterCall.TERMINATING, Law.PROCEDURE.cite(47))
            .resting("终止调查的情形")
            .from(ClueState.FILED.title())
            .into(ClueState.TERMINATED.title())
            .stopping("办理案件")
            .on(Ground.decision("decideCaseMatter").formerly(ClueAct.MATTER_APPROVED));

    static final Act CLOSE = declared("CLOSE_CASE", MatterCall.CLOSING, Law.PROCEDURE.cite(77))
            .resting("已作出的决定", "执行情况")
            .from(ClueState.DECIDED.title())
            .into(ClueState.CLOSED.title())
            .on(Ground.decision("approveClosing").formerly(ClueAct.MATTER_APPROVED));

    /** In force with the approval itself: nothing follows by which it could take effect without one. */
    static final Act EXTEND = Act.named("EXTEND_PERIOD", "延长核查、办案期限")
            .under(Law.PROCEDURE.cite(18), Law.PROCEDURE.cite(64))
            .resting("没有届满的期限", "理由")
            .from(ClueState.VERIFYING.title(), ClueState.FILED.title())
            .moving("线索核查", "办理案件")
            .on(Ground.decision("decideFiling", "decideCaseMatter"));

    /** As {@link #EXTEND}. */
    static final Act SUSPEND = Act.named("SUSPEND_CASE", "中止调查")
            .under(Law.PROCEDURE.cite(46))
            .resting("中止调查的情形")
            .from(ClueState.FILED.title())
            .into(ClueState.SUSPENDED.title())
            .stopping("办理案件")
            .on(Ground.decision("decideCaseMatter"));

    /** Time that the law does not count; whoever stops the whole investigation needs the head. */
    static final Act PAUSE = Act.named("PAUSE_PERIOD", "期限中止计算")
            .under(Law.PROCEDURE.cite(18), Law.PROCEDURE.cite(64))
            .resting("不计入期限的事由", "起始日", "理由")
            .stopping("线索核查", "办理案件")
            .on(Ground.rule(Law.PROCEDURE.cite(18, 64) + "：检测、检验、检疫、鉴定、公告等时间不计入期限，由办案人员登记"));

    private static Act.Declaration declared(String code, MatterCall by, String... law) {
        return Act.named(code, by.title()).under(law).to(Addressee.PARTY, by);
    }

    @Bean
    static ActsOf actsOfMatters() {
        return new ActsOf(
                "立案和案件事项",
                FILE,
                NOT_FILE,
                HAND_OVER,
                ASK_FOR_MEASURES,
                DECIDE,
                TERMINATE,
                CLOSE,
                EXTEND,
                SUSPEND,
                PAUSE);
    }
}
