package org.redshield.bridge.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.order.Opinion;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.clues.api.FoundClues;
import org.redshield.bridge.clues.api.FoundClues.Found;
import org.redshield.bridge.clues.api.FoundClues.HandedIn;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.reconciliation.FindingStore.Counted;
import org.redshield.bridge.reconciliation.FindingStore.Finding;
import org.redshield.bridge.reconciliation.FindingStore.Where;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.match.Trade;
import org.redshield.bridge.reconciliation.table.AnswerAddresses;
import org.redshield.bridge.reconciliation.turnover.Turnovers;
import org.redshield.bridge.reconciliation.turnover.Turnovers.Sold;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What is wrong becomes clues, bureau by bureau (管辖研判): nothing is typed again, and each shop's discrepancy is a clue once. */
@Service
@RequiredArgsConstructor
class DiscrepancyClues {

    private static final int PORTION = 2_000;
    private static final int CREDIT_CODE = 18;
    private static final int DIGITS = 16;
    private static final int MOST_NAMED = 10;
    private static final DateTimeFormatter BEGUN = ChinaTime.like("yyyy-MM-dd HH:mm ");
    private static final Set<Discrepancy> BY_TURNOVER =
            EnumSet.of(Discrepancy.UNREGISTERED_OVER_THRESHOLD, Discrepancy.NO_LICENCE_REQUIRED_UNCLEAR);
    private static final Set<Discrepancy> TRADES = EnumSet.of(Discrepancy.NO_PERMIT, Discrepancy.SCOPE_EXCEEDED);

    private final FindingStore store;
    private final Turnovers turnovers;
    private final FoundClues clues;
    private final AnswerAddresses addresses;
    private final Orders orders;
    private final Organisations organisations;
    private final InstantSource time;
    private final TransactionTemplate transaction;

    /**
     * What one bureau is competent for.
     *
     * @param bureau code; empty while facts are missing
     * @param missing what has to be found out before it is known who is
     * @param discrepancies how many of each, by their titles
     * @param handedIn so many of {@code findings} are clues already
     */
    @Schema(name = "ReconciliationBureau")
    record OfBureau(
            String bureau,
            String name,
            List<String> articles,
            String reasoning,
            List<String> missing,
            Map<String, Long> discrepancies,
            long findings,
            long handedIn) {}

    /** @param refused shops of which nothing can be a clue, with the reason */
    @Schema(name = "ReconciliationClues")
    record Outcome(long handedIn, Map<String, Long> bureaus, List<Refused> refused) {}

    @Schema(name = "ReconciliationRefusedClue")
    record Refused(String shopId, String discrepancy, String reason) {}

    /** Those of known bureaus first, the most findings first. */
    List<OfBureau> byBureau(String tenant, UUID id) {
        List<Counted> counted = store.counted(tenant, id);
        Map<Where, Opinion> opinions = opinions(counted);
        Map<String, String> codes = organisations.bureausByName();
        Map<String, List<Counted>> groups = counted.stream()
                .collect(Collectors.groupingBy(
                        one -> bureau(opinions.get(one.where()), codes), LinkedHashMap::new, Collectors.toList()));
        List<OfBureau> all = new ArrayList<>();
        groups.forEach((bureau, some) -> all.add(ofBureau(bureau, some, opinions)));
        all.sort((one, other) -> one.bureau().isEmpty() != other.bureau().isEmpty()
                ? Boolean.compare(one.bureau().isEmpty(), other.bureau().isEmpty())
                : Long.compare(other.findings(), one.findings()));
        return all;
    }

    private static OfBureau ofBureau(String bureau, List<Counted> some, Map<Where, Opinion> opinions) {
        Opinion first = opinions.get(some.get(0).where());
        Map<String, Long> discrepancies = new TreeMap<>();
        some.forEach(one -> discrepancies.merge(one.where().discrepancy().title(), one.count(), Long::sum));
        return new OfBureau(
                bureau,
                first.addressee().orElse("管辖待定"),
                some.stream()
                        .flatMap(one -> opinions.get(one.where()).articles().stream())
                        .distinct()
                        .toList(),
                first.reasoning(),
                some.stream()
                        .flatMap(one -> opinions.get(one.where()).missing().stream())
                        .distinct()
                        .toList(),
                discrepancies,
                some.stream().mapToLong(Counted::count).sum(),
                some.stream().mapToLong(Counted::handedIn).sum());
    }

