/** 申诉与解除: appeals of merchants, measures taken back, and the end that a disposition comes to. */
package org.redshield.bridge.disposition.lift;
