package org.redshield.bridge.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In how many ways one writes a name, a number and an address so that a machine does not see what a person reads. */
public final class ReporterSpellings {

    private static final Map<Character, Character> TRADITIONAL = traditional();
    private static final String NUMERALS = "〇一二三四五六七八九";
    private static final String FORMAL = "零壹贰叁肆伍陆柒捌玖";
    private static final String FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖";
    private static final String CALLED = "洞幺两三四五六拐八勾";
    private static final List<String> BETWEEN = List.of(
            " ", "　", ".", "·", "-", "_", "/", "*", "～", "|", "\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff",
            "\u3164", "😀", "…", "\t");

    private ReporterSpellings() {}

    /** Texts that an officer could write, with room for one. */
    private static final List<String> ABOUT = List.of(
            "举报人%s来电称网店拒绝退货",
            "经向%s核实，该店确有虚假宣传",
            "请先找%s了解情况",
            "等待%s送来样品后再行检验",
            "%s反映该店以次充好",
            "%s来信.pdf",
            "来信-%s.pdf",
            "我是%s，现补充购买记录",
            "（%s）于三月五日到局反映",
            "联系人：%s");

    /** Of a number, as telephones and certificates have it. */
    public static List<String> ofNumber(String number, Random random) {
        String plain = number.replaceFirst("^\\+86", "").replaceAll("[^0-9Xx]", "");
        List<String> ways = new ArrayList<>(Stream.of(
                        plain,
                        digits(plain, digit -> Character.toString('０' + digit)),
                        digits(plain, digit -> at(NUMERALS, digit)),
                        digits(plain, digit -> digit == 0 ? "零" : at(NUMERALS, digit)),
                        digits(plain, digit -> digit == 1 ? "幺" : at(NUMERALS, digit)),
                        digits(plain, digit -> at(FORMAL, digit)),
                        digits(plain, digit -> at(FORMAL_TRADITIONAL, digit)),
                        digits(plain, digit -> at(CALLED, digit)),
                        digits(plain, digit -> digit == 0 ? "⓪" : Character.toString('①' + digit - 1)),
                        digits(plain, digit -> digit == 0 ? "0" : Character.toString('⑴' + digit - 1)),
                        digits(plain, digit -> digit == 0 ? "0" : Character.toString('❶' + digit - 1)),
                        digits(plain, digit -> Character.toString(0x1D7CE + digit)),
                        digits(plain, digit -> Character.toString('٠' + digit)),
                        digits(plain, digit -> digit + "\ufe0f\u20e3"),
                        digits(plain, digit -> digit + "\u0332"),
                        digits(plain, digit -> digit == 0 ? "O" : digit == 1 ? "l" : "" + digit),
                        digits(plain, digit -> random.nextBoolean() ? "" + digit : at(NUMERALS, digit)),
                        digits(plain, digit -> random.nextBoolean() ? "" + digit : Character.toString('０' + digit)),
                        "\u202e" + new StringBuilder(plain).reverse() + "\u202c",
                        "+86 " + plain,
                        "0086" + plain,
                        plain.substring(0, 3) + "然后是" + plain.substring(3, 7) + "最后是" + plain.substring(7),
                        plain.substring(0, 3) + "，" + plain.substring(3, 7) + "，" + plain.substring(7),
                        plain.substring(0, 3) + "\n" + plain.substring(3),
                        "（" + plain.substring(0, 4) + "）" + plain.substring(4))
                .toList());
        for (String between : BETWEEN) {
            ways.add(joined(plain, between));
            ways.add(plain.substring(0, 3) + between + plain.substring(3, 7) + between + plain.substring(7));
        }
        ways.add(joined(ways.get(1), " "));
        ways.add(joined(ways.get(2), "、"));
        return about(ways, random);
    }

