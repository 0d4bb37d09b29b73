/**
 * The gate: what may be deployed. Every deployment passes it before anything of it is parsed: a small grammar of elements
 * and expressions, for everybody; the rules for models, forms, tables and diagrams, for people. What is wrong is told all
 * at once, as findings; every attempt is on record.
 */
package org.redshield.bridge.engine.gate;
