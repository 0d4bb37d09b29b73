package org.redshield.bridge.reconciliation.match;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the register says of an entry beside who and where it is, as far as it is asked: its scope and permits by the {@link Trade}s, and
 * whether it is on a list. Of millions of entries not the texts are kept but a few characters, and none where nothing is said.
 *
 * @param scope {@value #SAID} and the letters of the trades in it; empty where the register does not say, as the others, which are
 *     {@value #UNREAD} where what it says cannot be understood
 * @param permits {@value #SAID}, and for each trade that may have one its letter, the last day, and {@value #BEYOND} where its own scope
 *     leaves the trade out
 * @param abnormal {@value #SAID} or, on the list of abnormal operations, {@value #LISTED} or {@value #UNREACHABLE}
 * @param serious {@value #SAID} or, on the list of serious violations, {@value #LISTED}
 */
public record EntryStanding(String scope, String permits, String abnormal, String serious) {

    public static final EntryStanding UNSAID = new EntryStanding("", "", "", "");

    private static final String SAID = "=";
    private static final String LISTED = "L";
    private static final String UNREACHABLE = "U";
    private static final String BEYOND = "!";
    /** Something is said and cannot be understood, so it is not known; nor is it what was said before. */
    public static final String UNREAD = "?";

    private static final String FOR_EVER = "长期";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int DAY_LENGTH = 8;
    private static final int WRITTEN_DAY = 10;
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    /** The innermost. */
    private static final Pattern BRACKETS = Pattern.compile("\\([^()]*+\\)");
    /** Permits that are not set apart: whose the day is that stands behind them is not known. */
    private static final Pattern SEVERAL = Pattern.compile("[、,]");
    /** Also of who was on the list, for whatever reason. */
    private static final Pattern NOT_LISTED =
            Pattern.compile("否.*|(?:无|暂无|没有|不存在)(?:(?:\\P{IsHan}|异常|严重|违法|失信|记录|列入|此|相关).*)?"
                    + "|[未不][曾被]*列入.*|不在.*|(?:现?已)?被?移[出除].*");

    private static final Pattern REASON = Pattern.compile("是|有|(?!.*(?:移出|移除|恢复|修复|不予|[未不][曾被]*列入|没有列入|不在))"
            + ".*(?:列入|公示|年报|年度报告|联系|虚假|隐瞒|处罚|违法|失信|拒不|欺骗|未依法|未按).*");

    /** A permit that counts for a trade. */
    private record Permit(LocalDate until, boolean isBeyond) {

        private boolean isBetterThan(Permit other) {
            return isBeyond == other.isBeyond ? until.isAfter(other.until) : other.isBeyond;
        }
    }

    /**
     * As an extract has it; an empty text says nothing.
     *
     * @param scope 经营范围
     * @param permits all that the entry has, as {@code 食品经营许可（散装食品销售）:2027-06-30；药品经营许可:长期}; 无: none
     * @param abnormal why it is on the 经营异常名录; 无, 否, 未列入 or 已移出: it is not
     * @param serious why it is on the 严重违法失信名单; as above
     * @throws DateTimeException where what stands behind a permit that counts is no day, or other permits stand before it
     */
    public static EntryStanding read(String scope, String permits, String abnormal, String serious) {
        if (scope.isEmpty() && permits.isEmpty() && abnormal.isEmpty() && serious.isEmpty()) {
            return UNSAID;
        }
        boolean isUnreachable = abnormal.contains("无法联系") || abnormal.contains("无法取得联系");
        return new EntryStanding(
                trades(scope),
                permits(Trade.written(permits)),
                listed(abnormal, isUnreachable ? UNREACHABLE : LISTED),
                listed(serious, LISTED));
    }

    private static String trades(String scope) {
        if (scope.isEmpty()) {
            return "";
        }
        StringBuilder in = new StringBuilder(SAID);
        for (Trade trade : Trade.values()) {
            if (trade.isIn(scope)) {
                in.append(letter(trade));
            }
        }
        return in.toString();
    }

    private static char letter(Trade trade) {
        return (char) ('A' + trade.ordinal());
    }

    private static String permits(String permits) {
        if (permits.isEmpty() || permits.equals(UNREAD)) {
            return permits;
        }
        StringBuilder all = new StringBuilder(SAID);
        for (Trade trade : Trade.values()) {
            Permit best = null;
            for (String one : permits.split(";")) {
                Optional<Permit> permit = permit(trade, one);
                if (permit.isPresent() && (best == null || permit.get().isBetterThan(best))) {
                    best = permit.get();
                }
            }
            if (best != null) {
                all.append(letter(trade)).append(DAY.format(best.until())).append(best.isBeyond() ? BEYOND : "");
            }
        }
        return all.toString();
    }

    private static Optional<Permit> permit(Trade trade, String written) {
        String plain =
                BRACKETS.matcher(BRACKETS.matcher(written).replaceAll("")).replaceAll("");
        int colon = plain.lastIndexOf(':');
        String name = colon < 0 ? plain : plain.substring(0, colon);
        if (!trade.isAllowedBy(name)) {
            return Optional.empty();
        }
        String until = colon < 0 ? "" : plain.substring(colon + 1).strip();
        if (name.indexOf(':') >= 0 || !until.isEmpty() && SEVERAL.matcher(name).find()) {
            throw new DateTimeParseException("The day of which permit", plain, colon);
        }
        LocalDate day = until.isEmpty() || until.equals(FOR_EVER) ? LAST : day(until);
        int bracket = written.indexOf('(');
        return Optional.of(new Permit(day, bracket >= 0 && isBeyond(trade, name, written.substring(bracket))));
    }

    private static LocalDate day(String written) {
        if (written.length() != WRITTEN_DAY) {
            throw new DateTimeParseException("Not four digits of a year", written, 0);
        }
        return LocalDate.parse(written);
    }

    /** Only where it names what else the permit may be for: a number or a way of trading leaves nothing out. */
    private static boolean isBeyond(Trade trade, String name, String brackets) {
        boolean isScope = brackets.contains("预包装")
                || Stream.of(Trade.values()).anyMatch(one -> one.isAllowedBy(name) && one.isIn(brackets));
        return isScope && !trade.isIn(brackets);
    }

    private static String listed(String why, String sign) {
        if (why.isEmpty()) {
            return "";
        }
        String written = Trade.written(why);
        if (NOT_LISTED.matcher(written).matches()) {
            return SAID;
        }
        return REASON.matcher(written).matches() ? sign : UNREAD;
    }

    /** What is said anew, and of the rest what was. */
    public EntryStanding over(EntryStanding before) {
        return new EntryStanding(
                either(scope, before.scope),
                either(permits, before.permits),
                either(abnormal, before.abnormal),
                either(serious, before.serious));
    }

    private static String either(String now, String before) {
        return now.isEmpty() ? before : now;
    }

    /** In one text, empty where nothing is said. */
    public String line() {
        return equals(UNSAID) ? "" : String.join(" ", scope, permits, abnormal, serious);
    }

    /** @param line as {@link #line} writes it */
    public static EntryStanding of(String line) {
        if (line.isEmpty()) {
            return UNSAID;
        }
        String[] parts = line.split(" ", -1);
        return new EntryStanding(parts[0], parts[1], parts[2], parts[3]);
    }

    /** Whether it is known which permits the entry has. */
    boolean tellsPermits() {
        return permits.startsWith(SAID);
    }

    /** The last day of the permit for the trade, if the register tells of one. */
    Optional<LocalDate> permittedUntil(Trade trade) {
        int at = permits.indexOf(letter(trade));
        return at < 0
                ? Optional.empty()
                : Optional.of(LocalDate.parse(permits.substring(at + 1, at + 1 + DAY_LENGTH), DAY));
    }

    /** Whether the scope of the entry, or of its permit, is said and leaves the trade out. */
    boolean leavesOut(Trade trade) {
        int at = permits.indexOf(letter(trade));
        return !scope.isEmpty() && scope.indexOf(letter(trade)) < 0
                || at >= 0 && permits.startsWith(BEYOND, at + 1 + DAY_LENGTH);
    }

    boolean isAbnormal() {
        return abnormal.equals(LISTED) || isUnreachable();
    }

    /** By its registered address, and on the list for that. */
    boolean isUnreachable() {
        return abnormal.equals(UNREACHABLE);
    }

    boolean isSerious() {
        return serious.equals(LISTED);
    }
}
