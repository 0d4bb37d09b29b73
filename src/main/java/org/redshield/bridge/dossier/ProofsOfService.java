package org.redshield.bridge.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.letter.Carriage.Way;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Receipt;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.paper.api.ServedOnPaper;
import org.redshield.bridge.paper.api.ServedOnPaper.Served;
import org.springframework.stereotype.Component;

/**
 * 送达回证 of letters (范本 50), each as it was served and no more than is known of that: into the receiver's inbox in this very
 * installation, which both sides use (程序规定 art. 82, 83); by a platform's interface, which took it; or on paper as an officer registered
 * it, with the scan of the signed slip.
 */
@Component
@RequiredArgsConstructor
class ProofsOfService {

    private static final String UNKNOWN = "尚未登记";
    private static final String STORED = "电子送达：存入受送达人在本系统的收件箱，双方使用同一套系统，存入时受送达人即可查阅";
    private static final String TAKEN = "电子送达：由平台的接口接收，接口答复全部接收的时间为送达时间";

    private final ServedOnPaper onPaper;
    private final PersonNames people;
    private final Evidences evidences;

    /** @param tenant who looks at it: which persons acted is known of its own */
    FileSheet of(LetterView letter, String tenant) {
        FileSheet proof = FileSheet.of(FilePlace.LETTERS, "送达回证", letter.number(), letter.issuedAt())
                .line("送达文书名称、文号", letter.title() + "\n" + letter.number())
                .line("受送达人", letter.receiverName());
        return onPaper.of(letter.id(), tenant)
                .map(served -> paper(proof, letter, served))
                .orElseGet(() -> electronic(proof, letter).rows(receipts(letter)));
    }

    private FileSheet paper(FileSheet proof, LetterView letter, Served served) {
        return proof.line("送达时间", served.receivedOn().map(Object::toString).orElse(served.never() ? "没有送达" : "尚未登记送达"))
                .line("送达地点", letter.receiverName())
                .line(
                        "送达方式",
                        "纸质函件" + served.how().map(how -> "，" + how).orElse("")
                                + served.sentOn()
                                        .map(day -> "，" + day + " 寄出")
                                        .orElse(served.never() ? "，不再寄送" : "，尚未登记寄送"))
                .line("收件人", served.signedBy().orElse(UNKNOWN))
                .line(
                        "送达人",
                        letter.senderName()
                                + served.sentBy()
                                        .map(user -> "，" + people.of(user))
                                        .orElse(""))
                .line("备注", served.slip().flatMap(this::file).map(ProofsOfService::scan));
    }

    private Optional<Evidence> file(UUID id) {
        return evidences.find(id);
    }

    private static String scan(Evidence slip) {
        return "签收的回证以扫描件存卷，见证据材料：" + slip.name() + "\nSHA-256 " + slip.sha256();
    }

    private FileSheet electronic(FileSheet proof, LetterView letter) {
        Map<ReceiptStage, Receipt> receipts =
                letter.receipts().stream().collect(Collectors.toMap(Receipt::stage, Function.identity()));
        Optional<Receipt> delivered = Optional.ofNullable(receipts.get(ReceiptStage.DELIVERED));
        boolean taken = letter.kind().carriage().way() == Way.INTERFACE;
        return proof.line(
                        "送达时间",
                        delivered.map(receipt -> ChinaTime.moment(receipt.at())).orElse("尚未送达"))
                .line("送达地点", letter.receiverName() + (taken ? "的平台接口" : "在本系统的收件箱"))
                .line("送达方式", taken ? TAKEN : STORED)
                .line("收件人", taken ? takenBy(delivered) : signedBy(letter, receipts))
                .line("送达人", letter.senderName() + "，由系统送达");
    }

    private static String takenBy(Optional<Receipt> delivered) {
        return delivered.isPresent() ? "平台接口自动接收，没有人员签收" : "平台接口尚未接收";
    }

    private String signedBy(LetterView letter, Map<ReceiptStage, Receipt> receipts) {
        return Optional.ofNullable(receipts.get(ReceiptStage.ACKNOWLEDGED))
                .map(receipt -> receipt.by().map(people::of).orElse(letter.receiverName() + "经办人，姓名由受送达人留存"))
                .orElse("尚未签收");
    }

    private static List<List<String>> receipts(LetterView letter) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("环节", "时间"));
        letter.receipts()
                .forEach(receipt -> rows.add(List.of(receipt.stage().title(), ChinaTime.moment(receipt.at()))));
        return rows;
    }
}
