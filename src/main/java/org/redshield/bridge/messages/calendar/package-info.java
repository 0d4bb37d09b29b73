/** 个人日历: a person's deadlines as a calendar that other programs read, by an address that only he has. */
package org.redshield.bridge.messages.calendar;
