package org.redshield.bridge.measures;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Duties.Superior;
import org.springframework.stereotype.Component;

/** What is proposed in an order, and who has to approve it by the table of approvals. */
@Component
@RequiredArgsConstructor
class MeasureProposals {

    private final MeasureStore store;
    private final Duties duties;
    private final Organisations organisations;
    private final InstantSource time;

    /** @throws Refusal {@code measures.two-officers, -no-superior, -superior-not-connected, -no-rule, -field-missing …} */
    InvestigativeMeasure of(Order order) {
        MeasureKind kind =
                Measures.ENTRIES.oneOf(MeasureKind.values(), Order.given(order.facts(), MeasureFacts.KIND), "调查措施");
        String target = Measures.ENTRIES.text(Order.given(order.facts(), MeasureFacts.TARGET), "措施的对象", 2, 500);
        String reason = Measures.ENTRIES.reason(Order.given(order.facts(), MeasureFacts.REASON), "理由");
        List<String> officers =
                Arrays.asList(order.need(MeasureFacts.HANDLERS, "两名办案人员").split(","));
        if (officers.stream().distinct().count() < 2) {
            throw new Refusal("measures.two-officers");
        }
        List<String> hands = Stream.concat(Stream.of(order.by()), officers.stream())
                .distinct()
                .toList();
        Duties.Duty duty =
                duties.of(kind.name(), order.tenant()).orElseThrow(() -> new Refusal("measures.no-rule", kind.title()));
        boolean ownHead = duties.isAnybodyLeft(duty.approver(), order.tenant(), hands);
        boolean above = duty.superior() == Superior.ALWAYS || duty.superior() == Superior.IF_NOBODY_LEFT && !ownHead;
        return new InvestigativeMeasure(
                order.caseNo() + "-I" + (store.count(order.caseNo(), order.tenant()) + 1),
                order.caseNo(),
                order.tenant(),
                order.about(),
                kind,
                order.need(MeasureFacts.CAUSE, "案由"),
                Order.given(order.facts(), MeasureFacts.FILING_NO),
                target,
                reason,
                MeasureState.PROPOSED,
                hands,
                above ? Optional.of(superior(order.tenant())) : Optional.empty(),
                ownHead || !above,
                Optional.of(duty.citation()),
                Optional.of(duty.version()),
                order.by(),
                time.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The nearest 设区的市级以上 bureau above; of a district of a municipality that is the municipality's. */
    private String superior(String tenant) {
        Organisation at = organisations.get(tenant);
        while (at.parentCode().isPresent()) {
            at = organisations.get(at.parentCode().get());
            if (at.level() != Level.COUNTY) {
                if (!at.connected()) {
                    throw new Refusal("measures.superior-not-connected", at.name());
                }
                return at.code();
            }
        }
        throw new Refusal("measures.no-superior", at.name());
    }
}
