package org.redshield.bridge.transfer.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.order.Opinion;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.What;
import org.redshield.bridge.transfer.jurisdiction.Fact;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.redshield.bridge.transfer.jurisdiction.Jurisdictions;
import org.redshield.bridge.transfer.jurisdiction.StatedFacts;
import org.redshield.bridge.transfer.sending.Transfer;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.stereotype.Component;

/** Begins a transfer that another cooperation orders: at its draft, with what is known filled in. */
@Component
record TransferOrders(
        Transfers transfers,
        Jurisdictions jurisdictions,
        StatedFacts stated,
        Organisations organisations,
        ProcessMessages processes)
        implements OrderTaker {

    @Override
    public OrderKind kind() {
        return OrderKind.CASE_TRANSFER;
    }

    @Override
    public Map<String, List<Map<String, String>>> options() {
        return Map.of(
                "receiverOptions",
                organisations.connectedBureaus().stream()
                        .map(bureau -> Map.of("value", bureau.code(), "label", bureau.name()))
                        .toList());
    }

    /** 管辖研判, as far as the facts go. */
    @Override
    public Optional<Opinion> opinion(Map<String, String> facts) {
        JurisdictionFinding finding = jurisdictions.find(stated.read(TransferFacts.stated(facts)));
        return Optional.of(new Opinion(
                finding.bureau().map(this::name),
                finding.alsoCompetent().stream().map(this::name).toList(),
                finding.articles(),
                finding.reasoning(),
                finding.missing().stream().map(Fact::title).toList()));
    }

    private String name(String bureau) {
        return organisations.get(bureau).name();
    }

    @Override
    public String describe(Map<String, String> facts) {
        return "移送" + What.valueOf(facts.get(TransferFacts.WHAT)).title()
                + organisations
                        .find(facts.getOrDefault(TransferFacts.RECEIVER, ""))
                        .map(receiver -> "至" + receiver.name())
                        .orElse("")
                + "；案由：" + facts.get(TransferFacts.CAUSE);
    }

    @Override
    public void check(Order order) {
        order.need(TransferFacts.WHAT, "移送的是线索还是案件");
        order.need(TransferFacts.CAUSE, "案由");
        order.need(TransferFacts.CONTENT, "主要事实");
        order.need(TransferFacts.REASON, "移送理由");
        transfers.checkOrder(order);
    }

    @Override
    public String accept(Order order) {
        return transfers.begun(order).orElseGet(() -> begin(order)).id();
    }

    private Transfer begin(Order order) {
        Transfer transfer = transfers.begin(order);
        processes.begin(
                order.tenant(),
                "caseTransfer",
                order.caseNo(),
                Map.of(
                        TransferVariables.TRANSFER_ID.name(),
                        transfer.id(),
                        TransferVariables.DRAFTED_BY.name(),
                        order.by()));
        return transfer;
    }
}
