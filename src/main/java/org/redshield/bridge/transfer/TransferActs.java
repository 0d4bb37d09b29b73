package org.redshield.bridge.transfer;

import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.redshield.bridge.transfer.dispute.DisputeState;
import org.redshield.bridge.transfer.handling.TransferHandlingState;
import org.redshield.bridge.transfer.sending.TransferState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk where something changes hands between bureaus (移送、指定管辖). */
@Configuration(value = "declaredTransferActs", proxyBeanMethods = false)
public class TransferActs {

    /** Of the letter on its way: relayed, delivered, signed for. */
    private static final String[] RECEIPTS = {"移送函转递迟延", "移送函转递超时", "移送函送达迟延", "移送函送达超时", "移送函签收迟延", "移送函签收超时"};

    private static final String[] NEWS = {"移送事项反馈", "移送事项反馈催办无果"};

    public static final Act HAND_OVER = sent(Act.named("HAND_OVER", "移送案件或者线索")
            // Of the finding whatever says who is competent; reports that are passed on by art. 41.
            .under(LegalBasis.of(LegalBasis.Use.JURISDICTION).stream()
                    .map(LegalBasis::citation)
                    .toArray(String[]::new))
            .under(Law.COMPLAINTS.cite(41))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER)
            .resting("案由和主要事实", "移送理由", "管辖研判及其条款", "受移送单位"));

    public static final Act HAND_DOWN = sent(Act.named("HAND_DOWN", "交下级局办理")
            .under(Law.PROCEDURE.cite(15))
            .to(Addressee.BUREAU, TransferLetter.HAND_DOWN)
            .resting("案由和主要事实", "交办理由", "受交办的下级局", "报送结果的期限"));

    public static final Act REPORT_UP = sent(Act.named("REPORT_UP", "报请上级局管辖")
            .under(Law.PROCEDURE.cite(15))
            .to(Addressee.SUPERIOR, TransferLetter.REPORT_UP)
            .resting("案由和主要事实", "难以办理的理由"));

    public static final Act TAKE_OVER = Act.named("TAKE_OVER", "接收移送")
            .under(Law.PROCEDURE.cite(14))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_ACCEPTED)
            .resting("移送函的文号", "材料核对情况", "同一线索已经接收的移送")
            .from(TransferHandlingState.ACCEPTED.title())
            .starting(NEWS)
            .on(Ground.rule(Law.PROCEDURE.cite(14) + "：受移送的局对管辖没有异议的，接收移送；接收的回执只告知这一事实，不另行签发"));

    public static final Act ASK_FOR_MATERIAL = Act.named("ASK_FOR_TRANSFER_MATERIAL", "退回补正移送材料")
            .under(Law.PROCEDURE.cite(14))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_INCOMPLETE)
            .resting("移送函的文号", "需要补正的材料")
            .from(TransferHandlingState.ACKNOWLEDGED.title())
            .into(TransferHandlingState.RETURNED_FOR_CORRECTION.title())
            // The one form of the former models is for both, and asks for the higher head.
            .on(Ground.decision("approveTransferReturn", "approveTransferAnswer")
                    .formerly(TransferAct.REJECTION_APPROVED));

    public static final Act OBJECT = Act.named("OBJECT_TO_TRANSFER", "答复移送不属本局管辖")
            .under(Law.PROCEDURE.cite(14), Law.COMPLAINTS.cite(41))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_OBJECTION)
            .resting("移送函的文号", "理由")
            .from(TransferHandlingState.ACKNOWLEDGED.title())
            .into(TransferHandlingState.DECLINED.title())
            .on(Ground.decision("approveTransferAnswer").formerly(TransferAct.REJECTION_APPROVED));

    public static final Act DISPUTE = Act.named("DISPUTE_JURISDICTION", "对移送的案件提出管辖异议")
            .under(Law.PROCEDURE.cite(13), Law.PROCEDURE.cite(14))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_DISPUTE)
            .resting("移送函的文号", "理由")
            .from(TransferHandlingState.ACKNOWLEDGED.title())
            .into(TransferHandlingState.DISPUTED.title())
            .starting("移送案件的管辖协商")
            .on(Ground.decision("approveTransferAnswer").formerly(TransferAct.REJECTION_APPROVED));

    public static final Act AGREE = Act.named("AGREE_TO_TRANSFER", "协商后同意接收")
            .under(Law.PROCEDURE.cite(13))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_AGREED)
            .resting("移送函的文号", "协商情况")
            .from(TransferHandlingState.DISPUTED.title())
            .into(TransferHandlingState.AGREED.title())
            .on(Ground.rule(Law.PROCEDURE.cite(13) + "：双方协商解决；同意接收的回执须经移送局确认，不另行签发"));

    public static final Act CONFIRM = Act.named("CONFIRM_AGREEMENT", "告知管辖协商结果")
            .under(Law.PROCEDURE.cite(13))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_CONFIRMED)
            .resting("同意接收的回执的文号")
            .from(TransferState.DISPUTED.title())
            .into(TransferState.SIGNED.title())
            .stopping("移送案件的管辖协商")
            .on(Ground.covered(HAND_OVER, "案件按已批准的移送由对方办理"));

    public static final Act TAKE_BACK = Act.named("TAKE_BACK_TRANSFER", "撤回移送")
            .under(Law.PROCEDURE.cite(13))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_KEPT)
            .resting("移送函的文号", "协商情况")
            .from(TransferState.DISPUTED.title())
            .into(TransferState.ABANDONED.title())
            .stopping("移送案件的管辖协商")
            .on(Ground.decision("approveSettlement"));

    public static final Act ASK_FOR_DESIGNATION = Act.named("ASK_FOR_DESIGNATION", "报请指定管辖")
            .under(Law.PROCEDURE.cite(13), Law.PROCEDURE.cite(14))
            .to(Addressee.SUPERIOR, TransferLetter.DESIGNATION_REQUEST)
            .touching(ActObject.SHOP)
            .resting("移送函的文号", "主要事实", "本局的意见和协商情况", "对方的意见")
            .from(TransferState.DISPUTED.title())
            .into(TransferState.REPORTED.title())
            .starting("移送案件的指定管辖")
            .stopping("移送案件的管辖协商")
            .on(Ground.decision("approveSettlement"));

    public static final Act TELL_OF_REQUEST = Act.named("TELL_OF_DESIGNATION_REQUEST", "告知已报请指定管辖")
            .under(Law.PROCEDURE.cite(13))
            .to(Addressee.BUREAU, TransferLetter.DESIGNATION_SOUGHT)
            .resting("移送函的文号", "共同的上一级", "本局的意见和协商情况")
            .from(TransferState.DISPUTED.title())
            .on(Ground.covered(ASK_FOR_DESIGNATION, "只告知已经批准的报请"));

    public static final Act DESIGNATE = Act.named("DESIGNATE_JURISDICTION", "指定管辖")
            .under(Law.PROCEDURE.cite(13), Law.PROCEDURE.cite(16))
            .to(Addressee.BUREAU, TransferLetter.DESIGNATION)
            .resting("报请指定管辖函的文号", "被指定的局（争议双方之一）", "理由")
            .from(DisputeState.DESIGNATION_PENDING_APPROVAL.title())
            .into(DisputeState.DESIGNATED.title())
            .stopping("移送案件的指定管辖")
            .on(Ground.decision("approveDesignation").formerly(TransferAct.DESIGNATION_APPROVED));

    public static final Act TELL_PROGRESS = Act.named("TELL_TRANSFER_PROGRESS", "反馈移送事项的办理情况")
            .under(Law.PROCEDURE.cite(14), Law.PROCEDURE.cite(15))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_FEEDBACK)
            .resting("移送函的文号", "办理进展及其日期")
            .from(TransferHandlingState.ACCEPTED.title(), TransferHandlingState.ASSIGNED.title())
            .starting(NEWS)
            .on(Ground.rule("协作约定：接收的局把已经作出的决定和办理进展告知移送局，不增加内容"));

    public static final Act CHASE = Act.named("CHASE_TRANSFER", "催办移送事项")
            .under(Law.PROCEDURE.cite(14), Law.PROCEDURE.cite(15))
            .to(Addressee.BUREAU, TransferLetter.TRANSFER_REMINDER)
            .resting("移送函的文号", "最近一次反馈的日期")
            .from(TransferState.ACCEPTED.title())
            .on(Ground.covered(HAND_OVER, "对已移送事项的催办，不增加内容"));

    /** A matter that goes to another bureau, whichever way: of one shop, approved by a head, with receipts to wait for. */
    private static Act sent(Act.Declaration matter) {
        return matter.touching(ActObject.SHOP)
                .from(TransferState.PENDING_APPROVAL.title())
                .into(TransferState.ISSUED.title())
                .starting(RECEIPTS)
                .on(Ground.decision("approveTransfer").formerly(TransferAct.TRANSFER_APPROVED));
    }

    @Bean
    static ActsOf actsOfTransfer() {
        return new ActsOf(
                "移送和指定管辖",
                HAND_OVER,
                HAND_DOWN,
                REPORT_UP,
                TAKE_OVER,
                ASK_FOR_MATERIAL,
                OBJECT,
                DISPUTE,
                AGREE,
                CONFIRM,
                TAKE_BACK,
                ASK_FOR_DESIGNATION,
                TELL_OF_REQUEST,
                DESIGNATE,
                TELL_PROGRESS,
                CHASE);
    }
}
