package org.redshield.bridge.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Json;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders as a platform's answer leaves them in the tables: in each shop the same accounts order once in a month, between many who order
 * nowhere else. In one or two shops nobody is a ring, in three they are.
 */
public final class JoinedRecords {

    public static final int BUYERS = 12;
    /** How the numbers of the accounts of a ring, and of their receivers' telephones, begin. */
    public static final String BUYER = "ringsjoined";

    public static final String PHONE = "1660017";

    private final JdbcClient jdbc;

    public JoinedRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A shop in which the ring orders, with as many honest orders besides. */
    public void ofRing(String caseNo, String bureau, String shop) {
        ofShop(caseNo, bureau, shop, BUYERS, 2 * BUYERS);
    }

    /** A large shop in which it does not: without trade elsewhere three shops with the same buyers are no wonder. */
    public void honest(String caseNo, String bureau, String shop) {
        ofShop(caseNo, bureau, shop, 0, 400);
    }

    private void ofShop(String caseNo, String bureau, String shop, int ring, int orders) {
        String requestNo = caseNo + "-R1-TRADE";
        DataRequestOrder order = new DataRequestOrder(
                caseNo + "-R1",
                caseNo,
                bureau,
                "taobao",
                Dataset.TRADE,
                TargetType.SHOP,
                shop,
                Optional.empty(),
                Optional.empty(),
                "测试字〔2026〕1号",
                "测试局",
                List.of(new DataRequestOrder.Officer("经办", "31010501001", "021-00000000")),
                Optional.empty(),
                List.of("《中华人民共和国电子商务法》第二十五条"),
                "查明交易情况",
                Optional.empty(),
                List.of(),
                Optional.empty());
        jdbc.sql("""
                        insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset, content, status, answered_at,
                               row_count, created_at)
                        values (:no, :request, :case, :tenant, 'taobao', 'TRADE', cast(:content as jsonb), 'ANSWERED', now(), :rows, now())
                        """)
                .params(Map.of(
                        "no", requestNo,
                        "request", caseNo + "-R1",
                        "case", caseNo,
                        "tenant", bureau,
                        "content", Json.write(order),
                        "rows", orders))
                .update();
        long load = jdbc.sql("select nextval(pg_get_serial_sequence('record_load', 'id'))")
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into record_trade (load_id, request_no, line_no, tid, oid, status, created, buyer_open_uid, receiver_mobile,
                               receiver_state, receiver_city, receiver_district, receiver_address)
                        select :load, :no, n, :tid || n, :tid || n, 'TRADE_FINISHED', timestamp '2026-10-01' + n * interval '1 hour',
                               case when n <= :buyers then :buyer || n else :tid || 'honest' || n end,
                               case when n <= :buyers then :phone || lpad(n::text, 4, '0') end, '江苏', '宿迁市', '宿城区',
                               :tid || '路' || n || '号'
                          from generate_series(1, :orders) n
                        """)
                .param("load", load)
                .param("no", requestNo)
                .param("tid", shop.replaceAll("\\D", "") + "0")
                .param("buyers", ring)
                .param("orders", orders)
                .param("buyer", BUYER)
                .param("phone", PHONE)
                .update();
        jdbc.sql("""
                        insert into answer_records (request_no, dataset, partition, load_id, row_count, loaded_at)
                        values (?, 'TRADE', record_leaf('record_trade', ?), ?, ?, now())
                        """).params(requestNo, requestNo, load, orders).update();
        jdbc.sql(
                        "insert into answer_file (request_no, position, name, sha256, charset, first_line, row_count) values (?, 1, ?, ?, 'UTF-8', 1, ?)")
                .params(requestNo, "订单.csv", Hashes.sha256(requestNo), orders)
                .update();
    }
}
