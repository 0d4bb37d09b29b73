/** 案件可见范围: which bureaus a case is the business of: for supervisors who stand above them, and for those that work on it together. */
package org.redshield.bridge.cases.visibility;
