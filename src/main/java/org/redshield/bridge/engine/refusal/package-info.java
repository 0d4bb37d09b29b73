/** 拒绝提示: a refusal on its way out: plain to the person, one line in the log. */
package org.redshield.bridge.engine.refusal;
