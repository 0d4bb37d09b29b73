package org.redshield.bridge.assistance.handling;

/** What was found out about one question of the letter. */
public record QuestionAnswer(String question, String answer) {}
