package org.redshield.bridge.assistance;

import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.handling.AssistanceHandlingState;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk in a co-investigation (协查), of the bureau that asks and of the one that is asked. */
@Configuration(value = "declaredAssistanceActs", proxyBeanMethods = false)
public class AssistanceActs {

    public static final Act REQUEST = Act.named("ASK_FOR_ASSISTANCE", "请求协助调查")
            .under(
                    Law.PENALTY.cite(26),
                    Law.PROCEDURE.cite(30),
                    Law.PROCEDURE.cite(45),
                    Law.NET_TRADE.cite(34),
                    Law.NET_TRADE.cite(53),
                    Law.ECOMMERCE.cite(25))
            .to(Addressee.BUREAU, AssistanceLetter.REQUEST)
            .to(Addressee.PLATFORM, AssistanceLetter.DATA_NOTICE)
            .resting("案由", "案号或者线索编号", "调取目的和法律依据", "数据项目或者需要查明的事项")
            .touching(ActObject.SHOP)
            .from(RequestState.PENDING_APPROVAL.title())
            .into(RequestState.ISSUED.title())
            .starting("签收", "约定答复", "法定答复")
            .on(Ground.decision("approveRequest").formerly(CaseAct.REQUEST_APPROVED));

    public static final Act SUPPLEMENT = Act.named("ASK_FOR_SUPPLEMENT", "请求补充协查")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.SUPPLEMENT)
            .resting("对方的复函", "需要补充的内容")
            .from(RequestState.REPLIED.title())
            .into(RequestState.SUPPLEMENT_REQUESTED.title())
            .starting("约定答复", "法定答复")
            .stopping("催请确认", "未确认结案")
            .on(Ground.decision("approveSupplement"));

    public static final Act WITHDRAW = Act.named("WITHDRAW_ASSISTANCE", "撤回协查请求")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.WITHDRAWAL)
            .to(Addressee.PLATFORM, AssistanceLetter.DATA_NOTICE_WITHDRAWN)
            .resting("已发出的协助调查函或者限期提供材料通知书", "撤回理由")
            .from(
                    RequestState.ISSUED.title(),
                    RequestState.RECEIVED.title(),
                    RequestState.EXTENSION_NOTIFIED.title(),
                    RequestState.IN_PROGRESS.title(),
                    RequestState.SUPPLEMENT_REQUESTED.title())
            .into(RequestState.WITHDRAWN.title())
            .stopping("约定答复", "法定答复")
            .on(Ground.decision("approveWithdrawal"));

    public static final Act RETURN = Act.named("RETURN_FOR_CORRECTION", "退回补正协查函")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.RETURN)
            .resting("来函的文号", "需要补正的事项")
            .from(AssistanceHandlingState.ACKNOWLEDGED.title())
            .into(AssistanceHandlingState.RETURNED_FOR_CORRECTION.title())
            .stopping("约定答复", "法定答复")
            .on(Ground.decision("approveRejection").formerly(CaseAct.REJECTION_APPROVED));

    public static final Act DECLINE = Act.named("DECLINE_ASSISTANCE", "不予协助调查")
            .under(Law.PENALTY.cite(26), Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.DECLINE)
            .resting("来函的文号", "不予协助的原因和理由")
            .from(AssistanceHandlingState.ACKNOWLEDGED.title())
            .into(AssistanceHandlingState.DECLINED.title())
            .stopping("约定答复", "法定答复")
            .on(Ground.decision("approveRejection").formerly(CaseAct.REJECTION_APPROVED));

    public static final Act DELAY = Act.named("NOTIFY_OF_DELAY", "告知延期答复")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.DELAY)
            .resting("没有届满的法定答复期限", "延期后的日期和理由")
            .from(
                    AssistanceHandlingState.IN_PROGRESS.title(),
                    AssistanceHandlingState.EXTENSION_NOTIFIED.title(),
                    AssistanceHandlingState.SUPPLEMENT_REQUESTED.title())
            .into(AssistanceHandlingState.EXTENSION_NOTIFIED.title())
            .moving("法定答复")
            .on(Ground.decision("approveDelay"));

    public static final Act REPLY = Act.named("REPLY_TO_ASSISTANCE", "答复协助调查")
            .under(Law.PENALTY.cite(26), Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.REPLY)
            .resting("主办人员提交、协办人员复核的核查结论", "各项数据的答复", "证据清单")
            .touching(ActObject.SHOP)
            .from(AssistanceHandlingState.REPLY_PENDING_APPROVAL.title())
            .into(AssistanceHandlingState.REPLIED.title())
            .starting("催请确认", "未确认结案")
            .stopping("约定答复", "法定答复")
            .on(Ground.decision("approveReply").formerly(CaseAct.REPLY_APPROVED));

    /** By a receipt; letters of that kind are of earlier releases. */
    public static final Act CONFIRM = Act.named("CONFIRM_REPLY", "确认复函")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.CONFIRMATION)
            .resting("对方的复函", "承办人认为复函内容充分")
            .from(RequestState.REPLIED.title())
            .into(RequestState.CONFIRMED.title())
            .stopping("催请确认", "未确认结案")
            .on(Ground.rule("协作约定：复函内容充分的，以回执告知对方，不编号、不用印"));

    public static final Act REMIND = Act.named("REMIND_TO_CONFIRM", "催告确认复函")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.CONFIRMATION_REMINDER)
            .resting("已发出的复函", "催请确认的期限已过")
            .from(AssistanceHandlingState.REPLIED.title())
            .on(Ground.rule("协作约定：催请确认的期限内没有确认的，提醒对方一次"));

    public static final Act UNCONFIRMED = Act.named("CLOSE_UNCONFIRMED", "告知按未确认办结")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, AssistanceLetter.UNCONFIRMED)
            .resting("已发出的复函", "未确认结案的期限已过")
            .from(AssistanceHandlingState.REPLIED.title())
            .into(AssistanceHandlingState.UNCONFIRMED.title())
            .stopping("未确认结案")
            .on(Ground.rule("协作约定：未确认结案的期限内没有确认的，按未确认办结，并告知对方"));

    @Bean
    static ActsOf actsOfAssistance() {
        return new ActsOf(
                "协查", REQUEST, SUPPLEMENT, WITHDRAW, RETURN, DECLINE, DELAY, REPLY, CONFIRM, REMIND, UNCONFIRMED);
    }
}
