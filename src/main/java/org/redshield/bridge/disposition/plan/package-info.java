/** 处置措施: what may be asked of a platform: measures against targets, on which ground. Rules only; nothing is stored here. */
package org.redshield.bridge.disposition.plan;
