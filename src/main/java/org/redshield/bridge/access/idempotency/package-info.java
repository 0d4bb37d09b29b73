/**
 * 重复提交: what is sent twice is done once: a request that changes something carries an id of the form that it was made of, under which its
 * outcome is kept in the transaction of the change. See docs/adr/0141-answers.md.
 */
package org.redshield.bridge.access.idempotency;
