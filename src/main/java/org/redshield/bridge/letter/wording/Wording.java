package org.redshield.bridge.letter.wording;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redshield.bridge.cases.law.Law;

/**
 * What joins a text to the sentence in which it stands. People type reasons with and without a full stop, in one line or in several, and paste
 * lists out of spreadsheets; programs keep days as 2026-12-01. The words stay as they are: where a text begins, ends, or is divided
 * into points, it gets the marks that the sentence needs, and between its words marks have the width of Chinese and days are written out.
 */
public final class Wording {

    /** What a sentence of its own may end with. */
    private static final String STOPS = "。！？!?…";

    /** What a text is rid of where a sentence goes on after it. */
    private static final Pattern MOOD = Pattern.compile("[？！?!…]+$");

    private static final Pattern TAIL = Pattern.compile("[。．.；;，,、：:\\s　]+$");

    /** The same where it has to end as a sentence does; a half-width mark ends none. */
    private static final Pattern LOOSE = Pattern.compile("[．；;，,、：:\\s　]+(?=[。！？!?…]*$)|\\.+$");

    /** What is typed after a name by habit; a company may end in Ltd. */
    private static final Pattern AFTER_NAME = Pattern.compile("[。．；;，,、：:\\s　]+$|(?<=[\\p{IsHan}”’）》])\\.+$");

    /** Half a width between Chinese, and where it ends. A half-width stop stays: in 买买提.吐尔逊 it is none. */
    private static final Pattern HALF =
            Pattern.compile("(?<=[\\p{IsHan}”’）》])(?:[,;:?!]+(?=[\\p{IsHan}“‘（《(①-⑳])|[?!]+$)");

    /** A mark that was typed twice. */
    private static final Pattern REPEATED = Pattern.compile("([，、；：。])\\1+");

    /** A stop with another one after it, as it comes of typing. */
    private static final Pattern DOUBLED = Pattern.compile("([。！？!?…])[。．.；;，,、\\s　]+$");

    private static final Pattern WITHIN = Pattern.compile("[。！？!?；;]");

    /** 1. 1、 (1) （一） 1 and a tab ① - • and the like; no 1.5 and no 12:30. */
    private static final Pattern POINT = Pattern.compile("(?:[(（](?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）][.．、,，]?"
            + "|[0-9]{1,3}[ 　]*(?:[.．，,:：](?![0-9])|[、)）]|\\t)"
            + "|[一二三四五六七八九十]{1,3}[、.．]|[①-⓿❶-➓㈠-㈩][.．、]?|[•·●■◆▪]|[-–—*][ \\t　])[ \\t　]*");

    /** The same within a line. */
    private static final Pattern INLINE =
            Pattern.compile("(?:(?<=^|[。；;，,：:\\s])(?:[0-9]{1,2}(?:[.．)）](?![0-9])|、(?![0-9]{1,2}(?![0-9.])))"
                    + "|[一二三四五六七八九十]{1,2}、)|[(（](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）]|[①-⑳])[ 　]*(?=[^\\s、，,]{2})");

