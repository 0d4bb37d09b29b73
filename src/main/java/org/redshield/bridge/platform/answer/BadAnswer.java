package org.redshield.bridge.platform.answer;

import org.redshield.bridge.Refusal;

/**
 * An answer's files are not what the platform said they would be. Fetched again a few times; then the platform's liaison
 * is asked, and the officer reads this sentence.
 */
public final class BadAnswer extends Refusal {

    BadAnswer(String code, Object... arguments) {
        super(code, arguments);
    }
}
