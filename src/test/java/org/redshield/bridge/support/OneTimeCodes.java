package org.redshield.bridge.support;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import java.time.Instant;
import java.util.Map;

/** What a person's device shows. */
public final class OneTimeCodes {

    private static final int PERIOD_SECONDS = 30;

    private OneTimeCodes() {}

    /** The code of that key at that moment. */
    public static String of(String key, Instant when) {
        try {
            return new DefaultCodeGenerator().generate(key, when.getEpochSecond() / PERIOD_SECONDS);
        } catch (CodeGenerationException e) {
            throw new AssertionError(e);
        }
    }

    /** Binds a second factor to the person who has just shown his password. @return its key */
    public static String enrolled(Browser person, Instant now) {
        String key = person.get("/api/sign-in-step").json().path("key").asText();
        Http.Answer answer = person.post("/api/sign-in-step/enrolment", Map.of("code", of(key, now)));
        if (answer.status() != 204) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return key;
    }
}