    /** Asked once for all that are alike. */
    private Map<Where, Opinion> opinions(List<Counted> counted) {
        List<String> connected =
                organisations.platforms().stream().map(Organisation::code).toList();
        Map<Map<String, String>, Opinion> known = new HashMap<>();
        Map<Where, Opinion> opinions = new HashMap<>();
        for (Counted one : counted) {
            opinions.put(one.where(), known.computeIfAbsent(facts(one.where(), connected), facts -> orders.opinion(
                            OrderKind.CASE_TRANSFER, facts)
                    .orElseThrow()));
        }
        return opinions;
    }

    private static Map<String, String> facts(Where where, List<String> connected) {
        Map<String, String> facts = new HashMap<>();
        facts.put("subject", "IN_PLATFORM");
        facts.put("act", where.discrepancy().isUnlicensed() ? "UNLICENSED" : "OTHER");
        facts.put("registered", String.valueOf(where.registered()));
        facts.put("actualPlace", where.actual());
        facts.put("domicile", where.domicile());
        facts.put("platform", connected.contains(where.platform()) ? where.platform() : "");
        return facts;
    }

    private static String bureau(Opinion opinion, Map<String, String> codes) {
        return opinion.addressee().map(codes::get).orElse("");
    }

    /**
     * All findings of a bureau that are no clues yet become clues. Portions are transactions of their own; who is interrupted clicks
     * again, and what is there does not come twice.
     *
     * @param bureau as {@link OfBureau} has it
     */
    Outcome handIn(String tenant, String user, Reconciliation run, String bureau) {
        Map<Where, Opinion> opinions = opinions(store.counted(tenant, run.id()));
        Map<String, String> codes = organisations.bureausByName();
        opinions.values().removeIf(opinion -> !bureau(opinion, codes).equals(bureau));
        Map<String, Long> bureaus = new TreeMap<>();
        List<Refused> refused = new ArrayList<>();
        // By their places in the table: so each portion reads no more than its own shops.
        for (long from = 0; from < run.shops(); from += PORTION) {
            handIn(tenant, user, run, bureau, opinions, from, bureaus, refused);
        }
        Map<String, String> names = organisations.names(bureaus.keySet());
        Map<String, Long> named = new LinkedHashMap<>();
        bureaus.forEach((code, count) -> named.put(names.getOrDefault(code, code), count));
        return new Outcome(bureaus.values().stream().mapToLong(Long::longValue).sum(), named, refused);
    }

    private void handIn(
            String tenant,
            String user,
            Reconciliation run,
            String bureau,
            Map<Where, Opinion> opinions,
            long from,
            Map<String, Long> bureaus,
            List<Refused> refused) {
        UUID id = run.id();
        transaction.executeWithoutResult(status -> {
            store.lock(id);
            List<Finding> some = store.open(tenant, id, opinions.keySet(), from, from + PORTION - 1);
            if (some.isEmpty()) {
                return;
            }
            Map<Long, List<Sold>> sold = turnovers.of(
                    id,
                    some.stream()
                            .filter(one -> BY_TURNOVER.contains(one.discrepancy()))
                            .map(Finding::position)
                            .toList());
            List<HandedIn> told = clues.handIn(
                    tenant,
                    user,
                    some.stream()
                            .map(one -> found(
                                    one,
                                    run.shopsCase(),
                                    opinions.get(one.where()),
                                    bureau,
                                    sold.getOrDefault(one.position(), List.of())))
                            .toList());
            List<Finding> done = new ArrayList<>();
            List<HandedIn> cases = new ArrayList<>();
            for (int at = 0; at < some.size(); at++) {
                Finding one = some.get(at);
                HandedIn clue = told.get(at);
                if (clue.caseNo().isPresent()) {
                    done.add(one);
                    cases.add(clue);
                    bureaus.merge(clue.bureau().orElseThrow(), 1L, Long::sum);
                } else {
                    refused.add(new Refused(
                            one.shopId(),
                            one.discrepancy().title(),
                            clue.problem().orElse("")));
                }
            }
            store.handedIn(tenant, id, done, cases, user, time.instant());
        });
    }

    private Found found(Finding one, Optional<String> ofCase, Opinion opinion, String bureau, List<Sold> sold) {
        String address = addresses.shown(ofCase, one.address());
        return new Found(
                key(one.where().platform(), one.shopId(), one.discrepancy().name()),
                given(one.where().platform()),
                given(one.shopId()),
                Optional.empty(),
                given(one.uscc()).filter(code -> code.length() == CREDIT_CODE && Matcher.isValidCode(code)),
                given(one.subject()).or(() -> given(one.name())),
                Optional.of(address).filter(addresses::tells).or(() -> given(one.domicileAddress())),
                given(bureau),
                "涉嫌" + one.discrepancy().title(),
                content(one, address, ofCase, opinion, sold));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(some -> !some.isBlank());
    }

