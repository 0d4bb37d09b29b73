package org.redshield.bridge.clues;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.cases.order.Opinion;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.Assignment;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.clues.Matter.Kind;
import org.springframework.stereotype.Component;

/** What a matter orders of other cooperations, as it stands in the order. */
@Component
@RequiredArgsConstructor
class MatterOrders {

    private final ClueStore store;
    private final Assignments assignments;
    private final Orders orders;
    private final OfficerDirectory officers;

    Assignment assigned(Clue clue) {
        return assignments
                .find(clue.tenant(), clue.id())
                .orElseThrow(() -> new IllegalStateException("Nobody is assigned to " + clue.id()));
    }

    void checkTransfer(Clue clue, Matter matter) {
        // What cannot be a place is said now, and not to whoever opens the file.
        orders.opinion(OrderKind.CASE_TRANSFER, handedOver(clue, Optional.of(matter)));
        orders.check(OrderKind.CASE_TRANSFER, transfer(clue, matter));
    }

    void placeTransfer(Clue clue, Matter matter) {
        orders.place(OrderKind.CASE_TRANSFER, transfer(clue, matter), ClueAct.CLUE_PASSED_ON);
    }

    void checkDisposition(Clue clue, Matter matter) {
        orders.check(OrderKind.MERCHANT_DISPOSITION, disposition(clue, matter));
    }

    /** To the bureau that is competent. */
    private Order transfer(Clue clue, Matter matter) {
        Map<String, String> facts = handedOver(clue, Optional.of(matter));
        matter.detail(Matter.RECEIVER).ifPresent(bureau -> facts.put("receiver", bureau));
        facts.put("reason", matter.reason());
        matter.detail(Matter.ARTICLES).ifPresent(articles -> facts.put("articles", articles));
        return order(clue, matter, facts);
    }

    /** 管辖研判, before anything is handed over: of the clue as it is known, with what was stated last of places. */
    Optional<Opinion> jurisdiction(Clue clue) {
        if (clue.state().over() || clue.state() == ClueState.DECIDED) {
            return Optional.empty();
        }
        Optional<Matter> stated = store.matters(clue.id()).stream()
                .filter(matter -> matter.kind() == Kind.TRANSFER)
                .reduce((earlier, later) -> later);
        return orders.opinion(OrderKind.CASE_TRANSFER, handedOver(clue, stated));
    }

    private static Map<String, String> handedOver(Clue clue, Optional<Matter> stated) {
        Map<String, String> facts = facts(clue);
        facts.put("what", clue.state().beforeFiling() ? "CLUE" : "CASE");
        facts.put("firstFoundAt", clue.report().receivedAt().toString());
        clue.filedAt().ifPresent(at -> facts.put("filedAt", at.toString()));
        clue.filingNo().ifPresent(no -> facts.put("filingNo", no));
        if (clue.accused().shopId().isPresent()) {
            facts.put("subject", "IN_PLATFORM");
        }
        if (clue.report().fromBureau().isEmpty()) {
            // Of what another bureau sent, that one may have been the first.
            facts.put(
                    clue.report().source() == Report.Source.REPORT ? "complaintFirstTo" : "foundFirstBy",
                    clue.tenant());
        }
        Matter.STATED.forEach(
                name -> stated.flatMap(matter -> matter.detail(name)).ifPresent(value -> facts.put(name, value)));
        return facts;
    }

    /** Against the shop, of the bureau at the platform's seat. */
    Order disposition(Clue clue, Matter matter) {
        Map<String, String> facts = facts(clue);
        Officer.Named lead = lead(clue, Naming.DISPOSITION_REQUEST);
        clue.accused().shopId().ifPresent(shop -> facts.put("targetId", shop));
        facts.put("measures", matter.detail(Matter.MEASURES).orElse(""));
        facts.put("legalHook", matter.detail(Matter.LEGAL_HOOK).orElse(""));
        facts.put("contactName", lead.name());
        facts.put("officerCertificateNo", lead.certificateNo());
        facts.put("contactPhone", lead.phone());
        facts.put("note", matter.reason());
        facts.put("awaitReport", "false");
        facts.put("proposedAt", matter.proposedAt().toString());
        return order(clue, matter, facts);
    }

    /** Who conducts it, as he stands in that. @throws org.redshield.bridge.bureau.PersonLacks */
    Officer.Named lead(Clue clue, Naming in) {
        return officers.byCertificate(assigned(clue).leadCertificate())
                .orElseThrow()
                .named(in);
    }

    /** The two officers, as the platform is told of them, the lead first. @throws org.redshield.bridge.bureau.PersonLacks */
    List<Officer.Named> named(Assignment assigned) {
        return assignments.officers(assigned).stream()
                .map(officer -> officer.named(Naming.DATA))
                .toList();
    }

    private static Map<String, String> facts(Clue clue) {
        Map<String, String> facts = new HashMap<>();
        facts.put("cause", clue.cause());
        facts.put("content", clue.content());
        clue.accused().platform().ifPresent(platform -> facts.put("platform", platform));
        clue.accused().shopId().ifPresent(shop -> facts.put("shopId", shop));
        clue.accused().shopName().ifPresent(name -> facts.put("shopName", name));
        clue.accused().creditCode().ifPresent(code -> facts.put("creditCode", code));
        clue.accused().subjectName().ifPresent(name -> facts.put("subjectName", name));
        clue.accused().address().ifPresent(address -> facts.put("address", address));
        clue.limitationUntil().ifPresent(day -> facts.put("limitationDate", day.toString()));
        return facts;
    }

    private static Order order(Clue clue, Matter matter, Map<String, String> facts) {
        return new Order(
                clue.caseNo(),
                clue.tenant(),
                matter.id(),
                matter.proposedBy(),
                matter.decidedBy(),
                Optional.empty(),
                facts);
    }
}
