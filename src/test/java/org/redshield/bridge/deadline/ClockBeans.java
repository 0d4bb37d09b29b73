package org.redshield.bridge.deadline;

import org.springframework.context.annotation.Import;

/** The clocks' beans for tests of other features that build their own small context. */
@Import({ClockService.class, ClockStore.class})
public class ClockBeans {}
