package org.redshield.bridge.docs;

import java.util.ArrayList;
import java.util.List;

/** Makes a java.text.MessageFormat pattern readable: a value becomes …, a choice its alternatives. */
final class Placeholders {

    private Placeholders() {}

    static String blank(String pattern) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '{') {
                int end = closing(pattern, at);
                text.append(blankOne(pattern.substring(at + 1, end)));
                at = end + 1;
            } else if (c == '\'') {
                // Two quotes are one; a single one only protects what follows.
                boolean doubled = at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'';
                text.append(doubled ? "'" : "");
                at += doubled ? 2 : 1;
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }

    private static String blankOne(String argument) {
        int choice = argument.indexOf(",choice,");
        if (choice < 0) {
            return "…";
        }
        List<String> alternatives = new ArrayList<>();
        for (String alternative : split(argument.substring(choice + ",choice,".length()))) {
            int limit = Math.max(alternative.indexOf('#'), alternative.indexOf('<'));
            alternatives.add(blank(alternative.substring(limit + 1)));
        }
        return String.join(" / ", alternatives);
    }

    private static List<String> split(String choices) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < choices.length(); at++) {
            char c = choices.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == '|' && depth == 0) {
                parts.add(choices.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(choices.substring(from));
        return parts;
    }

    static int closing(String text, int opening) {
        int depth = 0;
        for (int at = opening; at < text.length(); at++) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("No closing brace in: " + text);
    }
}
