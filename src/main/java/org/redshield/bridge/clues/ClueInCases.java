package org.redshield.bridge.clues;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.RelatedBy;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.cases.search.Searchable;
import org.redshield.bridge.cases.search.Searchable.Kind;
import org.redshield.bridge.casework.WorkState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What clues say in every case. */
@Configuration(proxyBeanMethods = false)
class ClueInCases {

    @Bean
    Standing asVerifier() {
        return new Standing("VERIFIER", "核查与办案", Weight.MAIN, WorkState.standing(ClueState.values()), "clue", """
                select c.case_no, c.id as subject_id, c.state, c.platform, null as counterpart, c.shop_id, c.cause,
                       coalesce(c.filing_no, (select r.external_no from clue_report r where r.id = c.report_id)) as source_no,
                       c.registered_at as since, c.changed_at, true as listed
                  from clue c
                 where c.tenant = :tenant
                """)
                .idleIn(ClueState.RECEIVED);
    }

    @Bean
    RecordedActs clueActs() {
        return new RecordedActs(ClueAct.FEATURE, ClueAct.values());
    }

    @Bean
    ShopNames.KnownBy shopsOfClues() {
        return new ShopNames.KnownBy("""
                select case_no, shop_id, shop_name, subject_name as company, credit_code from clue
                 where tenant = :tenant and case_no in (:cases)
                """);
    }

    @Bean
    RelatedBy companiesOfClues() {
        return new RelatedBy(
                RelatedBy.SAME_COMPANY,
                "select case_no, credit_code as value, 1 as times from clue where tenant = :tenant");
    }

    /** Who reported it is not among this: that nobody finds by searching. */
    @Bean
    Searchable cluesByWords() {
        return searchable(Kind.CASE, "c.case_no", """
                ('内容', c.content), ('案由', c.cause), ('立案编号', c.filing_no), ('网店名称', c.shop_name), ('网店编号', c.shop_id),
                ('网店链接', c.shop_url), ('当事人', c.subject_name), ('统一社会信用代码', c.credit_code), ('住所', c.address),
                ('来源编号', (select r.external_no from clue_report r where r.id = c.report_id))
                """);
    }

    @Bean
    Searchable shopsByWords() {
        return searchable(
                Kind.SUBJECT,
                "'shop/' || c.platform || '/' || c.shop_id",
                "('名称', c.shop_name), ('网店编号', c.shop_id), ('经营者', c.subject_name)");
    }

    @Bean
    Searchable companiesByWords() {
        return searchable(
                Kind.SUBJECT,
                "'company/' || coalesce(c.credit_code, c.subject_name)",
                "('名称', c.subject_name), ('统一社会信用代码', c.credit_code), ('住所', c.address)");
    }

    private static Searchable searchable(Kind kind, String id, String data) {
        return new Searchable(kind, """
                select c.case_no, %s as id, c.registered_at as at, f.label, f.text
                  from clue c cross join lateral (values %s) f (label, text)
                 where c.tenant = :tenant and c.case_no = any(:cases)
                """.formatted(id, data));
    }
}
