/**
 * Traces 痕迹 that a person leaves in what people write: his name, his numbers, where he lives, however they are spelled. Plain text in,
 * places in that text out; whose traces are kept from whom is decided above. See docs/adr/0136-reporters-in-texts.md.
 */
package org.redshield.bridge.access.traces;
