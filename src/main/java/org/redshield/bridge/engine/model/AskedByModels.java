package org.redshield.bridge.engine.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a bean that expressions in models may ask for values, as for the targets of a loop or a due date; and on each of its
 * methods that they may call. Its other methods are none of a model's business.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface AskedByModels {}
