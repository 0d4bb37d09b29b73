/**
 * What the platform's officers do with requests and dispositions. Their state is a function of what was journalled and
 * of the time, so that nothing has to be ticking for an answer to become due, and a restart changes nothing.
 */
package org.redshield.sandbox.casework;
