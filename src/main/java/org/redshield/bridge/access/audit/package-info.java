/**
 * 访问记录: the one record of who read, decided, exported, signed in, searched, changed a setting or was denied something. {@link
 * org.redshield.bridge.access.audit.Audit} is its door; {@link org.redshield.bridge.access.audit.AuditFilter} sees every call,
 * and {@link org.redshield.bridge.access.audit.Treatment} says what it is: by its kind, or as its controller declares.
 */
package org.redshield.bridge.access.audit;
