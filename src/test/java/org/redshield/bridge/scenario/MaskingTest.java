package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.verifier.Verify;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a platform said of persons, by every door, for everybody: one rule. */
class MaskingTest extends AssistanceScenario {

    private static final String WHY =
            "masked=false&purposeCode=VERIFY_FACTS&purpose=" + URLEncoder.encode("核对收货人是否真实", StandardCharsets.UTF_8);
    private static final String WITNESS = "13812345678";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Evidences evidences;

    @TempDir
    Path directory;

    private String caseNo;
    private Evidence table;
    private Evidence letter;
    private Evidence own;
    private String phone;
    private String name;
    private String words;

    /** Changning asked the platform itself, added a file, and a form of a modeler's asked for a witness's number. */
    private void answered() throws IOException {
        caseNo = approved(Requests.direct("TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        assertThat(request(caseNo)).isWaitingAt("decideOutcome");
        as("officer310105").upload("/api/cases/" + caseNo + "/evidence", Map.of("note", "现场"), "笔录.txt", "现场检查情况");
        jdbc.sql("""
                        insert into further_field
                            (submission, case_no, tenant, form, step, key, label, value, mask, entered_by, entered_at)
                        values (gen_random_uuid(), ?, '310105', 'legalReview', '法制审核', 'witnessPhone', '证人电话', ?,
                                'PHONE', 'reviewer310105', now())
                        """).params(caseNo, WITNESS).update();
        List<Evidence> all = evidences.ofCase(caseNo, CHANGNING);
        table = one(all, ".csv");
        letter = one(all, "reply-letter.txt");
        own = one(all, "笔录.txt");
        CSVRecord first = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new java.io.StringReader(original().replace("\uFEFF", "")))
                .iterator()
                .next();
        try (var in = evidences.open(letter.id())) {
            words = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        phone = first.get("receiver_mobile");
        name = first.get("receiver_name");
        assertThat(phone).hasSizeGreaterThan(8);
    }

    private static Evidence one(List<Evidence> all, String ending) {
        return all.stream()
                .filter(file -> file.name().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    private String original() throws IOException {
        try (var in = evidences.open(table.id())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A door by which the data could leave, as it is asked for with and without a purpose. */
    private Map<String, String> doors() {
        String rows = "/api/cases/" + caseNo + "/datasets/" + caseNo + "-R1-TRADE/rows";
        Map<String, String> doors = new LinkedHashMap<>();
        doors.put("file", "/api/evidence/" + table.id() + "/content");
        doors.put("file as a package", "/api/evidence/" + table.id() + "/package");
        doors.put("case as a package", "/api/cases/" + caseNo + "/evidence/package");
        doors.put("letter", "/api/evidence/" + letter.id() + "/content");
        doors.put("letter as a package", "/api/evidence/" + letter.id() + "/package");
        doors.put("rows", rows);
        doors.put("rows as a file", rows + ".csv");
        doors.put("sums", rows + "/summary");
        doors.put("rows of the case", "/api/cases/" + caseNo + "/records/TRADE");
        doors.put("rows of the case as a file", "/api/cases/" + caseNo + "/records/TRADE.csv");
        return doors;
    }

    /** Doors that know no purpose: what they show everybody sees. */
    private List<String> openDoors() {
        return List.of(
                "/api/cases/" + caseNo,
                "/api/cases?text=" + caseNo,
                "/api/cases?text=" + phone,
                "/api/evidence/" + table.id() + "/custody",
                "/engine-rest/history/variable-instance?maxResults=500",
                "/engine-rest/history/detail?maxResults=500",
                "/engine-rest/variable-instance?maxResults=500",
                "/engine-rest/task?maxResults=200",
                "/engine-rest/history/task?maxResults=200");
    }

    private record Got(int status, String code, String text) {}

    /** Text of everything that came, also of what lies in a ZIP. */
    private Got get(String user, String path) {
        byte[] body;
        int status;
        try {
            HttpResponse<byte[]> answer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(as(user).base() + path))
                            .header("Authorization", basic(user))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            body = answer.body();
            status = answer.statusCode();
            StringBuilder text = new StringBuilder(new String(body, StandardCharsets.UTF_8));
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            String code = status < 400 ? "" : text.toString().replaceAll("(?s).*\"code\":\"([^\"]+)\".*", "$1");
            return new Got(status, code, text.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
    }

    private boolean tells(Got got) {
        return got.text().contains(phone)
                || got.text().contains(WITNESS)
                || got.text().contains(words);
    }

    private static boolean isLetter(String door) {
        return door.equals("letter");
    }

    private void isMasked(SoftAssertions all, String user, String door, String path) {
        Got got = get(user, path);
        all.assertThat(got.status()).as(user + " " + door).isEqualTo(isLetter(door) ? 403 : 200);
        all.assertThat(tells(got)).as(user + " " + door).isFalse();
        if (isLetter(door)) {
            all.assertThat(got.code()).isEqualTo("casefile.file-withheld");
        }
    }

    private void refused(SoftAssertions all, String user, String door, String path, int status, String code) {
        Got got = get(user, path);
        all.assertThat(got.status()).as(user + " " + door + got.text()).isEqualTo(status);
        all.assertThat(got.code()).as(user + " " + door).isEqualTo(code);
        all.assertThat(tells(got)).as(user + " " + door).isFalse();
    }

    private List<String> unmasked() {
        return jdbc.sql("select what || ' ' || user_id || ' ' || purpose_code || ' ' || purpose from access_log"
                        + " where case_no = ? and what like '%UNMASKED' order by id")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    @Test
    void everybodyGetsAMaskedCopyAndAnOfficerOfTheCaseTheOriginalForAPurpose() throws IOException {
        answered();
        SoftAssertions all = new SoftAssertions();
        List<String> officers = List.of("officer310105", "officer2310105");
        List<String> others =
                List.of("unithead310105", "bureauhead310105", "chiefhead310105", "reviewer310105", "supervisor310105");

        doors().forEach((door, path) -> {
            officers.forEach(user -> isMasked(all, user, door, path));
            others.forEach(user -> {
                isMasked(all, user, door, path);
                refused(all, user, door, path + "?" + WHY, 403, "casefile.unmasked-not-allowed");
            });
            for (String user : List.of("auditor", "officer330110", "supervisor330110", "liaisontaobao", "modeler")) {
                for (String asked : List.of(path, path + "?" + WHY)) {
                    Got got = get(user, asked);
                    all.assertThat(got.status()).as(user + " " + asked).isIn(403, 404);
                    all.assertThat(tells(got)).as(user + " " + asked).isFalse();
                }
            }
            int unusable = door.contains("rows") || door.equals("sums") ? 400 : 422;
            refused(all, "officer310105", door, path + "?masked=false", unusable, "platform.records-purpose-invalid");
            String unlisted = "?masked=false&purposeCode=CURIOSITY&purpose=";
            refused(
                    all,
                    "officer310105",
                    door,
                    path + unlisted + URLEncoder.encode("核对收货人", StandardCharsets.UTF_8),
                    unusable,
                    "casefile.purpose-unlisted");
        });
        List<String> everybody = new ArrayList<>(officers);
        everybody.addAll(others);
        everybody.addAll(List.of("auditor", "officer330110", "liaisontaobao", "modeler", "operator"));
        for (String user : everybody) {
            for (String path : openDoors()) {
                all.assertThat(tells(get(user, path))).as(user + " " + path).isFalse();
            }
        }
        all.assertThat(unmasked()).isEmpty();

        officers.forEach(user -> doors().forEach((door, path) -> {
            int before = unmasked().size();
            Got got = get(user, path + "?" + WHY);
            all.assertThat(got.status()).as(user + " " + door + got.text()).isEqualTo(200);
            all.assertThat(door.equals("sums") || tells(got))
                    .as(user + " " + door)
                    .isTrue();
            all.assertThat(unmasked().stream().skip(before))
                    .as(user + " " + door)
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" " + user + " VERIFY_FACTS 核对收货人是否真实"));
        }));
        all.assertThat(get("officer310105", "/api/evidence/" + table.id() + "/content?" + WHY)
                        .text())
                .isEqualTo(original());
        all.assertThat(get("unithead310105", "/api/evidence/" + own.id() + "/content")
                        .text())
                .as("what the bureau found itself follows the case file")
                .isEqualTo("现场检查情况");

        close(caseNo);
        doors().forEach((door, path) -> everybody.stream().limit(7).forEach(user -> {
            isMasked(all, user, door, path);
            refused(all, user, door, path + "?" + WHY, 403, "casefile.unmasked-not-allowed");
        }));
        all.assertAll();
    }

    @Test
    void aMaskedCopySaysWhatItIsAndItsPackageHolds() throws IOException {
        answered();

        String copy = get("unithead310105", "/api/evidence/" + table.id() + "/content")
                .text();

        List<String> lines = copy.lines().toList();
        assertThat(lines.get(0)).contains("脱敏副本", "不是证据原件", table.name(), table.sha256());
        assertThat(lines).hasSize(original().lines().toList().size() + 1);
        assertThat(lines.get(1)).contains("tid").contains("receiver_mobile");
        assertThat(copy)
                .doesNotContain(phone)
                .doesNotContain("," + name + ",")
                .contains(phone.substring(0, 3) + "****");
        assertThat(jdbc.sql(
                                "select what from access_log where case_no = ? and user_id = 'unithead310105' and what like 'EVIDENCE%'")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .containsExactly("EVIDENCE_MASKED");

        String masked = verified("unithead310105", "");
        assertThat(masked)
                .startsWith("0 核验通过（脱敏的证据包）：1 份证据文件")
                .contains("另有 2 份文件的原件未随包提供，其中 1 份有脱敏副本")
                .contains("只有脱敏副本，原件 SHA-256 " + table.sha256())
                .contains("原件未随包提供，原件 SHA-256 " + letter.sha256());
        assertThat(verified("officer310105", "?" + WHY)).startsWith("0 核验通过：").doesNotContain("脱敏");
    }

    /** @return what the verifier says of the case's package, after its exit code */
    private String verified(String user, String query) throws IOException {
        Path file = Files.createTempFile(directory, "package", ".zip");
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(as(user).base() + doors().get("case as a package") + query))
                                    .header("Authorization", basic(user))
                                    .build(),
                            HttpResponse.BodyHandlers.ofFile(file));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        var log = as(user).get("/api/evidence/log").json();
        var said = new ByteArrayOutputStream();
        int code = Verify.run(
                new String[] {
                    file.toString(),
                    "--log-certificate",
                    log.get("certificate").asText(),
                    "--tsa-certificate",
                    log.get("timeStampCertificate").asText()
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));
        return code + " " + said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoBreaksOffIsOnRecordToo() throws IOException {
        answered();
        URI base = URI.create(as("officer310105").base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/evidence/" + table.id() + "/content?" + WHY
                                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + basic("officer310105") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        }
        assertThat(unmasked()).containsExactly("EVIDENCE_UNMASKED officer310105 VERIFY_FACTS 核对收货人是否真实");
        assertThat(jdbc.sql("select detail ->> 'purpose' from custody_event where evidence_id = ? and event = 'VIEWED'")
                        .param(table.id())
                        .query(String.class)
                        .list())
                .containsExactly("核对收货人是否真实");
    }
}
