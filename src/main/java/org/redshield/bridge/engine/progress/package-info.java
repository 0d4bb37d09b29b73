/** 流程进度: where instances stand now: what is done, waited for, or to be done by somebody. */
package org.redshield.bridge.engine.progress;
