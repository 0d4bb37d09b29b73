/**
 * 访问控制: who may do what, and who looked at what: sign-in to the API, roles and grants, problem details, the log of access. It lies
 * below every feature and knows none but the organisations.
 */
package org.redshield.bridge.access;
