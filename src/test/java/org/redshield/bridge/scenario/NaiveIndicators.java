package org.redshield.bridge.scenario;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the table of thresholds says of 刷单研判, written down once more, by another way than the bridge's: row by row and all with all.
 *
 * @param from the first day that was asked for
 */
public record NaiveIndicators(
        LocalDate from,
        List<Map<String, String>> trade,
        List<Map<String, String>> parcels,
        List<Map<String, String>> reviews,
        List<Map<String, String>> payments,
        List<Map<String, String>> refunds,
        List<Map<String, String>> promos) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final Set<String> UNPAID =
            Set.of("WAIT_BUYER_PAY", "TRADE_NO_CREATE_PAY", "PAY_PENDING", "TRADE_CLOSED_BY_TAOBAO");

    /** What nobody paid is no sale. */
    public NaiveIndicators {
        trade = trade.stream()
                .filter(order -> !UNPAID.contains(order.get("status")))
                .toList();
    }

    /** Which indicators an order shows. */
    public Set<String> shows(String tid) {
        Map<String, String> order = of(trade, tid).get(0);
        Set<String> shown = new TreeSet<>();
        for (Map<String, String> parcel : of(parcels, tid)) {
            String traces = parcel.get("trace_list");
            boolean light = Double.parseDouble(parcel.get("weight")) <= 0.1 && heaviest(order.get("num_iid")) >= 0.5;
            boolean early = traces.replaceAll("^.*?\"status_time\":\"([^\"]*)\".*$", "$1")
                            .compareTo(order.get("created"))
                    < 0;
            boolean elsewhere = !traces.substring(traces.lastIndexOf("【"))
                    .contains(order.get("receiver_city").replaceAll("市$", ""));
            boolean undelivered = !traces.contains("派送");
            if (early
                    || light
                    || (elsewhere || undelivered) && !order.get("end_time").isEmpty()) {
                shown.add("B1");
            }
            if (parcels.stream()
                            .filter(other -> other.get("out_sid").equals(parcel.get("out_sid")))
                            .count()
                    > 1) {
                shown.add("B2");
            }
        }
        if (often(order, "receiver_mobile", Duration.ofDays(7)) > 5
                || often(order, "receiver_address", Duration.ofDays(7)) > 5) {
            shown.add("B2");
        }
        if (moneyBack(order)) {
            shown.add("B3");
        }
        if (accounts(order) >= 3) {
            shown.add("B4");
        }
        for (Map<String, String> review : of(reviews, tid)) {
            if (!order.get("end_time").isEmpty()
                    && minutes(order.get("created"), order.get("end_time")) <= 720
                    && minutes(order.get("end_time"), review.get("created")) <= 60) {
                shown.add("B5");
            }
            if (review.get("content").length() >= 15
                    && reviews.stream()
                                    .filter(other -> alike(other.get("content"), review.get("content")))
                                    .count()
                            >= 3) {
                shown.add("B6");
            }
            if (of(parcels, tid).stream()
                    .anyMatch(parcel -> review.get("created")
                                            .compareTo(parcel.get("trace_list")
                                                    .replaceAll("^.*\"status_time\":\"([^\"]*)\".*$", "$1"))
                                    < 0
                            && parcel.get("trace_list").contains("SIGNED"))) {
                shown.add("B6");
            }
        }
        if (unusualDay(order)) {
            shown.add("B5");
        }
        for (String word : "V单 补单 刷单 空包 放单 返本金 已返 已结 佣金".split(" ")) {
            if (order.get("seller_memo").contains(word)
                    || order.get("seller_memo").equals("S")) {
                shown.add("B7");
            }
        }
        if (soldWithoutVisits(order)) {
            shown.add("B8");
        }
        if (refundsAround(order)) {
            shown.add("B9");
        }
        if (of(reviews, tid).stream().anyMatch(this::oneOfManyBad)) {
            shown.add("B10");
        }
        return shown;
    }

    private boolean moneyBack(Map<String, String> order) {
        double paid = amount(order.get("payment"));
        return of(payments, order.get("tid")).stream()
                .filter(one -> one.get("kind").equals("PAY"))
                .anyMatch(one -> payments.stream()
                        .filter(back -> !List.of("PAY", "REFUND").contains(back.get("kind")))
                        .filter(back -> back.get("payer_account").equals(one.get("payee_account")))
                        .filter(back -> back.get("payee_account").equals(one.get("payer_account")))
                        .filter(back -> back.get("tid").isEmpty()
                                ? !(back.get("payer_account") + back.get("payee_account")).contains("*")
                                : back.get("tid").equals(order.get("tid")))
                        .filter(back ->
                                amount(back.get("amount")) - paid >= 1 && amount(back.get("amount")) - paid <= 20)
                        .map(back -> Duration.between(time(one, "pay_time"), time(back, "pay_time")))
                        .anyMatch(after -> !after.isNegative() && after.compareTo(Duration.ofDays(7)) <= 0));
    }

    private boolean soldWithoutVisits(Map<String, String> order) {
        String day = day(order, "created");
        List<Integer> clicks = promos.stream()
                .filter(promo -> day(promo, "start_time").equals(day))
                .map(promo -> Integer.parseInt(promo.get("plan_name").replaceAll("^.*点击 ?(\\d+).*$", "$1")))
                .toList();
        long sold = trade.stream()
                .filter(other -> day(other, "created").equals(day))
                .count();
        return !clicks.isEmpty()
                && sold >= 5
                && sold > clicks.stream().mapToInt(Integer::intValue).sum();
    }

    private boolean refundsAround(Map<String, String> order) {
        List<Map<String, String>> near = trade.stream()
                .filter(other -> Duration.between(time(order, "created"), time(other, "created"))
                                .abs()
                                .compareTo(Duration.ofDays(28))
                        <= 0)
                .toList();
        long kept = near.stream().filter(this::keptAndRefunded).count();
        return keptAndRefunded(order) && kept >= 20 && kept * 10 >= near.size();
    }

    private boolean keptAndRefunded(Map<String, String> order) {
        List<Map<String, String>> own = of(refunds, order.get("tid")).stream()
                .filter(refund -> refund.get("status").equals("SUCCESS"))
                .toList();
        return !own.isEmpty()
                && own.stream()
                        .allMatch(refund -> !refund.get("has_good_return").equals("true")
                                && refund.get("sid").isEmpty());
    }

    private boolean oneOfManyBad(Map<String, String> review) {
        Map<String, Long> days = reviews.stream()
                .filter(other -> other.get("result").equals("bad"))
                .collect(Collectors.groupingBy(other -> day(other, "created"), Collectors.counting()));
        LocalDate own = time(review, "created").toLocalDate();
        return review.get("result").equals("bad") && days.get(own.toString()) >= 10 && unusual(days, own);
    }

    /** Beyond six times the root of the median of the 28 days before, all of which must have been asked for. */
    private boolean unusual(Map<String, Long> days, LocalDate own) {
        List<Long> before = new ArrayList<>();
        for (int back = 1; back <= 28; back++) {
            before.add(days.getOrDefault(own.minusDays(back).toString(), 0L));
        }
        before.sort(null);
        double median = (before.get(13) + before.get(14)) / 2.0;
        return !own.minusDays(28).isBefore(from)
                && days.get(own.toString()) - median > 6 * Math.sqrt(Math.max(1, median));
    }

    private static double amount(String text) {
        return Double.parseDouble(text);
    }

    private static LocalDateTime time(Map<String, String> record, String column) {
        return LocalDateTime.parse(record.get(column), TIME);
    }

    private static String day(Map<String, String> record, String column) {
        return record.get(column).substring(0, 10);
    }

    private static List<Map<String, String>> of(List<Map<String, String>> records, String tid) {
        return records.stream().filter(record -> record.get("tid").equals(tid)).toList();
    }

    /** What nine of ten parcels of these goods do not exceed. */
    private double heaviest(String item) {
        Set<String> orders = trade.stream()
                .filter(order -> order.get("num_iid").equals(item))
                .map(order -> order.get("tid"))
                .collect(Collectors.toSet());
        double[] weights = parcels.stream()
                .filter(parcel -> orders.contains(parcel.get("tid")))
                .mapToDouble(parcel -> Double.parseDouble(parcel.get("weight")))
                .sorted()
                .toArray();
        double place = 0.9 * (weights.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, weights.length - 1);
        return weights[below] + (place - below) * (weights[above] - weights[below]);
    }

    /** The most orders of that value in seven days of which this is one. */
    private long often(Map<String, String> order, String column, Duration within) {
        List<LocalDateTime> times = trade.stream()
                .filter(other -> other.get(column).equals(order.get(column)))
                .map(other -> LocalDateTime.parse(other.get("created"), TIME))
                .toList();
        LocalDateTime own = LocalDateTime.parse(order.get("created"), TIME);
        return times.stream()
                .filter(end -> !end.isBefore(own) && !end.isAfter(own.plus(within)))
                .mapToLong(end -> times.stream()
                        .filter(time -> !time.isAfter(end) && !time.isBefore(end.minus(within)))
                        .count())
                .max()
                .orElse(0);
    }

    private long accounts(Map<String, String> order) {
        return trade.stream()
                .filter(other -> other.get("receiver_mobile").equals(order.get("receiver_mobile")))
                .map(other -> other.get("buyer_open_uid"))
                .distinct()
                .count();
    }

    private boolean unusualDay(Map<String, String> order) {
        Map<String, Long> days = trade.stream()
                .collect(Collectors.groupingBy(other -> other.get("created").substring(0, 10), Collectors.counting()));
        LocalDate own = time(order, "created").toLocalDate();
        long same = trade.stream()
                .filter(other -> other.get("created").startsWith(own.toString())
                        && other.get("payment").equals(order.get("payment")))
                .count();
        return same >= 3 && unusual(days, own);
    }

    private static long minutes(String from, String to) {
        return Duration.between(LocalDateTime.parse(from, TIME), LocalDateTime.parse(to, TIME))
                .toMinutes();
    }

    private static boolean alike(String one, String other) {
        Set<String> mine = pairs(one);
        Set<String> both = new HashSet<>(mine);
        Set<String> theirs = pairs(other);
        both.retainAll(theirs);
        return other.length() >= 15 && both.size() * 5 >= 4 * (mine.size() + theirs.size() - both.size());
    }

    private static Set<String> pairs(String text) {
        String letters = text.replaceAll("[，！。]", "");
        Set<String> pairs = new HashSet<>();
        for (int i = 1; i < letters.length(); i++) {
            pairs.add(letters.substring(i - 1, i + 1));
        }
        return pairs;
    }
}
