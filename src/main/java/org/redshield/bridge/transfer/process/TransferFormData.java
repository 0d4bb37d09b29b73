package org.redshield.bridge.transfer.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferWay;
import org.redshield.bridge.transfer.correspondence.What;
import org.redshield.bridge.transfer.dispute.Dispute;
import org.redshield.bridge.transfer.dispute.Disputes;
import org.redshield.bridge.transfer.handling.Handling;
import org.redshield.bridge.transfer.handling.TransferHandlings;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.redshield.bridge.transfer.sending.Settling;
import org.redshield.bridge.transfer.sending.Transfer;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.stereotype.Component;

/** The summary line, the options and the filled-in fields of the forms of a transfer. */
@Component
class TransferFormData extends FormData {

    private final Transfers transfers;
    private final TransferHandlings handlings;
    private final Disputes disputes;
    private final IncomingLetters incoming;
    private final Letters letters;
    private final Organisations organisations;

    TransferFormData(
            Transfers transfers,
            TransferHandlings handlings,
            Disputes disputes,
            IncomingLetters incoming,
            Letters letters,
            Organisations organisations,
            TransferIntake sending,
            NegotiationIntake negotiating,
            TransferHandlingIntake receiving,
            DisputeIntake deciding) {
        super(sending, negotiating, receiving, deciding);
        this.transfers = transfers;
        this.handlings = handlings;
        this.disputes = disputes;
        this.incoming = incoming;
        this.letters = letters;
        this.organisations = organisations;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        String tenant = asked.tenant();
        if (asked.isFor("raiseTransfer", "completeTransfer")) {
            options("platformOptions", organisations.platforms(), tenant, shown);
            options("receiverOptions", organisations.connectedBureaus(), tenant, shown);
        }
        asked.id(TransferVariables.TRANSFER_ID).ifPresent(id -> {
            transfers.find(id, tenant).ifPresent(transfer -> {
                shown.summary(summary(transfer));
                if (asked.isFor("completeTransfer")) {
                    filled(transfer, shown);
                } else if (asked.isFor("settleDispute")) {
                    shown.put("ownView", transfer.view());
                }
            });
            incoming.find(id, tenant).ifPresent(letter -> {
                Letter sent = letters.get(letter.letterId());
                shown.summary(summary(letter, sent));
                if (asked.isFor("reviewTransfer")) {
                    shown.options(
                            "answerOptions", answers(letter, sent).entrySet(), Map.Entry::getKey, Map.Entry::getValue);
                }
            });
            disputes.find(id, tenant).ifPresent(dispute -> {
                shown.summary(summary(dispute));
                options(
                        "sideOptions",
                        dispute.sides().stream().map(organisations::get).toList(),
                        tenant,
                        shown);
            });
        });
    }

    /** Only what the law allows of what came. */
    private static Map<String, String> answers(IncomingLetter letter, Letter sent) {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("accept", "接收，交办核查");
        if (letter.returns() == 0) {
            answers.put("return", "材料不全，退回补正");
        }
        TransferHandlings.objection(sent)
                .ifPresent(reason -> answers.put(TransferHandlingIntake.OBJECTIONS.get(reason), reason.title()));
        return answers;
    }

    private static void options(String field, List<Organisation> organisations, String tenant, Shown shown) {
        shown.options(
                field,
                organisations.stream().filter(one -> !one.code().equals(tenant)).toList(),
                Organisation::code,
                Organisation::name);
    }

    /** The draft comes filled in with what is known, and with the bureau that the other side named. */
    private static void filled(Transfer transfer, Shown shown) {
        transfer.draft().shown().forEach((fact, value) -> {
            String field = TransferIntake.FIELDS.getOrDefault(fact, fact);
            shown.put(field, TransferIntake.FLAGS.contains(fact) ? Boolean.valueOf(value) : value);
        });
        shown.put("receiverCode", transfer.named());
    }

