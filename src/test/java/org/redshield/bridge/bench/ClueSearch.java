package org.redshield.bridge.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How long a search takes among 1,000,000 clues of ten bureaus, of which one has four in ten; over HTTP, as one of its officers,
 * with isolation and masking. Clues and what is found of them are written by SQL, but for the newest, which the bridge tells. Not a test: run its main; the arguments are the number of clues and how often each question is asked (1,000,000 and 200
 * unless given), and where they are there already the address of their database.
 */
final class ClueSearch {

    private static final String BUREAU = "310105";
    private static final int WARM = 10;

    /** Told by the bridge itself, to see how quick that is; all else is written as it tells them. */
    private static final int TOLD = 20_000;

    /** Shops have names of rare characters; of the oldest clues alone some are about 口罩. One in 100,000 is about 缂丝披肩. */
    private static final List<String> ROWS = List.of(
            "alter table clue disable trigger searched_new",
            """
            create unlogged table bench_clue as
            select n, case when n %% 10 < 4 then '310105' else t.code end as tenant, gen_random_uuid() as report,
                   now() - (%1$d - n) * interval '20 seconds' as at, n %% 50000 as shop,
                   (hashint8(n * 7) & 1023) as a, (hashint8(n * 11) & 1023) as b, (hashint8(n * 13) & 1023) as c
              from generate_series(0, %1$d - 1) n
              join (select code, row_number() over (order by md5(code)) - 1 as i from organisation
                     where kind = 'BUREAU' and code <> '310105') t on t.i = n %% 9
            """,
            """
            insert into clue_report (id, tenant, source, channel, received_at, external_no, registered_by, registered_at)
            select report, tenant, 'REPORT', 'PLATFORM_12315', at, '1' || lpad(n::text, 18, '3'), 'officer' || tenant, at
              from bench_clue
            """,
            """
            insert into clue (id, tenant, case_no, report_id, state, platform, shop_id, shop_name, credit_code, subject_name, address,
                              cause, content, registered_by, registered_at, changed_at, due_at, compared_at)
            select tenant || '-2025-' || lpad(n::text, 6, '0') || '-C1', tenant, tenant || '-2025-' || lpad(n::text, 6, '0'), report,
                   case when n %% 5 = 0 then 'RECEIVED' else 'VERIFYING' end, 'taobao', 'S' || (2000000 + shop), name || '旗舰店',
                   '91310105MA' || lpad(shop::text, 8, '0'), '上海' || name || '贸易有限公司', '上海市长宁区' || name || '路' || shop %% 900 || '号',
                   (array['涉嫌虚假宣传','涉嫌销售不合格商品','涉嫌侵犯注册商标专用权','涉嫌价格欺诈'])[1 + a %% 4],
                   '消费者反映在' || (array['直播间','店铺首页','商品详情页','客服聊天中'])[1 + b %% 4] || '看到商家宣称'
                   || (array['野山参','儿童手表','羊绒围巾','减肥茶','祛斑霜','蓝牙耳机','不粘锅','有机大米'])[1 + c %% 8] || '“'
                   || (array['纯天然无添加','国家级认证','三天见效','全网最低价'])[1 + a %% 4] || '”，付款后收到的'
                   || case when n %% 100000 = 17 then '缂丝披肩' when n < %1$d / 20 then '口罩' else '货物' end
                   || (array['与描述严重不符','没有中文标签','经检测含有禁用成分','是假冒商品','已经过期'])[1 + b %% 5]
                   || '，要求退一赔三被拒绝，商家称“' || chr(19968 + (a * 17 + b) %% 6000) || chr(19968 + (b * 29 + c) %% 6000)
                   || chr(19968 + (c * 31 + a) %% 6000) || '不在保障范围”。订单编号' || 4000000000000 + n::bigint * 7919 || '，联系电话139'
                   || lpad((n %% 100000000)::text, 8, '0') || '，附付款截图、' || (array['录屏','聊天记录','检测报告'])[1 + c %% 3] || '。',
                   'officer' || tenant, at, at, now() + interval '30 days', at
              from (select *, chr(19968 + shop %% 4000) || chr(20968 + (shop * 7 + 13) %% 5000) as name from bench_clue) named
             order by n
            """,
            "drop table bench_clue",
            "drop index search_entry_pairs",
            """
            insert into search_entry (tenant, kind, id, case_no, at, plain)
            select c.tenant, 'CASE', c.case_no, c.case_no, c.registered_at,
                   search_plain(concat_ws(e'\\n', c.case_no, c.id, c.cause, c.content, c.shop_name, c.shop_id, c.subject_name, c.credit_code,
                                          c.address, r.external_no))
              from clue c join clue_report r on r.id = c.report_id
             order by c.registered_at
            """,
            """
            insert into search_entry (tenant, kind, id, case_no, at, plain)
            select tenant, 'SUBJECT', 'shop/taobao/' || shop_id, max(case_no), max(registered_at),
                   search_plain(concat_ws(e'\\n', min(shop_name), shop_id, min(subject_name)))
              from clue group by tenant, shop_id
            """,
            """
            insert into search_entry (tenant, kind, id, case_no, at, plain)
            select tenant, 'SUBJECT', 'company/' || credit_code, max(case_no), max(registered_at),
                   search_plain(concat_ws(e'\\n', min(subject_name), credit_code, min(address)))
              from clue group by tenant, credit_code
            """,
            "set maintenance_work_mem = '1GB'",
            """
            create index search_entry_pairs on search_entry using gin (search_pairs(tenant, kind, plain))
            """,
            "alter table clue enable trigger searched_new");

