/**
 * 工作台: what a person finds when he sits down: the lists of tasks and how many are in each, the cases that he follows, what has
 * changed in them, and taking several tasks at once. Whatever is read here is read for one person in his organisations. See
 * docs/adr/0058-desk.md.
 */
package org.redshield.bridge.desk;
