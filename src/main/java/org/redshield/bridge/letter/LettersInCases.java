package org.redshield.bridge.letter;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.cases.CaseEvents.RowsOfCase;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.FoundBy;
import org.redshield.bridge.cases.Milestone;
import org.redshield.bridge.cases.search.Searchable;
import org.redshield.bridge.evidence.EvidenceGrants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What letters say in every case: themselves, what the other side did with ours, and the evidence that came with them. */
@Configuration(proxyBeanMethods = false)
class LettersInCases {

    /** By a letter's number: a case by any that was exchanged in it, what is single by its own. */
    @Bean
    FoundBy foundByLetterNumber() {
        return new FoundBy("""
                exists (
                 select 1 from letter f
                  where f.number = :text
                    and case when w.single then f.subject_id = w.subject_id else f.case_no = w.case_no end
                    and (f.tenant = :tenant or f.receiver = :tenant and exists (
                          select 1 from receipt r where r.letter_id = f.id and r.stage = 'DELIVERED')))
                """);
    }

    /** Tables in a letter, which list records and evidence, are not looked through. */
    @Bean
    Searchable lettersByWords() {
        return new Searchable(Searchable.Kind.LETTER, """
                select l.case_no, l.id, l.issued_at as at, f.label, f.text
                  from letter l
                 cross join lateral (values
                       ('名称', l.subject), ('文号', l.number), ('发文单位', l.sender_name), ('收文单位', l.receiver_name),
                       ('正文', (select string_agg(p ->> 'text', e'\\n' order by n)
                                  from jsonb_array_elements(l.content -> 'paragraphs') with ordinality as each (p, n)
                                 where p -> 'rows' is null))) f (label, text)
                 where l.case_no = any(:cases)
                   and (l.tenant = :tenant or l.receiver = :tenant and exists (
                         select 1 from receipt r where r.letter_id = l.id and r.stage = 'DELIVERED'))
                """);
    }

    /** Which of its persons did something is the organisation's own affair. */
    @Bean
    RowsOfCase exportedLetters() {
        return new RowsOfCase("""
                select x.kind, x.key
                  from letter l
                  cross join lateral (
                       select 'LETTER' as kind, l.id::text as key
                       union all
                       select 'LETTER_OFFICE', l.id::text where l.tenant = :tenant
                       union all
                       select 'LETTER_EVIDENCE', e.letter_id || '/' || e.position from letter_evidence e
                        where e.letter_id = l.id
                       union all
                       select 'LETTER_DOCUMENT', d.letter_id::text from letter_document d where d.letter_id = l.id
                       union all
                       select 'LETTER_OFD', o.letter_id::text from letter_ofd o where o.letter_id = l.id
                       union all
                       select 'RECEIPT', r.letter_id || '/' || r.stage from receipt r where r.letter_id = l.id
                       union all
                       select 'RECEIPT_PERSON', r.letter_id || '/' || r.stage from receipt r
                        where r.letter_id = l.id and r.by_user is not null
                          and (l.receiver = :tenant) = (r.stage in ('DELIVERED', 'ACKNOWLEDGED', 'READ'))) x
                 where l.case_no = :caseNo
                   and (l.tenant = :tenant or l.receiver = :tenant and exists (
                         select 1 from receipt d where d.letter_id = l.id and d.stage = 'DELIVERED'))
                """);
    }

    @Bean
    EvidenceGrants evidenceWithLetters(Letters letters, JdbcClient jdbc) {
        return new EvidenceGrants() {
            @Override
            public boolean grants(UUID evidence, String tenant) {
                return letters.grantsEvidence(evidence, tenant);
            }

            @Override
            public List<UUID> ofCase(String caseNo, String tenant) {
                return jdbc.sql("""
                                select e.evidence_id from letter l join letter_evidence e on e.letter_id = l.id
                                 where l.case_no = ? and l.receiver = ? and exists (
                                       select 1 from receipt r where r.letter_id = l.id and r.stage = 'DELIVERED')
                                 order by l.issued_at, l.id, e.position
                                """).params(caseNo, tenant).query(UUID.class).list();
            }
        };
    }

