package org.redshield.bridge.access.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What sending again does, of each of our addresses that changes something. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SentAgain {

    Way value();

    /** Why nothing is done twice. */
    enum Way {
        /** By the id of its form: carried out in one transaction with its answer, the second time only answered. */
        ONCE,
        /** What is so already stays so (a setting, a mark, a place in the pool), or a refusal says that it is over. */
        SAME,
        /**
         * It has steps, each a transaction of its own that knows whether it was done: calls to platforms under their own number, many tasks or
         * findings each for itself, what takes two persons or a second factor.
         */
        STEPS,
        /** A file: whoever does not know whether it is there looks into its list. */
        FILE,
        /** It changes nothing. */
        READS
    }
}
