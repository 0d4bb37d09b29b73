package org.redshield.bridge.disposition.lift;

import org.redshield.bridge.disposition.file.PlatformTask;

/** One target's lift, which is one task at the platform. */
public record LiftTarget(String liftId, String targetId, int position, PlatformTask task) {}
