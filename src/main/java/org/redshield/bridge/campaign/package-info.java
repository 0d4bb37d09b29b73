/**
 * 联合行动: several bureaus work one list of shops together. The lead proposes it, its head approves it and invites the others, each
 * joins by its own head. What they share is the pool of subjects ({@code Pool}): who works on which, and how far that is. Their cases
 * stay their own.
 */
package org.redshield.bridge.campaign;
