package org.redshield.bridge.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.test.annotation.DirtiesContext;

/**
 * A bridge with settings of its own, which is closed with the class. The engine's web applications keep what they know of their
 * bridge in static fields, so that in one JVM they come one after another: an execution of their own in the build.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("alone")
@DirtiesContext
public @interface Alone {}
