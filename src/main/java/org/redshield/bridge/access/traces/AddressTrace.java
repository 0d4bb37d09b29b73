package org.redshield.bridge.access.traces;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.access.traces.Folded.Line;
import org.redshield.bridge.access.traces.Folded.Strand;
import org.redshield.bridge.access.traces.Seen.Kind;

/**
 * What tells one door from all others: the street or the estate together with the numbers behind it. Province, city, district and
 * town, which everybody there shares, are no trace, nor is the street alone. Of three numbers or more, the first two tell the house.
 *
 * @param place the street or estate; empty where so many numbers say it by themselves
 * @param numbers its numbers in their order, as figures: 350弄12号402室 is 350, 12, 402
 * @param told digits that tell the door, when they stand behind the place one after the other
 */
record AddressTrace(String place, List<String> numbers, Set<String> told) implements Trace {

    private static final int SHORTEST_PLACE = 2;
    private static final int LONGEST_PLACE = 8;
    /** How far behind its street the first number stands at most, and the last one, in characters. */
    private static final int NEAR = 12;

    private static final int FAR = 64;
    private static final int WIDEST_GAP = 8;
    /** So many digits in three numbers or more need no street. */
    private static final int ENOUGH_DIGITS = 7;

    private static final int LONGEST_SPAN = 32;

    private static final String NUMBERED = "号弄幢栋座室单楼层组巷门#-房排队铺";
    private static final String SHARED = "省市区县旗镇乡盟";
    /** Before 区 these make an estate, which is a place of its own. */
    private static final String ESTATE = "小园社";

    private static final String STREETS = "路街道巷弄里";
    /** What a number counts that is no door. */
    private static final String NO_DOOR = "月日年元个件家米公时点岁名人次万千百天克斤";

    private AddressTrace(String place, List<String> numbers) {
        this(place, numbers, told(numbers));
    }

    static List<Trace> of(String field) {
        Parts parts = new Parts(new Folded(field).line(Strand.WORD).text());
        Set<Trace> traces = new LinkedHashSet<>();
        for (int i = 0; i < parts.numbers.size(); i++) {
            List<String> behind = List.copyOf(parts.numbers.subList(i, parts.numbers.size()));
            for (String place : i == 0 ? streets(own(parts.before.get(i))) : estates(parts.before.get(i))) {
                traces.add(new AddressTrace(place, behind));
                String stem = place.substring(0, place.length() - 1);
                if (stem.length() >= SHORTEST_PLACE
                        && behind.size() > 1
                        && STREETS.indexOf(place.charAt(stem.length())) >= 0) {
                    traces.add(new AddressTrace(stem, behind));
                }
            }
        }
        if (parts.numbers.size() > 2 && String.join("", parts.numbers).length() >= ENOUGH_DIGITS) {
            traces.add(new AddressTrace("", List.copyOf(parts.numbers)));
        }
        return List.copyOf(traces);
    }

    /** What stands before each number, and the numbers. */
    private static final class Parts {

        private final List<String> before = new ArrayList<>();
        private final List<String> numbers = new ArrayList<>();

        Parts(String words) {
            StringBuilder word = new StringBuilder();
            for (int at = 0; at < words.length(); ) {
                int end = endOfNumber(words, at);
                // Of numerals only those that count doors: there is a street 五一路.
                boolean isNumber = end > at
                        && (Folded.isFigure(words.charAt(at))
                                || end < words.length() && NUMBERED.indexOf(words.charAt(end)) >= 0
                                || end == words.length() && !numbers.isEmpty());
                if (isNumber) {
                    before.add(word.toString());
                    numbers.add(figures(words.substring(at, end)));
                    word.setLength(0);
                    at = end;
                } else {
                    int next = Math.max(end, at + 1);
                    word.append(words, at, next);
                    at = next;
                }
            }
        }
    }

