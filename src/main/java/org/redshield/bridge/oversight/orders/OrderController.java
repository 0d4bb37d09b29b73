package org.redshield.bridge.oversight.orders;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.LegalBasis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/supervision/orders}: 提调 and 挂牌督办 by supervisors of superior bureaus. */
@RestController
@RequestMapping("/api/supervision/orders")
@RequiredArgsConstructor
class OrderController {

    private final CaseOrders orders;

    /**
     * What to order.
     *
     * @param kind CALL_UP or LISTING
     * @param bureau whose case it is; the one that gave it its number if left out
     * @param basis as {@code bases} of the list has them
     * @param dueOn of a LISTING, the day by which the case is to be done
     */
    record Order(String kind, String caseNo, String bureau, String reason, String basis, LocalDate dueOn) {}

    /** Why its answer is sent back. @param answerBy the day by which it is to be answered anew; the usual time if left out */
    record SendingBack(String note, LocalDate answerBy) {}

    /** Why it is ended. */
    record Ending(String note) {}

    /** A provision that can be cited. */
    record Basis(String value, String label) {}

    /**
     * @param total how many are open, also of those that are not among {@code orders}; {@code late} of these
     * @param bases what a new one can be founded on
     */
    record Open(List<CaseOrder> orders, long total, long late, List<Basis> bases) {}

    /** What is open, first what is due first, at most 200, and how many there are. @param under a bureau in sight; all that are if left out */
    @GetMapping
    Open open(@RequestParam(required = false) String under) {
        CaseOrders.Open open = orders.open(Caller.current(), given(under));
        return new Open(
                open.first(),
                open.count().total(),
                open.count().late(),
                LegalBasis.of(LegalBasis.Use.SUPERVISION).stream()
                        .map(one -> new Basis(one.name(), one.title()))
                        .toList());
    }

    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CaseOrder order(@RequestBody Order order) {
        return orders.order(
                Caller.current(),
                new CaseOrders.Order(
                        given(order.kind()),
                        given(order.caseNo()),
                        given(order.bureau()),
                        given(order.reason()),
                        given(order.basis()),
                        Optional.ofNullable(order.dueOn())));
    }

    /** 结束提调, 摘牌. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/end")
    CaseOrder end(@PathVariable String id, @RequestBody Ending ending) {
        return orders.end(Caller.current(), id, given(ending.note()));
    }

    /** 退回重报. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/return")
    CaseOrder sendBack(@PathVariable String id, @RequestBody SendingBack order) {
        return orders.sendBack(Caller.current(), id, given(order.note()), Optional.ofNullable(order.answerBy()));
    }

    private static Optional<String> given(String text) {
        return Stream.ofNullable(text)
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .findFirst();
    }

    /** In the file of the case, for the bureau that got them and for whoever looks from above. */
    @Configuration(proxyBeanMethods = false)
    static class InFile {

        @Bean
        CaseSection supervisionOrdersOfCase(CaseOrders orders) {
            return new CaseSection() {
                @Override
                public Map<String, Class<?>> lists() {
                    return Map.of("supervisionOrders", CaseOrder.class);
                }

                @Override
                public void contribute(CaseFolder folder) {
                    folder.list("supervisionOrders", orders.ofCase(folder.caseNo(), folder.tenant()));
                }
            };
        }
    }
}
