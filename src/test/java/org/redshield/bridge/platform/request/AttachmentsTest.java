package org.redshield.bridge.platform.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.evidence.CustodyKind;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.OrderAttachment;
import org.redshield.bridge.platform.gateway.Submission;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(PlatformFixture.class)
class AttachmentsTest {

    private static final Pattern ADDRESS = Pattern.compile(
            "https://bridge\\.example/api/attachments/([0-9a-f-]{36})\\?expires=(\\d+)&signature=([0-9a-f]{64})");

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    PlatformFixture.Time time;

    @Autowired
    FakeGateway platform;

    @Autowired
    Attachments attachments;

    @Autowired
    DataRequests requests;

    @Autowired
    Submissions submissions;

    @Autowired
    Evidences evidences;

    @Autowired
    Letters letters;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private Evidence listed;
    private Evidence other;
    private UUID letter;

    @BeforeEach
    void write() {
        reset.run();
        listed = sealed("listed");
        other = sealed("not on the letter");
        letter = UUID.randomUUID();
        jdbc.sql("""
                        insert into organisation (code, kind, name, letter_prefix, level, parent_code, home_bureau_code, connected)
                        values ('100000', 'BUREAU', '总局', '总', 'NATION', null, null, true),
                               ('310105', 'BUREAU', '长宁局', '长', 'COUNTY', '100000', null, true),
                               ('taobao', 'PLATFORM', '淘宝网', '淘宝', 'PLATFORM', null, '100000', true)
                        on conflict do nothing
                        """).update();
        jdbc.sql("""
                        insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id,
                                            sender_name, receiver, receiver_name, subject, content, issued_by, issued_at)
                        values (?, ?, '310105', 'REQUEST', '协查', 2026, 12, '〔2026〕12号', '310105-2026-000123',
                                '310105-2026-000123-R1', '长宁局', 'taobao', '淘宝网', '函',
                                '{"paragraphs":[],"facts":{}}', 'officer310105', now())
                        """).params(letter, letter.toString()).update();
        jdbc.sql("insert into letter_evidence (letter_id, position, evidence_id) values (?, 0, ?)")
                .params(letter, listed.id())
                .update();
    }

