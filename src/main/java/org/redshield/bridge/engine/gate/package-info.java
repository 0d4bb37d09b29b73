/**
 * 部署关口: the gate: every deployment passes it, by whichever door it comes, before the engine parses anything of it. It is checked,
 * completed from what is deployed, shown to a second person where that is wanted, and every attempt is on record.
 */
package org.redshield.bridge.engine.gate;