    /**
     * A letter, as the case file shows it.
     *
     * @param ours whether the organisation issued it
     * @param ofd its second rendition, where its sender has that
     */
    record LetterItem(
            UUID id,
            String type,
            String title,
            String number,
            String subject,
            String sender,
            String senderName,
            String receiver,
            String receiverName,
            boolean ours,
            Instant issuedAt,
            List<ReceiptItem> receipts,
            List<ParagraphItem> paragraphs,
            List<UUID> evidence,
            Optional<OfdItem> ofd) {}

    /** @param why it is not there yet, when that was tried; for the sender only, whose affair that is */
    record OfdItem(boolean there, Optional<String> why) {}

    record ReceiptItem(String stage, String title, Instant at) {}

    /** @param rows of a table, the columns' titles first; else empty */
    record ParagraphItem(String heading, String text, List<List<String>> rows) {}

    @Bean
    CaseSection lettersOfCase(Letters letters, JdbcClient jdbc) {
        return new CaseSection() {
            @Override
            public Map<String, Class<?>> lists() {
                return Map.of("letters", LetterItem.class);
            }

            @Override
            public String version() {
                return """
                        select count(r.*)::text || '/' || count(distinct o.letter_id)
                          from letter l left join receipt r on r.letter_id = l.id left join letter_ofd o on o.letter_id = l.id
                         where l.case_no = :caseNo and :tenant in (l.tenant, l.receiver)
                        """;
            }

            @Override
            public void contribute(CaseFolder folder) {
                List<LetterView> exchanged = letters.open(folder.caseNo(), folder.viewer());
                Map<UUID, OfdItem> ofds = ofds(folder.caseNo(), jdbc);
                folder.list(
                        "letters",
                        exchanged.stream()
                                .map(letter -> item(letter, folder.tenant(), ofds))
                                .toList());
                exchanged.forEach(letter -> milestones(letter, folder));
            }
        };
    }

    /** Of the other side its letters, once delivered to us, and what it did with ours. */
    private static void milestones(LetterView letter, CaseFolder folder) {
        if (!letter.sender().equals(folder.tenant())) {
            folder.milestone(new Milestone(
                    "LETTER_" + letter.kind().name(),
                    letter.kind().title() + " " + letter.number(),
                    letter.issuedAt(),
                    true));
            return;
        }
        for (Receipt receipt : letter.receipts()) {
            String done =
                    switch (receipt.stage()) {
                        case DELIVERED -> "已送达对方";
                        case ACKNOWLEDGED -> "对方已签收";
                        case READ -> "对方已阅";
                        case SUBMITTED, RELAYED -> "";
                    };
            if (!done.isEmpty()) {
                folder.milestone(new Milestone(
                        "RECEIPT_" + receipt.stage().name(), letter.number() + "：" + done, receipt.at(), true));
            }
        }
    }

    private static Map<UUID, OfdItem> ofds(String caseNo, JdbcClient jdbc) {
        Map<UUID, OfdItem> ofds = new HashMap<>();
        jdbc.sql("""
                        select l.id, o.letter_id is not null as there, d.why
                          from letter l left join letter_ofd o on o.letter_id = l.id
                                        left join letter_ofd_due d on d.letter_id = l.id
                         where l.case_no = ? and (o.letter_id is not null or d.letter_id is not null)
                        """).param(caseNo).query(row -> {
            ofds.put(
                    row.getObject("id", UUID.class),
                    new OfdItem(row.getBoolean("there"), Optional.ofNullable(row.getString("why"))));
        });
        return ofds;
    }

    private static LetterItem item(LetterView letter, String tenant, Map<UUID, OfdItem> ofds) {
        return new LetterItem(
                letter.id(),
                letter.kind().name(),
                letter.title(),
                letter.number(),
                letter.subject(),
                letter.sender(),
                letter.senderName(),
                letter.receiver(),
                letter.receiverName(),
                letter.sender().equals(tenant),
                letter.issuedAt(),
                letter.receipts().stream()
                        .map(receipt -> new ReceiptItem(
                                receipt.stage().name(), receipt.stage().title(), receipt.at()))
                        .toList(),
                letter.paragraphs().stream()
                        .map(paragraph -> new ParagraphItem(paragraph.heading(), paragraph.text(), paragraph.rows()))
                        .toList(),
                letter.evidence(),
                Optional.ofNullable(ofds.get(letter.id()))
                        .map(ofd -> letter.sender().equals(tenant) ? ofd : new OfdItem(ofd.there(), Optional.empty())));
    }
}
