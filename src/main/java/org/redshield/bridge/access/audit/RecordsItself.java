package org.redshield.bridge.access.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is called puts itself on record by {@link Audit}, in its transaction and with more than the address tells. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RecordsItself {

    /** Whether it counts as an export of the person's day. */
    boolean export() default false;
}