    private Evidence sealed(String text) {
        return transactions.execute(status -> evidences.seal(
                new EvidenceDraft(
                        "310105-2026-000123",
                        "310105",
                        "310105-2026-000123-R1",
                        text + ".txt",
                        "text/plain",
                        "310105",
                        "人工添加",
                        "officer310105"),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private String submitted() {
        DataRequestOrder order = PlatformFixture.order("310105-2026-000123-R1", Dataset.ITEM, Optional.of(letter));
        String requestNo = transactions.execute(status -> requests.create(order));
        transactions.execute(status -> requests.create(order));
        transactions.executeWithoutResult(status -> submissions.submit(requestNo));
        return requestNo;
    }

    private record Address(UUID id, long expires, String signature) {}

    private Address told() {
        String url = platform.submissions.get(0).attachments().get(0).url().orElseThrow();
        Matcher parts = ADDRESS.matcher(url);
        assertThat(parts.matches()).as(url).isTrue();
        return new Address(UUID.fromString(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3));
    }

    private Evidence open(Address address) {
        return attachments.open(address.id(), address.expires(), address.signature(), "192.0.2.7");
    }

    private List<Boolean> tries() {
        return jdbc.sql("select granted from platform_attachment_access where remote_address = '192.0.2.7' order by id")
                .query(Boolean.class)
                .list();
    }

    @Test
    void thePlatformIsToldOfTheLettersFilesAndOfNoOthersAndAlwaysTheSame() {
        String requestNo = submitted();

        Submission first = platform.submissions.get(0);
        assertThat(first.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.name()).isEqualTo("listed.txt");
            assertThat(attachment.sha256()).isEqualTo(listed.sha256());
        });
        time.pass(Duration.ofDays(2));
        assertThat(attachments.of(requestNo)).isEqualTo(first.attachments());
        assertThat(open(told()).id()).isEqualTo(listed.id()).isNotEqualTo(other.id());
        assertThat(new Custody(jdbc, time).ofEvidence(listed.id())).last().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(CustodyKind.VIEWED);
            assertThat(event.person()).isEqualTo("taobao");
            assertThat(event.tenant()).isEqualTo("310105");
            assertThat(event.detail()).containsEntry("requestNo", requestNo);
        });
    }

    @Test
    void anAddressEndsWithItsTimeOrItsRequest() {
        int before = tries().size();
        submitted();
        time.pass(Duration.ofDays(89));
        open(told());
        time.pass(Duration.ofDays(1));
        assertThatThrownBy(() -> open(told())).hasMessageContaining("附件地址已经过期");
        time.pass(Duration.ofDays(-90));
        open(told());
        transactions.executeWithoutResult(status -> requests.withdrawAll("310105-2026-000123-R1", "310105", "并案"));
        assertThatThrownBy(() -> open(told())).hasMessageContaining("协查请求已经撤回");

        assertThat(tries().subList(before, tries().size())).containsExactly(true, false, true, false);
        assertThatThrownBy(
                        () -> jdbc.sql("delete from platform_attachment_access").update())
                .hasMessageContaining("append-only");
    }

    @Test
    void nothingOfAnAddressCanBeChanged() {
        submitted();
        Address told = told();

        List.of(
                        new Address(UUID.randomUUID(), told.expires(), told.signature()),
                        new Address(told.id(), told.expires() + 1, told.signature()),
                        new Address(told.id(), told.expires(), told.signature().replaceFirst("^.", "g")),
                        new Address(told.id(), told.expires(), ""))
                .forEach(forged -> assertThatThrownBy(() -> open(forged)).hasMessageContaining("没有这个附件"));
    }

    /** The addresses that platforms have already stay good. */
    @Test
    void theKeyOfAddressesLiesEncryptedWhereThatIsSet(@TempDir Path folder) {
        submitted();
        Address told = told();
        byte[] clear = key();
        Attachments encrypting = new Attachments(
                jdbc,
                letters,
                evidences,
                time,
                new AttachmentSettings(null, Duration.ofDays(90)),
                TestKeys.in(folder.resolve("keys"), Suite.CHINESE, true));
        try {
            for (int round = 0; round < 2; round++) {
                Evidence file = transactions.execute(
                        status -> encrypting.open(told.id(), told.expires(), told.signature(), "203.0.113.7"));
                assertThat(file.id()).isEqualTo(listed.id());
                assertThat(new String(key(), StandardCharsets.ISO_8859_1))
                        .startsWith("RBK")
                        .doesNotContain(new String(clear, StandardCharsets.ISO_8859_1));
            }
        } finally {
            jdbc.sql("update platform_attachment_key set key = ?").param(clear).update();
        }
    }

    private byte[] key() {
        return jdbc.sql("select key from platform_attachment_key")
                .query((row, number) -> row.getBytes("key"))
                .single();
    }

    @Test
    void withoutAPublicAddressFilesHaveAHashAndNoAddress() {
        Attachments hidden = new Attachments(
                jdbc, letters, evidences, time, new AttachmentSettings(null, Duration.ofDays(90)), TestKeys.plain());
        DataRequestOrder order = PlatformFixture.order("310105-2026-000123-R1", Dataset.ITEM, Optional.of(letter));
        jdbc.sql("""
                        insert into platform_request
                            (request_no, request_id, case_no, tenant, platform, dataset, content, status, created_at)
                        values (?, 'r', 'c', '310105', 'taobao', 'ITEM', '{}', 'DRAFT', now())
                        """).param(order.requestNo()).update();
        transactions.executeWithoutResult(status -> hidden.list(order));

        assertThat(hidden.of(order.requestNo()))
                .containsExactly(new OrderAttachment("listed.txt", Optional.empty(), listed.sha256()));
    }
}