    private Stream<String> summary(Transfer transfer) {
        List<String> parts = new ArrayList<>();
        parts.add("案件 " + transfer.caseNo());
        parts.add(transfer.draft().way().title()
                + transfer.draft().what().title()
                + transfer.draft()
                        .find(TransferFacts.CAUSE)
                        .map(cause -> "（" + cause + "）")
                        .orElse(""));
        transfer.receiver()
                .ifPresent(bureau -> parts.add("受移送单位 " + organisations.nameOf(bureau)
                        + (organisations.get(bureau).connected() ? "" : "（未接入本系统，以纸质函件移送）")));
        transfer.finding().map(JurisdictionFinding::reasoning).ifPresent(reasoning -> parts.add("管辖研判：" + reasoning));
        List<String> missing = Transfers.missing(transfer);
        if (!missing.isEmpty() && transfer.named().isEmpty()) {
            parts.add("尚须查明（至少一项）：" + String.join("、", missing));
        }
        transfer.answer().ifPresent(answer -> parts.add("对方答复：" + answer));
        transfer.settling()
                .ifPresent(how -> parts.add((how == Settling.KEEP ? "拟撤回移送" : "拟报请指定管辖") + "："
                        + transfer.view().orElseThrow()));
        transfer.named().ifPresent(bureau -> parts.add("对方认为有管辖权的是" + organisations.nameOf(bureau)));
        transfer.draft().find(TransferFacts.CHOICE_REASON).ifPresent(reason -> parts.add("选择其他局的理由：" + reason));
        transfer.draft().find(TransferFacts.LIMITATION_NOTE).ifPresent(note -> parts.add("时效已过仍需移送的理由：" + note));
        transfer.progress().ifPresent(progress -> parts.add("最新进展：" + progress));
        return parts.stream();
    }

    private Stream<String> summary(IncomingLetter letter, Letter sent) {
        List<String> parts = new ArrayList<>();
        parts.add("案件 " + letter.caseNo());
        parts.add(organisations.nameOf(letter.sender()) + sent.number()
                + TransferWay.of(sent.kind()).title()
                + What.valueOf(LetterFacts.need(sent, TransferFacts.WHAT)).title() + "（"
                + letter.about().cause() + "）");
        LetterFacts.find(sent, TransferFacts.MATERIALS)
                .ifPresent(list -> parts.add("材料清单：" + list.replaceAll("\\s*\\R\\s*", "、")));
        parts.add("电子证据 " + sent.evidence().size() + " 件");
        LetterFacts.find(sent, TransferFacts.ANSWER_BY).ifPresent(day -> parts.add("上级交办，要求于 " + day + " 前答复"));
        LetterFacts.find(sent, TransferFacts.LIMITATION_DATE).ifPresent(day -> parts.add("追责时效至 " + day));
        letter.rejection().ifPresent(rejection -> parts.add(letter.kind().summary(rejection)));
        handlings
                .find(letter.id(), letter.tenant())
                .flatMap(Handling::competent)
                .ifPresent(bureau -> parts.add("有管辖权的是" + organisations.nameOf(bureau)));
        return parts.stream();
    }

    /** What both sides hold. */
    private Stream<String> summary(Dispute dispute) {
        Letter request = letters.get(dispute.letterId());
        return Stream.of(
                "案件 " + dispute.caseNo() + "（" + LetterFacts.need(request, TransferFacts.CAUSE) + "）",
                organisations.nameOf(dispute.sender()) + "的意见：" + LetterFacts.need(request, TransferFacts.SENDER_VIEW),
                organisations.nameOf(dispute.receiver()) + "的意见："
                        + LetterFacts.need(request, TransferFacts.RECEIVER_VIEW),
                dispute.designated()
                        .map(bureau -> "拟指定" + organisations.nameOf(bureau) + "管辖："
                                + dispute.reason().orElse(""))
                        .orElse(""));
    }
}
