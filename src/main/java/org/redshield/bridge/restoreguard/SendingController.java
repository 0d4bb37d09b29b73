package org.redshield.bridge.restoreguard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a restored database has lost, and the release of what is held because of it; for operators. */
@RestController
@RequiredArgsConstructor
class SendingController {

    private final PlatformSending sending;
    private final SentNumbers sent;

    /**
     * Whether sending to platforms is held.
     *
     * @param since absent when it is not
     * @param says for people
     * @param series in which numbers were lost
     * @param sent what platforms were sent and is lost here, after any restore so far
     */
    record State(
            boolean held,
            Optional<Instant> since,
            String says,
            List<PlatformSending.Lost> series,
            List<SentNumbers.Sent> sent) {}

    /** @param reason on record with who released it */
    record Release(Optional<String> reason) {}

    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping("/api/sending")
    State state() {
        requireOperator();
        Optional<PlatformSending.Hold> hold = sending.find();
        List<SentNumbers.Sent> lost = sent.lost();
        return new State(
                hold.isPresent(),
                hold.map(PlatformSending.Hold::since),
                hold.map(held -> held.because()
                                .map(why -> why + "。")
                                .orElse("数据库已恢复到较早的状态：共有 " + held.lost().size() + " 个编号序列、" + lost.size()
                                        + " 件已发往平台的事项在本系统中丢失。现在不向平台发送任何内容，已给出的编号不会再用；请核对后放行。"))
                        .orElse("正常发送。"),
                hold.map(PlatformSending.Hold::lost).orElse(List.of()),
                lost);
    }

    /** Sends again what waits, from now on. */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/api/sending/release")
    State release(@RequestBody Release release) {
        requireOperator();
        sending.release(Caller.current().userId(), release.reason());
        return state();
    }

    private static void requireOperator() {
        if (!Caller.current().hasRole("operator", "camunda-admin")) {
            throw new Forbidden("numbers.only-operators");
        }
    }
}
