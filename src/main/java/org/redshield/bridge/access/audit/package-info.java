/**
 * 访问记录: the one record of who read, decided, exported, signed in, searched, changed a setting or was denied something. {@link
 * org.redshield.bridge.access.audit.Audit} is its door; {@code operations.txt} says of each address what a call of it is, and
 * {@link org.redshield.bridge.access.audit.AuditFilter} sees every call. What nobody decided about is recorded as it came.
 */
package org.redshield.bridge.access.audit;
