package org.redshield.verifier;

/** What is wrong with the package, in one Chinese sentence without its full stop. */
final class Wrong extends Exception {

    private static final int LONGEST = 400;

    Wrong(String sentence) {
        super(shown(sentence));
    }

    /** Names come from strangers: nothing in them may move the cursor or hide what stands before it. */
    static String shown(String text) {
        String harmless = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return harmless.length() <= LONGEST ? harmless : harmless.substring(0, LONGEST) + "…";
    }
}
