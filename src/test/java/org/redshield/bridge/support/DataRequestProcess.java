package org.redshield.bridge.support;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequests;

/** Starts {@code platformDataRequest} as a co-investigation would: as the bureau. */
public final class DataRequestProcess {

    public static final String KEY = "platformDataRequest";

    private final DataRequests requests;
    private final RuntimeService runtime;
    private final IdentityService identity;

    public DataRequestProcess(DataRequests requests, RuntimeService runtime, IdentityService identity) {
        this.requests = requests;
        this.runtime = runtime;
        this.identity = identity;
    }

    /** @return the number of the request, whose case is {@code caseNo} of 310105 */
    public String start(String caseNo, Dataset dataset, String shop, Instant now) {
        return start(KEY, order(caseNo, "taobao", dataset, shop, "网络交易监督管理办法第三十四条", now));
    }

    /** An order of the Changning bureau for a year's data. */
    public static DataRequestOrder order(
            String caseNo, String platform, Dataset dataset, String shop, String basis, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ChinaTime.ZONE);
        return new DataRequestOrder(
                caseNo + "-R1",
                caseNo,
                "310105",
                platform,
                dataset,
                TargetType.SHOP,
                shop,
                Optional.of(today.minusMonths(12)),
                Optional.of(today),
                "沪长市监协查〔2026〕12号",
                "上海市长宁区市场监督管理局",
                List.of(new DataRequestOrder.Officer("测试甲", "Z310105001", "12000000001")),
                Optional.empty(),
                List.of(basis),
                "核查涉嫌销售侵权商品",
                Optional.of(now.plus(30, ChronoUnit.DAYS)),
                List.of("officer310105"),
                Optional.empty());
    }

    /**
     * @param process key of a model
     * @return the number of the request
     */
    public String start(String process, DataRequestOrder order) {
        String requestNo = requests.create(order);
        identity.setAuthentication(null, List.of(), List.of(order.tenant()));
        try {
            runtime.createProcessInstanceByKey(process)
                    .businessKey(order.caseNo())
                    .setVariable("dataRequestId", requestNo)
                    .execute();
        } finally {
            identity.clearAuthentication();
        }
        return requestNo;
    }
}
