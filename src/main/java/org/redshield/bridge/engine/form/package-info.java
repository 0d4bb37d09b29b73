/**
 * 表单: what a submitted form goes through, in the submitting transaction: what its file declares, what nobody reads,
 * what is offered to choose from.
 */
package org.redshield.bridge.engine.form;
