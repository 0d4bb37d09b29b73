/** 计时: the clocks that run in cases, what starts, stops and moves them, and what finds those that nobody triggered. */
package org.redshield.bridge.deadline.clock;
