package org.redshield.bridge.engine.model;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What is wrong in a table, all of it, in Chinese; the sentences stand in the feature's own bundle. */
public final class TableProblems {

    private final String prefix;
    private final ResourceBundle bundle;
    private final List<String> sentences = new ArrayList<>();

    /** @param feature its messages have keys {@code <feature>.explain.table.<key>} */
    public TableProblems(String feature) {
        this.prefix = feature + ".explain.table.";
        this.bundle = ResourceBundle.getBundle("messages." + feature, Locale.ROOT);
    }

    /** Notes one. */
    public void add(String key, Object... values) {
        say(text(key, values));
    }

    /** Notes one that was made by {@link #text}. */
    public void say(String sentence) {
        sentences.add(sentence);
    }

    /** 第 3 行（法定答复） */
    public String row(int number, String title) {
        return text("row", number, title);
    }

    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    public int count() {
        return sentences.size();
    }

    /** All in one line. */
    public String joined() {
        return String.join("；", sentences);
    }

    /** The sentence of that key. */
    public String text(String key, Object... values) {
        Object[] texts = Arrays.stream(values).map(String::valueOf).toArray();
        return new MessageFormat(bundle.getString(prefix + key), Locale.ROOT).format(texts);
    }
}
