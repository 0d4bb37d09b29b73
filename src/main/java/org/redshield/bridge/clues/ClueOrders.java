package org.redshield.bridge.clues;

import static org.redshield.bridge.cases.order.Order.given;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;
import org.springframework.stereotype.Component;

/** Takes clues that another cooperation hands in, above all those that other bureaus sent. */
@Component
@RequiredArgsConstructor
class ClueOrders implements OrderTaker {

    private final Registration registration;

    @Override
    public OrderKind kind() {
        return OrderKind.CLUE_VERIFICATION;
    }

    @Override
    public String describe(Map<String, String> facts) {
        return "核查线索：" + facts.getOrDefault("cause", "未填写案由")
                + accused(facts).map(one -> "；" + one.inWords()).orElse("");
    }

    @Override
    public void check(Order order) {
        report(order);
        order.need("cause", "案由");
        order.need("content", "案源内容");
        day(order);
        accused(order);
    }

    @Override
    public String accept(Order order) {
        return registration
                .receive(
                        order.caseNo(),
                        order.tenant(),
                        order.by(),
                        order.about(),
                        report(order),
                        accused(order),
                        order.need("cause", "案由"),
                        order.need("content", "案源内容"),
                        day(order))
                .id();
    }

    private static Report report(Order order) {
        return new Report(
                Ids.next(),
                Clue.ENTRIES.oneOf(Report.Source.values(), given(order.facts(), "source"), "来源分类"),
                Clue.ENTRIES.oneOf(Report.Channel.values(), given(order.facts(), "channel"), "接收渠道"),
                parsed(order.need("receivedAt", "收到材料的时间"), Instant::parse, "收到材料的时间"),
                given(order.facts(), "externalNo"),
                given(order.facts(), "fromBureau"),
                given(order.facts(), "fromLetter"));
    }

    private Accused accused(Order order) {
        return registration.checked(accused(order.facts()).orElseThrow(() -> new Refusal("clues.nobody-named")));
    }

    private static Optional<Accused> accused(Map<String, String> facts) {
        Accused accused = new Accused(
                given(facts, "platform"),
                given(facts, "shopId"),
                given(facts, "shopName"),
                given(facts, "shopUrl"),
                given(facts, "creditCode"),
                given(facts, "subjectName"),
                given(facts, "address"));
        return Optional.of(accused).filter(Accused::isKnown);
    }

    private static Optional<LocalDate> day(Order order) {
        return given(order.facts(), "limitationDate").map(text -> parsed(text, LocalDate::parse, "追责时效届满日"));
    }

    private static <T> T parsed(String text, Function<String, T> as, String label) {
        try {
            return as.apply(text);
        } catch (DateTimeParseException e) {
            throw new Refusal("clues.option-unknown", label, text);
        }
    }
}
