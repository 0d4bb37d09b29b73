package org.redshield.bridge.engine.model;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** What is wrong in a table, all of it, in Chinese; the sentences stand in the feature's own bundle. */
public final class TableProblems {

    private final String prefix;
    private final ResourceBundle bundle;
    private final List<Problem> problems = new ArrayList<>();
    private String element = "";

    /**
     * @param element the row of which the sentence speaks; empty where it speaks of the whole table
     */
    public record Problem(String element, String sentence) {}

    /** @param feature its messages have keys {@code <feature>.explain.table.<key>} */
    public TableProblems(String feature) {
        this.prefix = feature + ".explain.table.";
        this.bundle = ResourceBundle.getBundle("messages." + feature, Locale.ROOT);
    }

    /** Of what row the next ones speak. */
    public TableProblems at(String row) {
        element = row;
        return this;
    }

    /** Notes one. */
    public void add(String key, Object... values) {
        Problem problem = new Problem(element, text(key, values));
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** 第 3 行（法定答复） */
    public String row(int number, String title) {
        return text("row", number, title);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public int count() {
        return problems.size();
    }

    /** All in one line. */
    public String joined() {
        return problems.stream().map(Problem::sentence).collect(Collectors.joining("；"));
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** The sentence of that key. */
    public String text(String key, Object... values) {
        Object[] texts = Arrays.stream(values).map(String::valueOf).toArray();
        return new MessageFormat(bundle.getString(prefix + key), Locale.ROOT).format(texts);
    }
}
