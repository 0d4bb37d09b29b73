/** 流程中的期限: what models see of deadlines, and the second trigger of every clock. */
package org.redshield.bridge.deadline.process;
