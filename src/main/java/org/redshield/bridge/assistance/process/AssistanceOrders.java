package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.PLATFORM;
import static org.redshield.bridge.assistance.process.AssistanceVariables.RAISED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUESTED_BUREAU;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.ROUTE;
import static org.redshield.bridge.cases.order.Order.given;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.request.ApprovedBefore;
import org.redshield.bridge.assistance.request.AssistanceRequest;
import org.redshield.bridge.assistance.request.AssistanceRequests;
import org.redshield.bridge.assistance.request.RequestDraft;
import org.redshield.bridge.assistance.request.Route;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;
import org.redshield.bridge.engine.ProcessMessages;
import org.springframework.stereotype.Component;

/** Raises a request that a case orders, as if an officer had filled in its start form. */
@Component
record AssistanceOrders(
        AssistanceRequests requests, ApprovedBefore approved, Organisations organisations, ProcessMessages processes)
        implements OrderTaker {

    private static final String PROCESS = "assistanceRequest";

    @Override
    public OrderKind kind() {
        return OrderKind.ASSISTANCE_REQUEST;
    }

    @Override
    public String describe(Map<String, String> facts) {
        String asked = datasets(facts).stream().map(RequestDraft::datasetTitle).collect(Collectors.joining("、"));
        return "协查请求" + (asked.isEmpty() ? "" : "：" + asked);
    }

    @Override
    public void check(Order order) {
        requests.check(order.tenant(), order.by(), draft(order));
    }

    /** One order, one request: it is placed in the transaction of the form on which it is wanted. */
    @Override
    public String accept(Order order) {
        RequestDraft draft = draft(order);
        AssistanceRequest request = requests.raise(order.caseNo(), order.tenant(), order.by(), draft);
        order.approvedBy().ifPresent(head -> approved.approve(request, head));
        Map<String, Object> variables = new HashMap<>(Map.of(
                REQUEST_ID.name(), request.requestId(),
                ROUTE.name(), draft.route().name(),
                PLATFORM.name(), draft.platform(),
                RAISED_BY.name(), order.by(),
                DISPATCHED.name(), false));
        draft.requestedBureau().ifPresent(bureau -> variables.put(REQUESTED_BUREAU.name(), bureau));
        processes.begin(order.tenant(), PROCESS, order.caseNo(), variables);
        return request.requestId();
    }

    private RequestDraft draft(Order order) {
        Map<String, String> facts = order.facts();
        String platform = order.need("platform", "平台");
        String home = organisations.homeBureauOf(platform).code();
        boolean own = home.equals(order.tenant());
        return new RequestDraft(
                order.need("cause", "案由"),
                given(facts, "sourceNo"),
                own ? Route.DIRECT : Route.HOME_BUREAU,
                platform,
                own ? Optional.empty() : Optional.of(home),
                order.need("targetId", "网店ID"),
                given(facts, "creditCode"),
                datasets(facts),
                DataPeriod.of(
                        given(facts, "periodFrom").map(LocalDate::parse),
                        given(facts, "periodTo").map(LocalDate::parse)),
                order.need("purpose", "调取目的"),
                LegalBasis.NET_TRADE_34.name(),
                given(facts, "questions"),
                order.need("contactPhone", "联系电话"));
    }

    private static Set<String> datasets(Map<String, String> facts) {
        return given(facts, "datasets").stream()
                .flatMap(codes -> Arrays.stream(codes.split(",")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
