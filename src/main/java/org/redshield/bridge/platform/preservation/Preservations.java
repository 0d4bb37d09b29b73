package org.redshield.bridge.platform.preservation;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.PreservationGateway;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.gateway.PreservationStatus;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.guard.NumberTaken;
import org.redshield.bridge.platform.request.Tiers;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Data that platforms were asked to keep before a letter asks for it. An order is written down before the platform hears
 * of it, so that ordering the same again after a fault repeats it and never makes a second one.
 */
@Service
@RequiredArgsConstructor
public class Preservations {

    private static final Duration LONGEST = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Gateways gateways;
    private final Organisations organisations;
    private final Tiers tiers;
    private final SentNumbers numbers;
    private final TransactionTemplate transaction;

    /** A hold as the bureau's file shows it. */
    public record Preservation(
            String holdNo,
            String caseNo,
            String tenant,
            String platform,
            String platformName,
            @JsonUnwrapped Kept kept,
            @JsonUnwrapped Standing standing,
            Instant orderedAt) {}

    /** What is to be kept, and why. */
    public record Kept(
            Dataset dataset,
            String datasetTitle,
            TargetType targetType,
            String targetTitle,
            String targetId,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            String reason) {}

    /**
     * How it stands.
     *
     * @param status in the platform's words; {@code ORDERED} until it has answered
     * @param statusTitle as an officer reads it
     * @param open whether it can be extended and released
     * @param until when the platform may forget again
     */
    public record Standing(
            String status, String statusTitle, boolean open, Instant until, Optional<String> explanation) {}

    /** The states that platforms have agreed on, and ours before they have answered. */
    @RequiredArgsConstructor
    private enum Known {
        ORDERED("已登记，平台尚未确认"),
        HELD("保全中"),
        RELEASED("已解除"),
        EXPIRED("已到期"),
        REFUSED("平台未接受");

        private final String title;

        static Optional<Known> of(String status) {
            return Arrays.stream(values())
                    .filter(known -> known.name().equals(status))
                    .findFirst();
        }
    }

    /** Why data cannot be held at this platform, in Chinese; empty when it can. */
    public Optional<String> objection(String platform) {
        return gateways.find(platform).flatMap(PlatformGateway::preservations).isPresent()
                ? Optional.empty()
                : Optional.of(unsupported(platform).getMessage());
    }

    /** How long a hold may last at most before it is extended. */
    public int longestDays() {
        return (int) LONGEST.toDays();
    }

    /**
     * Asks the platform to keep data. It hands nothing over, so it needs no approval, but it holds nothing that this bureau
     * may not ask for later. The same data of the same target again repeats the order that is there, unless it has ended.
     *
     * @param draft its number does not matter: it gets one of ours
     * @throws Refusal platform.preservation-unsupported, platform.preservation-term, platform.tier-refused,
     *     platform.preservation-refused, platform.preservation-unanswered
     */
    public Preservation place(String platform, PreservationOrder draft, String user) {
        PreservationGateway gateway = gateway(platform);
        tiers.decide(draft.dataset(), draft.tenant(), draft.basis()).barred().ifPresent(reason -> {
            throw Tiers.refusal(draft.dataset(), reason);
        });
        requireTerm(draft.until());
        PreservationOrder order = transaction.execute(status -> ordered(platform, draft, user));
        return tell(order.holdNo(), platform, hold -> gateway.place(order));
    }

    /** @throws Refusal as {@link #place}, and platform.preservation-unknown */
    public Preservation extend(String holdNo, String tenant, Instant until) {
        Preservation hold = get(holdNo, tenant);
        requireTerm(until);
        Instant end = until.truncatedTo(ChronoUnit.SECONDS);
        return tell(holdNo, hold.platform(), no -> gateway(hold.platform()).extend(no, end));
    }

    /** @throws Refusal as {@link #extend} */
    public Preservation release(String holdNo, String tenant) {
        Preservation hold = get(holdNo, tenant);
        return tell(holdNo, hold.platform(), no -> gateway(hold.platform()).release(no));
    }

    public List<Preservation> ofCase(String caseNo, String tenant) {
        return jdbc.sql("select * from platform_preservation where case_no = ? and tenant = ? order by ordered_at")
                .params(caseNo, tenant)
                .query(this::preservation)
                .list();
    }

    private Preservation get(String holdNo, String tenant) {
        return jdbc.sql("select * from platform_preservation where hold_no = ? and tenant = ?")
                .params(holdNo, tenant)
                .query(this::preservation)
                .optional()
                .orElseThrow(() -> new Refusal("platform.preservation-unknown", holdNo));
    }

    private PreservationGateway gateway(String platform) {
        return gateways.find(platform).flatMap(PlatformGateway::preservations).orElseThrow(() -> unsupported(platform));
    }

    private Refusal unsupported(String platform) {
        return new Refusal(
                "platform.preservation-unsupported", organisations.get(platform).name());
    }

