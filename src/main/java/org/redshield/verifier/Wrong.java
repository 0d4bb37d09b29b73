package org.redshield.verifier;

/** What is wrong with the package, in one Chinese sentence without its full stop. */
final class Wrong extends Exception {

    Wrong(String sentence) {
        super(sentence);
    }
}
