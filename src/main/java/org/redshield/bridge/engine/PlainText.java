package org.redshield.bridge.engine;

import java.util.regex.Pattern;

/**
 * Text that people wrote, made ready for a form's text component. That component reads Markdown: without this a star or
 * an angle bracket would vanish, and a letter from elsewhere could put a link or a picture into an officer's form.
 */
public final class PlainText {

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>&~|#!@]|(?<=:)//|(?<=www)\\.|(?m)^[-+=]");
    private static final Pattern INDENT = Pattern.compile("(?m)^[ \\t]+");
    private static final Pattern NUMBERED = Pattern.compile("(?m)^(\\d+)([.)])");
    private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*");

    private PlainText() {}

    /** The Markdown that shows exactly this text; its lines stay lines. */
    public static String asMarkdown(String text) {
        String lines = INDENT.matcher(BLANK_LINES.matcher(text.strip()).replaceAll("\n"))
                .replaceAll("");
        return NUMBERED.matcher(MARKUP.matcher(lines).replaceAll("\\\\$0")).replaceAll("$1\\\\$2");
    }
}
