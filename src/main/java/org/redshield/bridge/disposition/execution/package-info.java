/** 处置执行: what is asked of the platform, what it answers, and whether it publishes what it must. */
package org.redshield.bridge.disposition.execution;
