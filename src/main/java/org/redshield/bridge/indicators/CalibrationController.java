package org.redshield.bridge.indicators;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.engine.model.NewestTable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    CalibrationController(IndicatorStore store, JdbcClient jdbc) {
        this.store = store;
        this.newest = new NewestTable<>(jdbc, Thresholds.KEY, Thresholds::read);
    }

    /** Of the newest decision in each case (CSV, UTF-8). A proposal: whoever releases the table of thresholds may follow it. */
    @GetMapping
    void calibration(HttpServletResponse response) throws IOException {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new Forbidden("indicators.case-work-only");
        }
        Thresholds now = newest.get().table();
        List<Calibration.Line> lines = Calibration.of(store.decided(caller.tenant(), MOST), now);
        response.setContentType("text/csv; charset=UTF-8; header=present");
        Attachment.on(response, "刷单研判门槛校准.csv");
        CsvFile csv = new CsvFile(
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
        csv.row(List.of("门槛", "名称", "现行值", "试算值", "认定为虚构的订单", "未认定的订单", "准确率（%）", "召回率（%）", "建议"));
        for (Calibration.Line line : lines) {
            csv.row(List.of(
                    line.threshold(),
                    now.titles().get(line.threshold()),
                    now.values().get(line.threshold()),
                    text(line.value()),
                    line.invented(),
                    line.others(),
                    text(line.precision()),
                    text(line.recall()),
                    line.isProposed() ? "建议采用" : ""));
        }
        csv.complete();
    }

    private static String text(Optional<BigDecimal> value) {
        return value.map(BigDecimal::toPlainString).orElse("");
    }
}
