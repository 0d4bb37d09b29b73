/**
 * 办理结果: what somebody is told who has just sent a form: what came of it, what comes next, and which task of the case is his. See
 * docs/adr/0057-after-the-click.md.
 */
package org.redshield.bridge.outcome;
