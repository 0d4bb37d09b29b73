/** 后台作业: how jobs are taken, at once and by due date, what becomes of those that fail, and the timers of clocks. */
package org.redshield.bridge.engine.job;