    private ClueSearch() {}

    public static void main(String[] args) throws Exception {
        int clues = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        Path evidence = Files.createTempDirectory("clue-search");
        String url = args.length > 2 ? args[2] : TestDatabase.emptyUrl();
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(url, "postgres", "postgres", true));
        try (ChildBridge bridge = new ChildBridge(
                Path.of("target", "bench", "clue-search.log"),
                List.of("-Xmx768m"),
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence)) {
            bridge.start();
            if (args.length <= 2) {
                fill(jdbc, clues);
            }
            load();
            Browser person = Browser.signedIn(bridge.address(), "officer" + BUREAU);
            questions(jdbc, clues).forEach((what, path) -> tell(what, person, path, times));
            load();
        } finally {
            FileSystemUtils.deleteRecursively(evidence);
        }
        System.exit(0);
    }

    private static void fill(JdbcClient jdbc, int clues) throws InterruptedException {
        long began = System.nanoTime();
        for (String statement : ROWS) {
            jdbc.sql(statement.formatted(clues)).update();
        }
        System.out.printf("%,d clues written in %d s%n", clues, (System.nanoTime() - began) / 1_000_000_000);
        jdbc.sql("vacuum analyze").update();
        jdbc.sql("""
                        with gone as (delete from search_entry where kind = 'CASE' and id in (
                                             select case_no from clue where tenant = ? order by registered_at desc limit ?)
                                      returning tenant, case_no)
                        insert into search_due (tenant, case_no) select tenant, case_no from gone
                        """).params(BUREAU, TOLD).update();
        began = System.nanoTime();
        while (waiting(jdbc)) {
            Thread.sleep(50);
        }
        System.out.printf("%,d told by the bridge in %.1f s%n", TOLD, (System.nanoTime() - began) / 1e9);
        System.out.println(jdbc.sql("""
                        select count(*) || ' entries, ' || pg_size_pretty(pg_table_size('search_entry')) || ' and indexes of '
                               || pg_size_pretty(pg_indexes_size('search_entry')) || ', pairs '
                               || pg_size_pretty(pg_relation_size('search_entry_pairs')) || '; clues '
                               || pg_size_pretty(pg_total_relation_size('clue'))
                          from search_entry
                        """).query(String.class).single());
    }

    private static boolean waiting(JdbcClient jdbc) {
        return jdbc.sql("select exists (select from search_due)")
                .query(Boolean.class)
                .single();
    }

    private static Map<String, String> questions(JdbcClient jdbc, int clues) {
        int mine = clues / 20 * 10 + 3;
        Map<String, String> all = new LinkedHashMap<>();
        all.put("hot word", q("虚假宣传"));
        all.put("two hot words", q("直播间 假冒商品"));
        all.put("hot word, last page", q("直播间") + "&kind=CASE&page=49");
        all.put("word of the oldest 50,000 alone", q("口罩"));
        all.put("rare word", q("缂丝披肩"));
        all.put("hot and rare word", q("虚假宣传 缂丝"));
        all.put("number of a case", q(BUREAU + "-2025-" + "%06d".formatted(mine)));
        all.put(
                "number at its source",
                q("1" + "3".repeat(18 - Integer.toString(mine).length()) + mine));
        all.put("order number", q(Long.toString(4000000000000L + mine * 7919L)));
        all.put("telephone", q("139" + "%08d".formatted(mine)));
        all.put(
                "name of a company",
                q(jdbc.sql("select subject_name from clue where tenant = ? limit 1")
                        .param(BUREAU)
                        .query(String.class)
                        .single()));
        all.put("nothing found", q("饕餮纹盏"));
        all.put("nothing found, a number", q("310105-2031-998877"));
        return all;
    }

    private static String q(String words) {
        return "/api/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static void load() throws Exception {
        System.out.println(
                "load average: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static void tell(String what, Browser person, String path, int times) {
        long[] took = new long[times];
        Http.Answer answer = null;
        for (int i = -WARM; i < times; i++) {
            long began = System.nanoTime();
            answer = person.get(path);
            if (i >= 0) {
                took[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(took);
        StringBuilder found = new StringBuilder();
        answer.json().path("groups").forEach(group -> found.append(' ')
                .append(group.get("total").asText())
                .append(group.get("beyond").asBoolean() ? "+" : ""));
        System.out.printf(
                "%-34s %d p50 %7.1f ms, p99 %7.1f ms, worst %7.1f ms; found%s%n",
                what,
                answer.status(),
                took[times / 2] / 1e6,
                took[(int) Math.ceil(times * 0.99) - 1] / 1e6,
                took[times - 1] / 1e6,
                found);
    }
}