    /** Of a name. */
    public static List<String> ofName(String name, Random random) {
        List<String> ways = new ArrayList<>(List.of(
                name,
                traditional(name),
                each(name, one -> one + "\u0336"),
                each(name, one -> "“" + one + "”"),
                each(name, one -> "[" + one + "]"),
                each(name, one -> one + "／"),
                "\u202e" + new StringBuilder(name).reverse() + "\u202c"));
        for (String between : BETWEEN) {
            ways.add(joined(name, between));
            ways.add(joined(traditional(name), between));
            ways.add(joined(name, between + between));
        }
        ways.add(joined(name, "，"));
        ways.add(joined(name, "\n"));
        return about(ways, random);
    }

    /** Of an address: with what everybody there shares and without, and its numbers as numbers are written. */
    public static List<String> ofAddress(String address, Random random) {
        String own = address.replaceFirst("^上海市", "").replaceFirst("^长宁区", "");
        String street = own.replaceFirst("^\\p{IsHan}{2,4}街道", "");
        List<String> ways = new ArrayList<>();
        for (String one : List.of(address, own, street, "沪" + street)) {
            ways.add(one);
            ways.add(traditional(one));
            ways.add(numbers(one, number -> digits(number, digit -> at(NUMERALS, digit))));
            ways.add(numbers(one, number -> digits(number, digit -> at(FORMAL, digit))));
            ways.add(numbers(one, number -> digits(number, digit -> Character.toString('０' + digit))));
            ways.add(numbers(one, ReporterSpellings::counted));
            ways.add(numbers(one, number -> " " + number + " "));
            ways.add(numbers(one, number -> joined(number, "\u200b")));
            ways.add(one.replaceAll("[弄号幢室楼]", "-"));
            ways.add(one.replace("号", "#"));
        }
        for (String between : List.of(" ", "　", "\u200b", "·", "-", "\u00ad")) {
            ways.add(joined(street, between));
        }
        return ways.stream()
                .map(way -> String.format(
                        List.of("请寄往%s", "家住%s，曾在该店购物", "%s的居民", "样品由%s寄出", "地址：%s")
                                .get(random.nextInt(5)),
                        way))
                .toList();
    }

    private static List<String> about(List<String> ways, Random random) {
        return ways.stream()
                .map(way -> String.format(ABOUT.get(random.nextInt(ABOUT.size())), way))
                .toList();
    }

    private static String at(String digits, int digit) {
        return digits.substring(digit, digit + 1);
    }

    private interface Digit {
        String of(int digit);
    }

    private static String digits(String number, Digit way) {
        return number.chars()
                .mapToObj(one -> Character.isDigit(one) ? way.of(one - '0') : Character.toString(one))
                .collect(Collectors.joining());
    }

    private static String each(String text, UnaryOperator<String> way) {
        return text.codePoints().mapToObj(Character::toString).map(way).collect(Collectors.joining());
    }

    private static String joined(String text, String between) {
        return text.codePoints().mapToObj(Character::toString).collect(Collectors.joining(between));
    }

    private static String numbers(String text, UnaryOperator<String> way) {
        return java.util.regex.Pattern.compile("\\d+").matcher(text).replaceAll(found -> way.apply(found.group()));
    }

    /** 350 as 三百五十. */
    private static String counted(String number) {
        StringBuilder words = new StringBuilder();
        String units = "千百十";
        String four = "0000".substring(number.length()) + number;
        boolean zero = false;
        for (int i = 0; i < 4; i++) {
            int digit = four.charAt(i) - '0';
            if (digit == 0) {
                zero = words.length() > 0;
                continue;
            }
            words.append(zero ? "零" : "").append(at(NUMERALS, digit)).append(i < 3 ? units.charAt(i) : "");
            zero = false;
        }
        return words.toString();
    }

    static String traditional(String text) {
        return text.chars()
                .mapToObj(one -> Character.toString(TRADITIONAL.getOrDefault((char) one, (char) one)))
                .collect(Collectors.joining());
    }

    private static Map<Character, Character> traditional() {
        try (InputStream in = ReporterSpellings.class.getResourceAsStream("/traces/simplified.txt")) {
            Map<Character, Character> table = new HashMap<>();
            for (String pair : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\\s+")) {
                table.putIfAbsent(pair.charAt(1), pair.charAt(0));
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