    private void requireTerm(Instant until) {
        Instant now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw new Refusal("platform.preservation-term", LONGEST.toDays());
        }
    }

    /** The order that is there for the same data, or a new one. */
    private PreservationOrder ordered(String platform, PreservationOrder draft, String user) {
        // One officer of a case after the other, so that two who press the button make one order.
        Rows.hold(jdbc, "preservation " + draft.caseNo());
        List<PreservationOrder> orders = jdbc.sql("""
                        select content from platform_preservation
                         where case_no = ? and tenant = ? and platform = ? and status in ('ORDERED', 'HELD')
                           and until_at > ?
                        """)
                .params(draft.caseNo(), draft.tenant(), platform, timestamp(clock.instant()))
                .query((row, number) -> Json.read(row.getString("content"), PreservationOrder.class))
                .list();
        return orders.stream()
                .filter(known -> known.dataset() == draft.dataset()
                        && known.targetType() == draft.targetType()
                        && known.targetId().equals(draft.targetId())
                        && known.from().equals(draft.from())
                        && known.to().equals(draft.to()))
                .findFirst()
                .orElseGet(() -> write(platform, draft, user));
    }

    private PreservationOrder write(String platform, PreservationOrder draft, String user) {
        int known = jdbc.sql("select count(*) from platform_preservation where case_no = ?")
                .param(draft.caseNo())
                .query(Integer.class)
                .single();
        String prefix = draft.caseNo() + "-" + draft.tenant() + "-H";
        int number = Math.max(known, numbers.beginningWith(prefix)) + 1;
        PreservationOrder order = new PreservationOrder(
                prefix + number,
                draft.caseNo(),
                draft.tenant(),
                draft.bureauName(),
                draft.officer(),
                draft.dataset(),
                draft.targetType(),
                draft.targetId(),
                draft.from(),
                draft.to(),
                draft.basis(),
                draft.reason(),
                draft.until().truncatedTo(ChronoUnit.SECONDS));
        jdbc.sql("""
                        insert into platform_preservation
                            (hold_no, case_no, tenant, platform, content, status, until_at, ordered_by, ordered_at)
                        values (:holdNo, :caseNo, :tenant, :platform, :content::jsonb, 'ORDERED', :untilAt, :orderedBy,
                                :orderedAt)
                        """)
                .param("holdNo", order.holdNo())
                .param("caseNo", order.caseNo())
                .param("tenant", order.tenant())
                .param("platform", platform)
                .param("content", Json.write(order))
                .param("untilAt", timestamp(order.until()))
                .param("orderedBy", user)
                .param("orderedAt", timestamp(clock.instant()))
                .update();
        return order;
    }

    /** Calls outside of any transaction, then writes down what the platform says. */
    private Preservation tell(String holdNo, String platform, Function<String, PreservationStatus> call) {
        PreservationStatus said;
        try {
            said = call.apply(holdNo);
        } catch (NumberTaken e) {
            throw new Refusal("platform.preservation-taken", holdNo);
        } catch (PlatformUnavailable e) {
            throw new Refusal("platform.preservation-unanswered", holdNo);
        } catch (PlatformRefusal e) {
            if (e.code().equals("not-implemented")) {
                said(new PreservationStatus(
                        holdNo,
                        "REFUSED",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(unsupported(platform).getMessage())));
                throw unsupported(platform);
            }
            throw new Refusal("platform.preservation-refused", e.text());
        }
        said(said);
        return jdbc.sql("select * from platform_preservation where hold_no = ?")
                .param(holdNo)
                .query(this::preservation)
                .single();
    }

    private void said(PreservationStatus said) {
        String reason = said.reason()
                .map(code -> RefusalReason.of(code).map(RefusalReason::title).orElse(code))
                .orElse(null);
        String explanation = reason == null
                ? said.text().orElse(null)
                : said.text().map(text -> reason + "：" + text).orElse(reason);
        jdbc.sql("""
                        update platform_preservation
                           set status = ?, until_at = coalesce(?, until_at), explanation = ?
                         where hold_no = ?
                        """)
                .params(said.status(), said.until().map(Rows::timestamp).orElse(null), explanation, said.holdNo())
                .update();
    }

    private Preservation preservation(ResultSet row, int number) throws SQLException {
        PreservationOrder order = Json.read(row.getString("content"), PreservationOrder.class);
        return new Preservation(
                row.getString("hold_no"),
                order.caseNo(),
                order.tenant(),
                row.getString("platform"),
                organisations.get(row.getString("platform")).name(),
                new Kept(
                        order.dataset(),
                        order.dataset().title(),
                        order.targetType(),
                        order.targetType().title(),
                        order.targetId(),
                        order.from(),
                        order.to(),
                        order.reason()),
                standing(row),
                instant(row, "ordered_at"));
    }

    private Standing standing(ResultSet row) throws SQLException {
        Instant until = instant(row, "until_at");
        String status = row.getString("status");
        // A platform is not asked again when a hold ends by itself.
        Optional<Known> known = Known.of(status)
                .map(said -> said == Known.HELD && !until.isAfter(clock.instant()) ? Known.EXPIRED : said);
        return new Standing(
                status,
                known.map(said -> said.title).orElse(status),
                known.filter(said -> said == Known.HELD || said == Known.ORDERED)
                        .isPresent(),
                until,
                textIfAny(row, "explanation"));
    }
}
