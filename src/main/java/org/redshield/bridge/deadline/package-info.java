/**
 * 期限: deadlines: the working-day calendar, the counting rules and the clocks that run on them. Everything is computed in
 * {@code Asia/Shanghai}, whatever zone the machine is in.
 */
package org.redshield.bridge.deadline;
