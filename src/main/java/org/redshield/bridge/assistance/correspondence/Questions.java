package org.redshield.bridge.assistance.correspondence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a letter asks to be found out, one by one, as whoever answers it has to answer. */
public final class Questions {

    /** As many as the form has boxes for; what comes after stands together in the last. */
    public static final int MOST = 20;

    private static final Pattern LINES = Pattern.compile("\\R+");
    private static final Pattern SEMICOLONS = Pattern.compile("[；;]");
    private static final Pattern NUMBER = Pattern.compile("^[（(]?[0-9一二三四五六七八九十]{1,3}[）)、．.]\\s*");

    private Questions() {}

    /** Those of a text that has each on a line, or all on one with semicolons between; their own numbers are left out. */
    public static List<String> of(Optional<String> text) {
        String given = text.orElse("").strip();
        Pattern between = LINES.matcher(given).find() ? LINES : SEMICOLONS;
        List<String> all = between.splitAsStream(given)
                .map(String::strip)
                .map(one -> NUMBER.matcher(one).replaceFirst(""))
                .map(one -> one.replaceFirst("[；;]$", ""))
                .filter(one -> !one.isEmpty())
                .toList();
        if (all.size() <= MOST) {
            return all;
        }
        List<String> boxes = new ArrayList<>(all.subList(0, MOST - 1));
        boxes.add(String.join("；", all.subList(MOST - 1, all.size())));
        return boxes;
    }
}
