package org.redshield.bridge.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redshield.bridge.BridgeApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole bridge on a free port with a database of its own, the demonstration's organisations and users, the sandbox
 * platform over HTTP, and a clock that a test can move. Tests of one context share it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = BridgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = {NoTestClasses.class, BridgeTestEnvironment.class})
@Import(BridgeTestBeans.class)
@ExtendWith(OwnEngine.class)
public @interface BridgeTest {}