    /** A number for people, the same for ever. */
    private static String key(String platform, String shopId, String discrepancy) {
        String all = String.join("\n", platform, shopId, discrepancy);
        return "比对-" + Hashes.sha256(all).substring(0, DIGITS);
    }

    private static String rules(Finding one) {
        return Trade.of(one.category()).stream().map(Trade::rule).collect(Collectors.joining("；"));
    }

    private static String content(
            Finding one, String address, Optional<String> ofCase, Opinion opinion, List<Sold> sold) {
        StringBuilder text = new StringBuilder("涉网主体比对发现：" + one.discrepancy().title() + "。依据："
                + one.discrepancy().basis() + "。\n网店公示：名称" + shown(one.name()) + "，代码" + shown(one.code()) + "，地址"
                + shown(address)
                + ofCase.map(caseNo -> "（完整地址见案件" + caseNo + "中平台的答复）").orElse("") + "。\n");
        if (one.discrepancy() == Discrepancy.IDENTITY_MISUSE && !one.sameCode().isEmpty()) {
            text.append("网店").append(one.sameCode()).append("公示同一代码，两店的经营者和联系电话都不相同，也没有查到其他关联。\n");
        }
        if (BY_TURNOVER.contains(one.discrepancy())) {
            text.append("同一联系电话的网店年交易额：")
                    .append(sold.stream().map(DiscrepancyClues::sold).collect(Collectors.joining("；")))
                    .append("。\n");
        }
        if (BY_TURNOVER.contains(one.discrepancy()) && !Trade.of(one.category()).isEmpty()) {
            text.append("经营类目“")
                    .append(one.category())
                    .append("”：")
                    .append(rules(one))
                    .append("；需要取得许可的，不属于依法不需要登记的情形。\n");
        }
        if (TRADES.contains(one.discrepancy())) {
            text.append("经营类目“")
                    .append(one.category())
                    .append("”：")
                    .append(rules(one))
                    .append("。网店公示的许可")
                    .append(one.permit().isEmpty() ? "（未提供）" : shown(one.permit()))
                    .append("；登记信息中的经营范围、许可及其有效期见所用的登记信息表，请核实。\n");
        }
        if (one.uscc().isEmpty()) {
            text.append("登记信息：没有对应的登记主体").append(one.reviewed() ? "（人工认定）" : "").append("。\n");
        } else {
            text.append("登记信息：")
                    .append(one.subject())
                    .append("（")
                    .append(one.uscc())
                    .append("），状态")
                    .append(shown(one.status()))
                    .append("，住所")
                    .append(shown(one.domicileAddress()))
                    .append(one.reviewed() ? "；经人工认定为同一主体。\n" : "；比对结果确定。\n");
        }
        text.append("管辖研判：").append(opinion.reasoning());
        if (!opinion.missing().isEmpty()) {
            text.append("尚缺：").append(String.join("、", opinion.missing())).append("。");
        }
        return text.toString();
    }

    /** So that the sum can be made again from the tables that are named. */
    private static String sold(Sold told) {
        List<String> shops = told.shops();
        return BEGUN.format(told.startedAt()) + "发起的比对，平台"
                + (told.platformName().isEmpty() ? "不明" : told.platformName())
                + "，网店"
                + String.join("、", shops.subList(0, Math.min(MOST_NAMED, shops.size())))
                + (shops.size() > MOST_NAMED ? "等" : "") + "共" + shops.size() + "家，合计"
                + told.turnover().toPlainString() + "元"
                + (told.unknown() > 0 ? "，其中" + told.unknown() + "家的交易额不明或者可能属于已登记的经营者，没有计入" : "");
    }

    private static String shown(String text) {
        return text.isBlank() ? "（未公示）" : "“" + text + "”";
    }

    boolean isHandedIn(String tenant, Shop shop) {
        return !store.handedIn(tenant, shop).isEmpty();
    }

    /** In the caller's transaction. */
    void withdraw(String tenant, String user, Shop shop, String why) {
        List<String> keys = store.handedIn(tenant, shop).stream()
                .map(discrepancy -> key(shop.platform(), shop.id(), discrepancy))
                .toList();
        store.forget(tenant, shop);
        if (!keys.isEmpty()) {
            clues.withdraw(tenant, user, keys, "主体比对的认定已经撤回：" + why + "。");
        }
    }
}