    /** The number of a row alone: what it is about comes in the next line. */
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,3})[.．、)）]?");

    /** After the points: not one of them. */
    private static final Pattern CLOSING =
            Pattern.compile("^(?:综上|以上|上述|特此|此外|另外?[，,]|因此|据此|为此|附[：:件]|联系(?:人|电话|方式)).*");

    /** Nobody sees them, and they come with what is pasted. */
    private static final Pattern UNSEEN = Pattern.compile("[\\u200B\\u200C\\u2060\\uFEFF\\u00AD]");

    /** Of several lines, as one cell of a spreadsheet is pasted. */
    private static final Pattern CELL = Pattern.compile("\\s*\"([^\"]*+(?:\"\"[^\"]*+)*+)\"\\s*");

    /** How names of two characters are spread to the width of three. */
    private static final Pattern SPREAD =
            Pattern.compile("(?<=(?<!\\p{IsHan})\\p{IsHan})(?: *　[ 　]*| {2,})(?=\\p{IsHan}(?!\\p{IsHan}))");

    private static final Pattern CELLS = Pattern.compile("[ 　]*\\t[\\t 　]*");

    /** A heading of its own, but not the first of several. */
    private static final Pattern LABEL =
            Pattern.compile("^(?:理由|原因)(?:是|如下|为)?[：:]\\s*+(?=.)(?!(?s:.*)\\n\\s*\\p{IsHan}{2,6}[：:])");

    private static final Pattern BECAUSE = Pattern.compile("^(?:(?:理由|原因)(?:是|如下|为)?[：:]|因为|由于|因(?![果素此而地公为特由子]))\\s*");

    /** What the letter itself says next; that something has been handed over already is a fact. */
    private static final Pattern CONCLUSION = Pattern.compile("(?:(?:^|[，,；;。])\\s*(?:特此(?:函[告达请复]|报告|致函)"
            + "|(?:因此|为此|据此|故|特|现|拟|遂|兹)+(?:依法|依规|按规定)?(?:将[^，,；;。将]{0,6}(?:案|线索|材料)[^，,；;。将]{0,4}?)?(?:依法|予以)?"
            + "(?:移送|报请|移交(?=贵|你|有))(?![人材的])[^，,；;。]{0,16}))+[。.！!]?\\s*$");

    private static final Pattern CASE = Pattern.compile("(?:(?<!提供)的线索|的?(?:违法|案件)线索|的?一案|的?案件|(?<![方提图专档备答草个病])案|的)$");

    /** 2026-12-1, 2026.12.01 and 2026/12/01, with or without a time: no number, name of a file or link, and no period half written out. */
    private static final Pattern DAY = Pattern.compile("(?<![0-9A-Za-z号本_./-])(?<!号[：:])"
            + "([12][0-9]{3})([-./])(0?[1-9]|1[0-2])\\2(0?[1-9]|[12][0-9]|3[01])"
            + "(?:[ T]+([0-9]{1,2})[:：]([0-9]{2})(?:[:：]([0-9]{2}))?)?"
            + "(?![0-9A-Za-z_/-]|\\.[0-9A-Za-z]| ?[-—–~～至到]+ ?[0-9]{1,2}[./日-])");

    private static final Pattern CLOCK = Pattern.compile("(?<=[0-9]日) ?([0-9]{2}):([0-9]{2})(?![0-9:])");

    /** Blanks beside what was written out. */
    private static final Pattern BLANKS =
            Pattern.compile("(?<=[0-9][日时分]) +(?=\\p{IsHan})|(?<=\\p{IsHan}) +(?=[0-9]{4}年[0-9]{1,2}月)");

    private static final String DIGITS = "零一二三四五六七八九";

    private static final int LONGEST_CLAUSE = 80;

    private Wording() {}

    /** A name, a number, a title: in one line, without blanks around it or a stop after it. */
    public static String plain(String text) {
        String name = UNSEEN.matcher(SPREAD.matcher(text).replaceAll(""))
                .replaceAll("")
                .replaceAll("[\\s　]+", " ")
                .strip();
        return AFTER_NAME.matcher(name).replaceAll("");
    }

    /** A name within quotation marks, with its own quotations in single ones. */
    public static String quoted(String text) {
        return inner(plain(text));
    }

    private static String inner(String said) {
        return said.replaceAll("\"([^\"]*)\"", "‘$1’").replace('“', '‘').replace('”', '’');
    }

    /**
     * Whether it can stand within a sentence: one line with one statement. What cannot, a list for instance, is given a paragraph of its
     * own.
     */
    public static boolean fits(String text) {
        List<String> lines = lines(text);
        return lines.size() == 1
                && !WITHIN.matcher(clause(text)).find()
                && lines.get(0).length() <= LONGEST_CLAUSE;
    }

    /** As part of a sentence that goes on after it, and in which 因 or the like may stand before it. */
    public static String clause(String text) {
        String said =
                TAIL.matcher(BECAUSE.matcher(joined(text)).replaceFirst("")).replaceAll("");
        return MOOD.matcher(said).replaceAll("");
    }

    /** As a sentence, in one line. */
    public static String sentence(String text) {
        String said = joined(text);
        return said.isEmpty() || ends(said) ? said : said + "。";
    }

    /** A reason, without what the letter concludes from it in its own words; it may be empty then. */
    public static String ground(String text) {
        return CONCLUSION.matcher(LABEL.matcher(text.strip()).replaceFirst("")).replaceFirst("");
    }

    /** Names or numbers that were typed or kept as a list, in one line. */
    public static String listed(String text) {
        return Stream.of(UNSEEN.matcher(text).replaceAll("").split("[,，、;；\\n\\t]+"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("、"));
    }

    private static String joined(String text) {
        List<String> lines = lines(LABEL.matcher(text.strip()).replaceFirst(""));
        return lines.stream()
                .map(line -> lines.size() == 1 ? withoutOne(line) : withoutNumber(line))
                .map(line -> line.replaceAll("[^：:]$", "$0；"))
                .map(line -> TAIL.matcher(line).replaceAll(line.matches(".*[：:]") ? "：" : "；"))
                .collect(Collectors.joining())
                .replaceAll("(?<=[？！?!])；|[：；]$", "");
    }

    /**
     * As one paragraph or several, each a line: points are counted 1．2．3． and divided by semicolons, or by full stops where one of them is
     * more than a sentence; whatever else is a line ends as a sentence. Points below points keep the numbers that they were given.
     */
    public static String prose(String text) {
        return prose(text, "%d．");
    }

    /** The same below a point, whose number is of another kind. */
    public static String below(String text) {
        return prose(text, "（%d）");
    }

    private static String prose(String text, String number) {
        List<String> lines = lines(LABEL.matcher(text.strip()).replaceFirst(""));
        int first = IntStream.range(0, lines.size())
                .filter(place -> isPoint(lines.get(place)))
                .findFirst()
                .orElse(lines.size());
        int last = IntStream.range(first, lines.size())
                .filter(place -> isPoint(lines.get(place)))
                .max()
                .orElse(first);
        int end = IntStream.range(Math.min(last + 1, lines.size()), lines.size())
                .filter(place -> CLOSING.matcher(lines.get(place)).matches()
                        || lines.get(place - 1).matches(".*[。；;！？]"))
                .findFirst()
                .orElse(lines.size());
        List<String> points = points(lines.subList(first, end));
        List<String> said = new ArrayList<>();
        boolean asTyped = ofTwoLevels(lines);
        if (asTyped || points.size() < 2) {
            for (int place = 0; place < lines.size(); place++) {
                String line = lines.get(place);
                said.add(stopped(asTyped ? cells(line) : withoutOne(line), place == lines.size() - 1));
            }
            return String.join("\n", said);
        }
        lines.subList(0, first).forEach(line -> said.add(stopped(cells(line), false)));
        boolean sentences =
                points.stream().anyMatch(point -> WITHIN.matcher(point).find());
        for (int place = 0; place < points.size(); place++) {
            String point = points.get(place);
            said.add(number.formatted(place + 1)
                    + point
                    + (ends(point) ? "" : sentences || place == points.size() - 1 ? "。" : "；"));
        }
        lines.subList(end, lines.size()).forEach(line -> said.add(stopped(cells(line), false)));
        return String.join("\n", said);
    }

    /** Its points, without their numbers; a line that has none goes on with the point before it, after the mark that stood there. */
    private static List<String> points(List<String> lines) {
        List<String> points = new ArrayList<>();
        for (String line : lines) {
            String said = withoutNumber(line);
            if (isPoint(line) || points.isEmpty()) {
                points.add(said);
            } else {
                points.set(points.size() - 1, points.get(points.size() - 1) + said);
            }
        }
        return points.stream()
                .map(point -> TAIL.matcher(point).replaceAll(""))
                .filter(point -> !point.isEmpty())
                .toList();
    }

    private static boolean isPoint(String line) {
        return POINT.matcher(line).lookingAt();
    }

    /** 一、 with （一） below it, or 1. with (1): counted in one row they would say something else. */
    private static boolean ofTwoLevels(List<String> lines) {
        List<Integer> ordinals = lines.stream()
                .filter(Wording::isPoint)
                .map(Wording::ordinal)
                .filter(one -> one > 0)
                .toList();
        return ordinals.stream().distinct().count() < ordinals.size();
    }

    /** A row of a spreadsheet has a number in its first cell, and often the same one in what was typed beside it. */
    private static String withoutNumber(String line) {
        Matcher number = POINT.matcher(line);
        if (!number.lookingAt()) {
            return cells(line);
        }
        String said = line.substring(number.end());
        Matcher again = POINT.matcher(said);
        boolean twice = again.lookingAt() && ordinal(line) > 0 && ordinal(line) == ordinal(said);
        return cells(twice ? said.substring(again.end()) : said);
    }

    /** 3 of 3. （三） ③ and the like, 0 of a bullet. */
    private static int ordinal(String point) {
        Matcher number = POINT.matcher(point);
        if (!number.lookingAt()) {
            return 0;
        }
        String digits =
                Normalizer.normalize(number.group(), Normalizer.Form.NFKC).replaceAll("[^0-9一二三四五六七八九十]", "");
        if (digits.isEmpty() || digits.matches("[0-9]+")) {
            return digits.isEmpty() ? 0 : Integer.parseInt(digits);
        }
        int ten = digits.indexOf('十');
        int tens = ten < 0 ? 0 : ten == 0 ? 1 : DIGITS.indexOf(digits.charAt(ten - 1));
        return tens * 10 + Math.max(0, DIGITS.indexOf(digits.substring(ten + 1)));
    }

    /** A single point needs no number; what begins with another one may be no number of a point. */
    private static String withoutOne(String line) {
        Matcher number = POINT.matcher(line);
        boolean one = number.lookingAt()
                && number.end() < line.length()
                && line.matches("[(（]?[1一①⒈⑴].*")
                && !line.substring(number.end()).matches("[0-9].*");
        return cells(one ? line.substring(number.end()) : line);
    }

    /** What lay in cells side by side is told one after the other. */
    private static String cells(String line) {
        return CELLS.matcher(line.strip()).replaceAll("，");
    }

    private static String stopped(String line, boolean last) {
        if (!last && line.matches(".*[：:]")) {
            return TAIL.matcher(line).replaceAll("") + "：";
        }
        String said = DOUBLED.matcher(LOOSE.matcher(line).replaceAll("")).replaceAll("$1");
        return said.isEmpty() || ends(said) ? said : said + "。";
    }

    private static boolean ends(String said) {
        return STOPS.indexOf(said.charAt(said.length() - 1)) >= 0 || endsInQuotes(said) || address(said);
    }

    /** 他说：“不知道。” needs no second full stop. */
    private static boolean endsInQuotes(String said) {
        return said.matches("(?s).*[。！？!?…][”’]$");
    }

    /** A full stop after a link would belong to it. */
    private static boolean address(String said) {
        return said.matches("(?s).*https?://[\\x21-\\x7E]+$");
    }

    /** Its lines without blanks around them; empty ones are none, and what ends in a comma goes on in the next. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int numbers = 0;
        for (String typed : typed(text)) {
            String before = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            Matcher number = NUMBER.matcher(before);
            if (number.matches() && Integer.parseInt(number.group(1)) == numbers + 1) {
                lines.set(lines.size() - 1, ++numbers + "．" + typed);
            } else if (before.matches(".*[，、]") && !isPoint(typed)) {
                lines.set(lines.size() - 1, before + typed);
            } else {
                lines.add(typed);
            }
        }
        boolean counted = lines.size() > 1
                && IntStream.range(0, lines.size())
                        .allMatch(place -> lines.get(place).matches((place + 1) + "[ 　]+[^\\s、，,.．)）].*"));
        if (counted) {
            return lines.stream().map(line -> line.replaceFirst("[ 　]+", "．")).toList();
        }
        return lines.size() == 1 ? divided(lines.get(0)) : lines;
    }

    /** What was typed, line by line, with the marks and digits of letters. */
    private static List<String> typed(String text) {
        String seen =
                UNSEEN.matcher(text).replaceAll("").replace('\u00A0', ' ').replaceAll("[\\u2028\\u2029\\x0B\\f]", "\n");
        Matcher cell = CELL.matcher(seen);
        boolean ofCell = cell.matches() && cell.group(1).contains("\n");
        return (ofCell ? cell.group(1).replace("\"\"", "\"") : seen)
                .lines()
                .map(line -> line.replaceAll("^[\\s　]+|[\\s　]+$", ""))
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceFirst("^序号[ 　]*\\t(.*[^：:])[：:]?$", "$1："))
                .map(line -> SPREAD.matcher(line).replaceAll(""))
                .map(Wording::halfWideDigits)
                .map(line -> HALF.matcher(line).replaceAll(marks -> wide(marks.group())))
                .map(line -> REPEATED.matcher(line).replaceAll("$1"))
                .map(Wording::writtenOut)
                .toList();
    }

    private static String halfWideDigits(String text) {
        return text.codePoints()
                .map(one -> one >= '０' && one <= '９' ? one - '０' + '0' : one)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String wide(String marks) {
        return marks.chars()
                .mapToObj(mark -> String.valueOf("，；：？！".charAt(",;:?!".indexOf(mark))))
                .collect(Collectors.joining());
    }

    /** Points that were typed in one line, each as a line; what stands before them ends there. */
    private static List<String> divided(String line) {
        List<String> points = new ArrayList<>();
        String shape = "";
        int from = 0;
        int next = 1;
        Matcher point = INLINE.matcher(line);
        while (point.find()) {
            String number = point.group().replaceAll("[0-9]+|[一二三四五六七八九十]+|[①-⑳]", "1");
            boolean begins = next == 1 && line.substring(0, point.start()).matches("|.*[。；;：:][\\s　]*");
            if (ordinal(line.substring(point.start())) == next && (begins || number.equals(shape))) {
                shape = number;
                points.add(line.substring(from, point.start()).strip());
                from = point.start();
                next++;
            }
        }
        points.add(line.substring(from).strip());
        return next > 2 ? points.stream().filter(one -> !one.isEmpty()).toList() : List.of(line);
    }

    /** A 案由 within quotation marks that 一案 or the like follows: without those words of its own, and with its own quotations in single marks. */
    public static String matter(String cause) {
        String said = MOOD.matcher(joined(cause)).replaceAll("").replaceFirst("^关于(?=.)", "");
        if (said.matches("[“\"《「].*[”\"》」]") && said.indexOf(said.charAt(said.length() - 1)) == said.length() - 1) {
            said = said.substring(1, said.length() - 1);
        }
        String bare = CASE.matcher(said).replaceFirst("");
        return inner(bare.isEmpty() ? said : bare);
    }

    /** Days and moments in it as letters write them: 2026年12月1日, 2026年12月1日9时30分. */
    public static String day(String text) {
        String said = UNSEEN.matcher(halfWideDigits(text)).replaceAll("").replaceAll("[ \\t　]+", " ");
        return BLANKS.matcher(writtenOut(said.strip())).replaceAll("");
    }

    private static String writtenOut(String text) {
        String days = DAY.matcher(text)
                .replaceAll(found ->
                        found.group(1) + "年" + Integer.parseInt(found.group(3)) + "月" + Integer.parseInt(found.group(4))
                                + "日" + time(found.group(5), found.group(6), found.group(7)));
        return CLOCK.matcher(days).replaceAll(found -> time(found.group(1), found.group(2), null));
    }

    /** None, the hour, or as exact as it was told. */
    private static String time(String hour, String minute, String second) {
        if (hour == null) {
            return "";
        }
        boolean full = second == null || second.equals("00");
        return Integer.parseInt(hour) + "时"
                + (full && minute.equals("00") ? "" : Integer.parseInt(minute) + "分")
                + (full ? "" : Integer.parseInt(second) + "秒");
    }

    /** Citations with every law by its full name. */
    public static String law(String citations) {
        return Law.inFull(joined(citations));
    }
}
