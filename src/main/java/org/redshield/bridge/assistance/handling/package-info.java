/** 协助方办理: the asked bureau, beyond what it does with every letter that comes in: platform data, findings, delay, reply, supplement. */
package org.redshield.bridge.assistance.handling;
