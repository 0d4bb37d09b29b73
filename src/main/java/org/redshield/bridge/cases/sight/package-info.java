/** Which bureaus a case is the business of, for supervisors who stand above them. */
package org.redshield.bridge.cases.sight;
