package org.redshield.bridge.indicators;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.engine.model.NewestTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the bureau's decisions say of the thresholds: numbers of orders, none by its number and none of a person. */
@RestController
@RequestMapping("/api/indicators/calibration.csv")
class CalibrationController {

    private static final int MOST = 1_000;

    private final IndicatorStore store;
    private final NewestTable<Thresholds> newest;
    private final TransactionTemplate transaction;
    /** One at a time on each node: it reads a thousand reports. */
    private final ReentrantLock turn = new ReentrantLock();

    CalibrationController(IndicatorStore store, JdbcClient jdbc, TransactionTemplate transaction) {
        this.store = store;
        this.transaction = transaction;
        this.newest = new NewestTable<>(jdbc, Thresholds.KEY, Thresholds::read);
    }

    /** Of the newest decision in each case (CSV, UTF-8). A proposal: whoever releases the table of thresholds may follow it. */
    @OnRecord(AuditAct.INDICATOR_EXPORT)
    @GetMapping
    void calibration(HttpServletResponse response) throws IOException {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new Forbidden("indicators.case-work-only");
        }
        Thresholds now = newest.get().table();
        Calibration calibration = counted(caller.tenant());
        response.setContentType("text/csv; charset=UTF-8; header=present");
        Attachment.on(response, "刷单研判门槛校准.csv");
        CsvFile csv = new CsvFile(
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
        csv.row(List.of("门槛", "名称", "现行值", "试算值", "认定为虚构的订单", "未认定的订单", "准确率（%）", "召回率（%）", "建议", "未计入的报告（可疑订单没有列全）"));
        for (Calibration.Line line : calibration.lines(now)) {
            csv.row(List.of(
                    line.threshold(),
                    now.titles().get(line.threshold()),
                    now.values().get(line.threshold()),
                    text(line.value()),
                    line.invented(),
                    line.others(),
                    text(line.precision()),
                    text(line.recall()),
                    line.isProposed() ? "建议采用" : "",
                    calibration.leftOut()));
        }
        csv.complete();
    }

    private Calibration counted(String tenant) {
        if (!turn.tryLock()) {
            throw new Refusal("indicators.calibration-busy");
        }
        try {
            Calibration calibration = new Calibration();
            // In a transaction, without which the reports would come all at once.
            transaction.executeWithoutResult(status -> store.decided(tenant, MOST, calibration));
            return calibration;
        } finally {
            turn.unlock();
        }
    }

    private static String text(Optional<BigDecimal> value) {
        return value.map(BigDecimal::toPlainString).orElse("");
    }
}
