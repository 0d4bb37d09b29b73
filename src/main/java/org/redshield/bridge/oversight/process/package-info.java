/** 督办流程: what the model of supervision sees. */
package org.redshield.bridge.oversight.process;
