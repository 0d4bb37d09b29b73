/** 机构: who takes part: the bureaus of the whole country up to SAMR, platforms, officers, and what they agreed on. */
package org.redshield.bridge.bureau;
