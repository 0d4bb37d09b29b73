package org.redshield.bridge.platform;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.audit.AuditTrail;
import org.redshield.bridge.cases.RelatedBy;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.State;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.platform.records.RecordTraces;
import org.redshield.bridge.platform.records.Records;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** How a platform stands in a case: with each letter to its liaison. */
@Configuration(proxyBeanMethods = false)
class PlatformInCases {

    /** Where a letter to a platform's liaison stands. */
    @RequiredArgsConstructor
    private enum LiaisonState {
        OPEN("待答复"),
        ANSWER("已答复"),
        PARTIAL("已答复部分数据"),
        NO_RECORD("已答复查无记录"),
        REFUSE("已答复不予提供"),
        WITHDRAWN("对方已撤回");

        private final String title;
    }

    @Bean
    Standing asLiaison() {
        return new Standing(
                "LIAISON",
                "数据协查",
                Weight.SINGLE,
                State.of(LiaisonState.values(), state -> state.title, state -> state == LiaisonState.OPEN),
                "platform_liaison_request",
                """
                select l.case_no, l.request_no as subject_id,
                       coalesce(l.decision, case when l.withdrawn_at is null then 'OPEN' else 'WITHDRAWN' end) as state,
                       l.tenant as platform, l.bureau as counterpart, l.shop_id, null as cause, null as source_no,
                       l.received_at as since, coalesce(l.answered_at, l.withdrawn_at, l.received_at) as changed_at,
                       true as listed
                  from platform_liaison_request l
                 where l.tenant = :tenant
                """);
    }

    /** As the platform answered. */
    @Bean
    ShopNames.KnownBy shopsOfAnswers() {
        return new ShopNames.KnownBy("""
                select r.case_no, s.sid as shop_id, s.title as shop_name, s.certification_name as company, s.licence_no as credit_code
                  from platform_request r
                  join answer_records a on a.request_no = r.request_no and a.archived_at is null
                  join record_shop_subject s on s.request_no = a.request_no and s.load_id = a.load_id
                 where r.tenant = :tenant and r.case_no in (:cases) and r.dataset = 'SHOP_SUBJECT'
                """);
    }

    @Bean
    RelatedBy companiesOfAnswers() {
        return new RelatedBy(RelatedBy.SAME_COMPANY, ofShopSubjects("licence_no"));
    }

    @Bean
    RelatedBy phonesOfAnswers() {
        return new RelatedBy("同一联系电话", ofShopSubjects("seller_tel"));
    }

    @Bean
    RelatedBy phonesOfReceivers() {
        return ofRecords(RecordTraces.Kind.PHONE);
    }

    @Bean
    RelatedBy parcels() {
        return ofRecords(RecordTraces.Kind.PARCEL);
    }

    /** Of a telephone: the answers that have it, and the files that they came from. */
    @Bean
    AuditTrail.Holders answersWithTelephone(@Lazy RecordTraces traces, @Lazy Records records) {
        return datum -> traces.answersWith(datum).stream()
                .flatMap(request -> Stream.concat(
                        Stream.of(request),
                        records.evidence(request, Optional.empty()).stream().map(UUID::toString)))
                .toList();
    }

    private static RelatedBy ofRecords(RecordTraces.Kind kind) {
        return new RelatedBy(kind.title(), """
                select r.case_no, m.mark as value, m.times
                  from platform_request r
                  join record_mark t on t.request_no = r.request_no
                 cross join lateral unnest(t.marks, t.times) m (mark, times)
                 where r.tenant = :tenant and t.kind = '%s'
                """.formatted(kind.name()), "t.marks && cast(:wanted as text[])");
    }

    /** What platforms answered about who is behind a shop. */
    private static String ofShopSubjects(String column) {
        return """
                select r.case_no, s.%s as value, 1 as times
                  from platform_request r
                  join answer_records a on a.request_no = r.request_no and a.archived_at is null
                  join record_shop_subject s on s.request_no = a.request_no and s.load_id = a.load_id
                 where r.tenant = :tenant and r.dataset = 'SHOP_SUBJECT'
                """.formatted(column);
    }
}
