/** 轻重: how harsh a measure is, whether a draft stays within what was asked for, and which head that takes. */
package org.redshield.bridge.disposition.severity;