    private static int endOfNumber(String words, int at) {
        int end = at;
        if (Folded.isFigure(words.charAt(at))) {
            while (end < words.length() && Folded.isFigure(words.charAt(end))) {
                end++;
            }
        } else {
            while (end < words.length() && isNumeral(words.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private static boolean isNumeral(char one) {
        return !Folded.isFigure(one) && Folded.digit(one) >= 0 || value(one) > 0;
    }

    private static int value(char one) {
        return switch (one) {
            case '十', '拾' -> 10;
            case '百', '佰' -> 100;
            case '千', '仟' -> 1000;
            default -> 0;
        };
    }

    /** 三百五十 and 三五〇 are 350. */
    private static String figures(String number) {
        boolean isCounted = number.chars().anyMatch(one -> value((char) one) > 0);
        StringBuilder digits = new StringBuilder();
        long sum = 0;
        long last = -1;
        for (char one : number.toCharArray()) {
            int unit = value(one);
            if (unit > 0) {
                sum += (last < 0 ? 1 : last) * unit;
                last = 0;
            } else {
                last = Folded.digit(one) - '0';
                digits.append((char) Folded.digit(one));
            }
        }
        return isCounted ? Long.toString(sum + Math.max(last, 0)) : digits.toString();
    }

    /** Without what everybody there shares. */
    private static String own(String before) {
        for (int at = before.length() - 1; at >= 0; at--) {
            boolean isEstate = at > 0 && ESTATE.indexOf(before.charAt(at - 1)) >= 0 && before.charAt(at) == '区';
            boolean isOffice = at > 0 && before.charAt(at) == '道' && before.charAt(at - 1) == '街';
            int left = before.length() - at - 1;
            if (left >= SHORTEST_PLACE && !isEstate && (isOffice || SHARED.indexOf(before.charAt(at)) >= 0)) {
                return before.substring(at + 1);
            }
        }
        return before;
    }

    /** A street with the estate at it is two places. */
    private static List<String> streets(String own) {
        List<String> places = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < own.length(); at++) {
            boolean isLast = at == own.length() - 1;
            boolean isStreet = STREETS.indexOf(own.charAt(at)) >= 0 && at - begin >= SHORTEST_PLACE - 1;
            if (isLast || isStreet && !(own.charAt(at) == '街' && own.charAt(at + 1) == '道')) {
                place(own.substring(begin, at + 1)).ifPresent(places::add);
                begin = at + 1;
            }
        }
        return places;
    }

    /** Between two numbers stands what the first one counts, and then perhaps a name. */
    private static List<String> estates(String between) {
        String name = between.replaceFirst("^(?:号楼|单元|弄|号|幢|栋|座|楼|层|组|巷)", "");
        return name.length() > SHORTEST_PLACE ? List.of(place(name).orElse(name)) : List.of();
    }

    private static Optional<String> place(String name) {
        return name.length() < SHORTEST_PLACE
                ? Optional.empty()
                : Optional.of(name.substring(Math.max(0, name.length() - LONGEST_PLACE)));
    }

    @Override
    public Optional<Seen> in(Folded text) {
        if (place.isEmpty()) {
            return new Door(text, 0, text.size()).bare();
        }
        Line line = text.line(Strand.HAN);
        for (int at = line.text().indexOf(place); at >= 0; at = line.text().indexOf(place, at + 1)) {
            int first = line.at()[at];
            int last = line.at()[at + place.length() - 1];
            if (last - first < place.length() + WIDEST_GAP) {
                Optional<Seen> seen = new Door(text, first, last + 1).behind();
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return Optional.empty();
    }

    /** What counts as a number: figures; numerals, too; numerals with signs between, 三-百-五-十. */
    private enum Reading {
        FIGURES,
        NUMERALS,
        APART
    }

    /** A look for the numbers, from one place of the text on. */
    private final class Door {

        private final Folded text;
        private final int first;
        private final int from;

        Door(Folded text, int first, int from) {
            this.text = text;
            this.first = first;
            this.from = from;
        }

        Optional<Seen> behind() {
            return Stream.of(Reading.values())
                    .flatMap(how -> reads(how).stream())
                    .findFirst();
        }

        /** The digits behind the place, one after the other. */
        private Optional<Seen> reads(Reading how) {
            StringBuilder digits = new StringBuilder();
            List<Integer> at = new ArrayList<>();
            for (int i = from; i < Math.min(from + FAR, text.size()); ) {
                int end = end(i, how);
                if (end == i) {
                    i++;
                    continue;
                }
                StringBuilder number = new StringBuilder();
                for (int k = i; k < end; k++) {
                    if (Folded.isFigure(text.at(k)) || isNumeral(text.at(k))) {
                        number.append(text.at(k));
                    }
                }
                String figures = figures(number.toString());
                digits.append(figures);
                for (int k = 0; k < figures.length(); k++) {
                    at.add(Math.min(i + k, end - 1));
                }
                at.set(at.size() - 1, end - 1);
                i = end;
                if (at.get(0) - from > NEAR || !leadsOn(digits)) {
                    break;
                }
            }
            return at.isEmpty() || at.get(0) - from > NEAR
                    ? Optional.empty()
                    : told.stream()
                            .filter(door -> is(door, digits.toString(), at))
                            .findFirst()
                            .map(door -> text.seen(Kind.ADDRESS, first, at.get(door.length() - 1)));
        }

        /** Where the number ends that begins there; there, where none does. */
        private int end(int begin, Reading how) {
            int end = begin;
            if (Folded.isFigure(text.at(begin))) {
                while (Folded.isFigure(text.at(end))) {
                    end++;
                }
            } else if (how != Reading.FIGURES) {
                for (int i = begin; i < text.size() && i - end <= WIDEST_GAP; i++) {
                    if (isNumeral(text.at(i))) {
                        end = i + 1;
                    } else if (how == Reading.NUMERALS || Folded.isHan(text.at(i)) || i == begin) {
                        break;
                    }
                }
            }
            return end;
        }

        /** Whether more digits could still make it one of the doors. */
        private boolean leadsOn(CharSequence digits) {
            return told.stream()
                    .anyMatch(door -> door.length() >= digits.length() && door.startsWith(digits.toString()));
        }

        private boolean is(String door, String digits, List<Integer> at) {
            if (!digits.startsWith(door)) {
                return false;
            }
            int last = at.get(door.length() - 1);
            boolean goesOn = digits.length() > door.length()
                    && at.get(door.length()) == last + 1
                    && Folded.isFigure(text.at(last)) == Folded.isFigure(text.at(last + 1));
            int end = at.get(numbers.get(0).length() - 1);
            return !goesOn && NO_DOOR.indexOf(text.at(end + 1)) < 0;
        }

        Optional<Seen> bare() {
            String door = String.join("", numbers);
            Line line = text.line(Strand.FIGURES);
            for (int at = line.text().indexOf(door); at >= 0; at = line.text().indexOf(door, at + 1)) {
                int begin = line.at()[at];
                int end = line.at()[at + door.length() - 1];
                if (end - begin > door.length()
                        && end - begin <= LONGEST_SPAN
                        && !Folded.isFigure(text.at(begin - 1))
                        && !Folded.isFigure(text.at(end + 1))) {
                    return Optional.of(text.seen(Kind.ADDRESS, begin, end));
                }
            }
            return Optional.empty();
        }
    }

    /** The numbers in a row: all, the first two, the first and the last, all but the first. */
    private static Set<String> told(List<String> numbers) {
        Set<String> told = new LinkedHashSet<>();
        told.add(String.join("", numbers));
        if (numbers.size() > 2) {
            told.add(numbers.get(0) + numbers.get(1));
            told.add(numbers.get(0) + numbers.get(numbers.size() - 1));
            told.add(String.join("", numbers.subList(1, numbers.size())));
        }
        return told;
    }

    @Override
    public String toString() {
        return "AddressTrace";
    }
}
