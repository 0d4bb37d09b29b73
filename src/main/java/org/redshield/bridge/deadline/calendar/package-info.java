/** 工作日历: the official arrangements of holidays and make-up days, where they come from, and what is a working day by them. */
package org.redshield.bridge.deadline.calendar;
