package org.redshield.bridge.platform.preservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.PreservationGateway;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.gateway.PreservationStatus;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.request.Tiers;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(PlatformFixture.class)
class PreservationsTest {

    /** A platform that keeps data, until it is told to fail. */
    private static final class Keeper implements PreservationGateway {
        final List<PreservationOrder> orders = new ArrayList<>();
        RuntimeException fault;

        @Override
        public PreservationStatus place(PreservationOrder order) {
            orders.add(order);
            return said(order.holdNo(), "HELD", order.until());
        }

        @Override
        public PreservationStatus extend(String holdNo, Instant until) {
            return said(holdNo, "HELD", until);
        }

        @Override
        public PreservationStatus release(String holdNo) {
            return said(holdNo, "RELEASED", null);
        }

        @Override
        public PreservationStatus status(String holdNo) {
            return said(holdNo, "HELD", null);
        }

        private PreservationStatus said(String holdNo, String status, Instant until) {
            if (fault != null) {
                throw fault;
            }
            return new PreservationStatus(
                    holdNo, status, Optional.ofNullable(until), Optional.empty(), Optional.empty());
        }
    }

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    PlatformFixture.Time time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    FakeGateway taobao;

    @Autowired
    DataRequests requests;

    @Autowired
    Submissions submissions;

    @Autowired
    Tiers tiers;

    @Autowired
    SentNumbers numbers;

    private final Keeper keeper = new Keeper();
    private Preservations preservations;
    private Gateways gateways;

    @BeforeEach
    void connect() {
        reset.run();
        jdbc.sql("truncate platform_preservation").update();
        jdbc.sql("""
                        insert into organisation (code, kind, name, letter_prefix, level, home_bureau_code, connected)
                        values ('100000', 'BUREAU', '总局', '总', 'NATION', null, true),
                               ('taobao', 'PLATFORM', '淘宝网', '淘宝', 'PLATFORM', '100000', true),
                               ('jingxuan', 'PLATFORM', '京选商城', '京选', 'PLATFORM', '100000', true)
                        on conflict do nothing
                        """).update();
        FakeGateway jingxuan = new FakeGateway() {
            @Override
            public Optional<PreservationGateway> preservations() {
                return Optional.of(keeper);
            }
        };
        gateways = new Gateways(Map.of("taobao", taobao, "jingxuan", jingxuan));
        preservations = new Preservations(jdbc, time, gateways, new Organisations(jdbc), tiers, numbers, transactions);
    }

    @Autowired
    Dialogues dialogues;

    private PreservationOrder order(Dataset dataset, Duration term) {
        return order(dataset, "网络交易监督管理办法第三十四条", term);
    }

    private PreservationOrder order(Dataset dataset, String basis, Duration term) {
        return new PreservationOrder(
                "",
                "310105-2026-000123",
                "310105",
                "上海市长宁区市场监督管理局",
                new DataRequestOrder.Officer("测试甲", "Z310105001", "12000000001"),
                dataset,
                TargetType.SHOP,
                "S1",
                Optional.empty(),
                Optional.empty(),
                List.of(basis),
                "防止交易记录灭失",
                time.instant().plus(term));
    }

    private Preservations.Preservation place(Duration term) {
        return preservations.place("jingxuan", order(Dataset.TRADE, term), "officer310105");
    }

    @Test
    void aPlatformThatCannotKeepDataIsNamedInChinese() {
        assertThatThrownBy(
                        () -> preservations.place("taobao", order(Dataset.TRADE, Duration.ofDays(30)), "officer310105"))
                .isInstanceOf(Refusal.class)
                .hasMessage("淘宝网的接口不支持证据保全。没有向平台发出保全请求；请立即以书面函件要求平台保存数据，或者直接提出正式的数据协查。");
        keeper.fault = new PlatformRefusal("not-implemented", "");
        assertThatThrownBy(() -> place(Duration.ofDays(30))).hasMessageStartingWith("京选商城的接口不支持证据保全。");
        assertThatThrownBy(() -> dialogues.say(submitted(), "310105", "请查 S1。"))
                .hasMessageStartingWith("淘宝网的接口不支持在线沟通。");
    }

    private String submitted() {
        String requestNo = transactions.execute(
                status -> requests.create(PlatformFixture.order("310105-2026-000123-R1", Dataset.ITEM)));
        transactions.executeWithoutResult(status -> submissions.submit(requestNo));
        return requestNo;
    }

    @Test
    void orderingTheSameAgainAfterAFaultIsOneOrder() {
        keeper.fault = new PlatformUnavailable("no answer");
        assertThatThrownBy(() -> place(Duration.ofDays(30))).hasMessageContaining("不能确定保全请求");
        keeper.fault = null;
        time.pass(Duration.ofMinutes(5));
        Preservations.Preservation hold = place(Duration.ofDays(30));

        assertThat(Json.texts(Json.write(hold)))
                .containsEntry("status", "HELD")
                .containsEntry("dataset", "TRADE")
                .containsEntry("reason", hold.kept().reason())
                .doesNotContainKeys("kept", "standing");
        assertThat(keeper.orders).hasSize(2);
        assertThat(keeper.orders.get(1)).isEqualTo(keeper.orders.get(0));
        assertThat(preservations.ofCase("310105-2026-000123", "310105")).hasSize(1);
    }

    @Test
    void aHoldIsExtendedAndReleasedByItsOwnBureauOnly() {
        Preservations.Preservation hold = place(Duration.ofDays(30));
        Instant later = time.instant().plus(Duration.ofDays(60));

        assertThat(preservations
                        .extend(hold.holdNo(), "310105", later)
                        .standing()
                        .until())
                .isEqualTo(later);
        assertThatThrownBy(() -> preservations.release(hold.holdNo(), "330110")).hasMessageContaining("本单位没有编号为");
        assertThat(preservations.release(hold.holdNo(), "310105").standing().status())
                .isEqualTo("RELEASED");
        Preservations.Preservation next = place(Duration.ofDays(30));
        assertThat(next.holdNo()).isNotEqualTo(hold.holdNo());
    }

    @Test
    void neitherForEverNorWhatNobodyMayAskFor() {
        assertThatThrownBy(() -> place(Duration.ofDays(91))).hasMessageContaining("每次不超过 90 天");
        assertThatThrownBy(() -> place(Duration.ZERO)).hasMessageContaining("必须晚于今天");
        for (Dataset dataset : List.of(Dataset.PAYMENT, Dataset.LOGIN, Dataset.CHAT)) {
            assertThatThrownBy(
                            () -> preservations.place("jingxuan", order(dataset, Duration.ofDays(30)), "officer310105"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("“" + dataset.title() + "”不能调取：");
        }
        assertThat(keeper.orders).isEmpty();
    }

    @Test
    void whatMayBeAskedForLaterMayBeHeldNow() {
        PreservationOrder chats = order(Dataset.CHAT, "《直播电商监督管理办法》第十六条", Duration.ofDays(30));

        assertThat(preservations
                        .place("jingxuan", chats, "officer310105")
                        .standing()
                        .status())
                .isEqualTo("HELD");
    }
}
