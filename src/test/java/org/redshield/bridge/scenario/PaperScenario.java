package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.support.Http;

/** Transfers to a bureau that is not on the system, and what people register of the letter's way. */
public abstract class PaperScenario extends TransferScenario {

    /** 杭州市西湖区, not on the system. */
    protected static final String XIHU = "330106";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** From the letter that nobody can carry to the wait for answers. */
    protected static final List<String> ON_PAPER =
            List.of("paperLetterArises", "openPaperLetter", "registerDispatch", "registerDelivery", "registerReply");

    protected static ProcessInstance paper(String caseNo) {
        return instance("paperCorrespondence", CHANGNING, caseNo);
    }

    /** A clue about a shop that trades from there. */
    protected static Map<String, Object> inXihu() {
        return clue(Map.of("actualPlace", XIHU));
    }

    /** A question to its bureau. */
    protected static Map<String, Object> toXihu() {
        Map<String, Object> fields = Requests.question();
        fields.remove("requestedBureauCode");
        fields.put("paperBureauCode", XIHU);
        return fields;
    }

    protected LocalDate today() {
        return ChinaTime.day(clock.instant());
    }

    /** The post takes its time. */
    protected void daysPass(int days) {
        clock.setTo(clock.instant().plus(Duration.ofDays(days)));
    }

    /** A file that an officer has added to the case. @return its id */
    protected String scan(String caseNo) {
        return scan(as("officer310105"), caseNo);
    }

    static String scan(Http officer, String caseNo) {
        Http.Answer answer =
                officer.upload("/api/cases/" + caseNo + "/evidence", Map.of("note", "扫描件"), "扫描件.txt", "回证与来函的扫描件");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("id").asText();
    }

    protected static Map<String, Object> dispatch(LocalDate on) {
        return Map.of(
                "decision", "dispatch",
                "way", "EXPRESS_MAIL",
                "trackingNo", "1123456789012",
                "dispatchedOn", on.toString());
    }

    protected static Map<String, Object> delivery(LocalDate on, String slip) {
        return Map.of("decision", "deliver", "receivedOn", on.toString(), "signedBy", "收发室李某", "scan", slip);
    }

    /** A letter from the bureau off the system, with what is read off it. */
    protected static Map<String, Object> reply(
            String kind, LocalDate written, LocalDate arrived, String scan, Map<String, Object> read) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "decision",
                "reply",
                "replyKind",
                kind,
                "replyNumber",
                "杭西市监函〔2026〕" + NUMBERS.incrementAndGet() + "号",
                "writtenOn",
                written.toString(),
                "arrivedOn",
                arrived.toString(),
                "scan",
                scan));
        fields.putAll(read);
        return fields;
    }

    /** Sent today, signed for after four days, which is registered on the sixth. @return the day on which it was signed for */
    protected LocalDate received(String caseNo) {
        LocalDate sent = today();
        does("officer310105", "registerDispatch", caseNo, dispatch(sent));
        daysPass(6);
        does("officer310105", "registerDelivery", caseNo, delivery(sent.plusDays(4), scan(caseNo)));
        stands("officer310105", caseNo, "SIGNED");
        return sent.plusDays(4);
    }
}
