/** 证据可见范围: which bureaus have a piece of evidence, for supervisors who stand above them. */
package org.redshield.bridge.evidence.visibility;
