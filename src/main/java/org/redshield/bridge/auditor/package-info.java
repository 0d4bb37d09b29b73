/**
 * 审计员: what auditors see of the record of access ({@code access.audit}), what officers see of it of their cases, and what is done with
 * it in the background: written, sealed, archived. An auditor reads no case data.
 */
package org.redshield.bridge.auditor;
