/**
 * 保存期限: how long what is kept: a schedule ({@link org.redshield.bridge.cases.retention.Retained}), holds that keep everything of a case
 * beyond it, and the daily work that deletes what features say is over, each deletion on record in the evidence log.
 */
package org.redshield.bridge.cases.retention;
