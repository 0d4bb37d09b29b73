/**
 * 疑似重复: clues that wait are compared with the open clues of their bureau about the same shop. What is so found is proposed and
 * nothing more; a person says whether it is the same, and can take that back.
 */
package org.redshield.bridge.clues.duplicates;
