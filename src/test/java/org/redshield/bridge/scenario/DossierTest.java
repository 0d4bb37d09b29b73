package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The file of a case as one PDF, and the proof of service of its letters. */
class DossierTest extends PaperScenario {

    private static final String OFFICER = "officer310105";

    @Autowired
    private JdbcClient jdbc;

    @Test
    void allOfACaseStandsWhereItsIndexSays() throws Exception {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        adds(caseNo, "现场笔录.pdf", pdf("SCENE", 5));
        adds(caseNo, "加密.pdf", encrypted());
        adds(caseNo, "损坏.pdf", "%PDF-1.7 cut off".getBytes(StandardCharsets.UTF_8));
        adds(caseNo, "网页截图.png", picture());
        adds(caseNo, "聊天记录.txt", "你好".getBytes(StandardCharsets.UTF_8));
        int before = exports(caseNo);

        HttpResponse<byte[]> answer = get(OFFICER, "/api/cases/" + caseNo + "/dossier", "application/pdf");
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(exports(caseNo)).isEqualTo(before + 1);

        BoundFile bound = BoundFile.of(answer.body());
        String letter = letter(OFFICER, caseNo, "REQUEST").get("number").asText();
        assertThat(bound.contents("正卷"))
                .as("letter, proof, five files")
                .satisfiesExactly(
                        text -> assertThat(text).contains(letter, "网店由谁经营"),
                        text -> assertThat(text).contains("送达回证", "电子送达", "杭州市余杭区市场监督管理局"),
                        text -> assertThat(text).contains("SCENE 1", "SCENE 5"),
                        text -> assertThat(text).contains("加密.pdf", "文件已加密", "SHA-256"),
                        text -> assertThat(text).contains("损坏.pdf", "文件已损坏", "SHA-256"),
                        text -> assertThat(text).doesNotContain("SHA-256"),
                        text -> assertThat(text).contains("聊天记录.txt", "6 字节", "SHA-256"));
        assertThat(bound.contents("副卷"))
                .satisfiesExactly(text -> assertThat(text).contains("有关事项审批表", "同意协查"), text -> assertThat(text)
                        .contains("办理记录"));

        HttpResponse<byte[]> part = get(OFFICER, "/api/cases/" + caseNo + "/dossier?part=MAIN", "application/pdf");
        assertThat(String.join("", BoundFile.of(part.body()).pages()))
                .contains("正卷")
                .doesNotContain("副卷", "有关事项审批表");

        assertThat(get("officer330110", "/api/cases/" + caseNo + "/dossier", "application/pdf")
                        .statusCode())
                .as("the other bureau has a file of its own")
                .isEqualTo(200);
        for (String nobody : List.of("auditor", "officer330113")) {
            assertThat(get(nobody, "/api/cases/" + caseNo + "/dossier", "application/pdf")
                            .statusCode())
                    .as(nobody)
                    .isEqualTo(404);
        }
    }

    @Test
    void aProofSaysHowALetterWasServed() throws Exception {
        String caseNo = transferred(inXihu());
        String address = "/api/cases/" + caseNo + "/letters/"
                + letter(OFFICER, caseNo, "TRANSFER").get("id").asText() + "/service";
        assertThat(as(OFFICER).page(address).text()).contains("尚未登记寄送", "尚未登记送达");
        String signed = received(caseNo).toString();
        assertThat(as(OFFICER).page(address).text())
                .contains("送达回证", "纸质函件，邮政特快 1123456789012", signed, "收发室李某", "扫描件.txt", "SHA-256");
        List<String> pages =
                BoundFile.of(get(OFFICER, address + ".pdf", "*/*").body()).pages();
        assertThat(pages).hasSize(1);
        assertThat(pages.get(0)).contains("送达回证", "收发室李某");
        assertThat(as("officer330110").page(address).status()).isEqualTo(404);
    }

    private void adds(String caseNo, String name, byte[] bytes) {
        var answer = as(OFFICER).upload("/api/cases/" + caseNo + "/evidence", Map.of(), name, bytes);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private int exports(String caseNo) {
        return jdbc.sql("select count(*) from evidence_export where case_no = ?")
                .param(caseNo)
                .query(Integer.class)
                .single();
    }

    private HttpResponse<byte[]> get(String user, String path, String type) throws Exception {
        return BoundFile.get(address() + path, user, type);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), 0, Math.min(400, answer.body().length), StandardCharsets.UTF_8);
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static byte[] encrypted() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf("SECRET", 1))) {
            document.protect(new StandardProtectionPolicy("owner", "reader", new AccessPermission()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] pdf(String text, int pages) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int number = 1; number <= pages; number++) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                    content.newLineAtOffset(100, 500);
                    content.showText(text + " " + number);
                    content.endText();
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
