package org.redshield.bridge.access.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call of these addresses shows nothing of a case, of another person or of a setting: what is one's own, what is reckoned from
 * what one typed, what may be chosen in a form, a number, a page that asks for what it shows. What is denied is on record all the same.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NotOnRecord {}
